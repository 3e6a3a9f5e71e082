import type { DataQuality } from '#engine';
import { formatCount, formatValue } from '../format/number.ts';
import { formatDay, formatSpan } from '../format/time.ts';
import { type Html, html } from '../html.ts';
import type { StrategyIdentity } from '../identity.ts';
import { hash, table } from './blocks.ts';

/** What the readers found in the data, one row a symbol; warnings below. */
export function renderQuality(quality: readonly DataQuality[]): Html {
  if (quality.length === 0) return html`<p class="empty">No data quality was recorded.</p>`;
  const warnings = quality.flatMap((data) => data.warnings.map((warning) => `${data.symbol}: ${warning}`));
  const number = (label: string) => ({ label, kind: 'number' as const });
  const text = (label: string) => ({ label });
  return html`${table(
    'Data quality',
    [
      text('Symbol'),
      text('File'),
      text('First'),
      text('Last'),
      ...['Interval', 'Candles', 'Gaps', 'Missing', 'Longest gap', 'Outside range', 'No volume'].map(number),
      text('SHA-256'),
    ],
    quality.map((data) => [
      data.symbol,
      data.file,
      formatDay(data.first),
      formatDay(data.last),
      formatSpan(data.intervalMs),
      ...[data.rows, data.gaps, data.missing, data.longestGap, data.outside, data.zeroVolume].map(formatCount),
      hash(data.sha256),
    ]),
  )}${warnings.length > 0 && html`<ul class="warnings small">${warnings.map((warning) => html`<li>${warning}</li>`)}</ul>`}`;
}

/** Strategies with their code hash and parameters. */
export function renderStrategies(strategies: readonly StrategyIdentity[]): Html {
  if (strategies.length === 0) return html`<p class="empty">No strategy took part.</p>`;
  return table(
    'Strategies',
    [{ label: 'Strategy' }, { label: 'Code' }, { label: 'Parameters' }],
    strategies.map((strategy) => [
      strategy.id === strategy.name
        ? html`<b>${strategy.id}</b>`
        : html`<b>${strategy.id}</b> <span class="muted">${strategy.name}</span>`,
      hash(strategy.hash),
      renderParams(strategy.params),
    ]),
  );
}

/** Parameters as `name value` pairs. */
export function renderParams(params: Readonly<Record<string, number | boolean | string>>): Html {
  const names = Object.keys(params).sort();
  if (names.length === 0) return html`<span class="muted">none</span>`;
  return html`<span class="params">${names.map((name) => html`<span><i>${name}</i> ${formatValue(params[name])}</span>`)}</span>`;
}

/** A config as indented JSON. */
export function renderConfig(config: unknown): Html {
  return html`<pre class="config" tabindex="0">${JSON.stringify(config, null, 2) ?? 'null'}</pre>`;
}
