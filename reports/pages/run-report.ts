import type { CandleSeries, DataQuality, RunResult, SignalQuality } from '#engine';
import { listAssumptions } from '../analysis/assumptions.ts';
import { judgeRun } from '../analysis/run-verdict.ts';
import { formatCount, formatPlural, formatRate } from '../format/number.ts';
import { formatInstant, formatSpan } from '../format/time.ts';
import { type Html, html } from '../html.ts';
import type { ReportIdentity } from '../identity.ts';
import { packRun } from '../payload/run-payload.ts';
import { bullets, facts, folded, hash, section, verdictBlock } from './blocks.ts';
import { renderDocument } from './document.ts';
import { renderConfig, renderQuality, renderStrategies } from './provenance.ts';
import { renderCharts } from './run-charts.ts';
import { renderFigures, renderMetrics } from './run-figures.ts';
import { renderFunnel, renderRebalances, renderRegimes } from './run-pipeline.ts';
import { renderReturns } from './run-returns.ts';
import { renderTrades } from './run-trades.ts';
import { renderSignalQuality } from './signal-quality.ts';

/** What a run report shows. */
export interface RunReportInput {
  readonly result: RunResult;
  /** Candles of the symbols of the run, warm-up included or not. */
  readonly candles: readonly CandleSeries[];
  readonly quality: readonly DataQuality[];
  /** How recorded signals fall on the candles; none when absent. */
  readonly signals?: readonly SignalQuality[];
  readonly identity: ReportIdentity;
  /** The config as the user wrote it; anything that JSON can hold. */
  readonly config: unknown;
}

/**
 * Renders one run as a self-contained page: no network, and the same bytes for the same input.
 * @param input the run, its candles, what is known of its data, and its identity
 * @returns HTML
 * @throws InvariantError `reports.asset-missing` when the project has not been built
 */
export function renderRunReport(input: RunReportInput): string {
  const { result, candles, quality, signals = [] } = input;
  const rebalances = renderRebalances(result);
  const regimes = renderRegimes(result);
  const blocks: (readonly [string, string, Html])[] = [
    ['charts', 'Charts', section('charts', 'Candles, equity and drawdown', null, renderCharts(result, candles))],
    [
      'returns',
      'Returns',
      section('returns', 'Returns by month', 'Net of costs, UTC; Hold is buy and hold.', renderReturns(result)),
    ],
    [
      'trades',
      'Trades',
      section('trades', 'Trades', 'Net of fees. Choose one to see it in the chart.', renderTrades(result)),
    ],
    [
      'pipeline',
      'Refusals',
      section('pipeline', 'From signals to fills', 'What each stage let through, and why not.', renderFunnel(result)),
    ],
  ];
  if (rebalances !== null)
    blocks.push(['rebalances', 'Rebalances', section('rebalances', 'Rebalances', null, rebalances)]);
  if (regimes !== null)
    blocks.push(['regimes', 'Regimes', section('regimes', 'Regimes', 'Share of candles.', regimes)]);
  blocks.push(
    ['metrics', 'Metrics', section('metrics', 'Metrics and their conventions', null, renderMetrics(result))],
    [
      'data',
      'Data',
      section(
        'data',
        'Data quality',
        'As read; gaps are never filled.',
        html`${renderQuality(quality)}${renderSignalQuality(signals)}`,
      ),
    ],
    ['identity', 'Identity', section('identity', 'Identity', null, renderIdentity(input))],
  );
  return renderDocument({
    kind: 'run report',
    title: result.name,
    subtitle: renderSubtitle(result),
    sections: blocks.map(([id, label]) => ({ id, label })),
    body: html`${verdictBlock(judgeRun(result, candles, quality))}${renderFigures(result)}${renderFrame(input)}${blocks.map(([, , block]) => block)}`,
    script: 'run.js',
    payload: packRun(result, candles),
  });
}

function renderSubtitle(result: RunResult): Html {
  const { symbols, intervalMs, from, to } = result;
  return html`<span>${symbols.join(', ')}</span> <span>${formatSpan(intervalMs)} candles</span> <span>${formatInstant(from, true)} to ${formatInstant(to, true)} UTC</span>`;
}

/** The strip under the figures: identity, data, and what the simulation leaves out. */
function renderFrame(input: RunReportInput): Html {
  const { result, identity, quality } = input;
  const { costs } = result.config;
  const { missing, off } = listAssumptions(result);
  const rows = quality.reduce((sum, data) => sum + data.rows, 0);
  const gaps = quality.reduce((sum, data) => sum + data.missing, 0);
  const odd = quality.reduce((sum, data) => sum + data.outside + data.zeroVolume, 0);
  return html`<div class="frame"><div><h2>This run</h2>${facts([
    ['Run', hash(identity.runId)],
    ['Fingerprint', hash(identity.fingerprint)],
    ['Config', hash(identity.configHash)],
    [
      'Warm-up',
      result.warmupCandles === 0
        ? 'no candle of the span'
        : `${formatPlural(result.warmupCandles, 'candle')} of the span`,
    ],
    ['Costs', `${formatRate(costs.taker)} fee, ${formatRate(costs.slippage)} slippage`],
    ['Data', `${formatCount(rows)} candles, ${formatCount(gaps)} missing, ${formatCount(odd)} odd`],
  ])}</div><div><h2>Not modelled</h2>${bullets(missing)}</div><div><h2>Limits that are off</h2>${
    off.length === 0 ? html`<p>None: every limit is on.</p>` : bullets(off)
  }</div></div>`;
}

function renderIdentity(input: RunReportInput): Html {
  const { identity, result, config } = input;
  return html`${facts([
    ['Run id', html`<code>${identity.runId}</code>`],
    ['Fingerprint', html`<code>${identity.fingerprint}</code>`],
    ['Config hash', html`<code>${identity.configHash}</code>`],
    ['Engine', identity.engineVersion],
    ['First close', `${formatInstant(result.from)} UTC`],
    ['Last close', `${formatInstant(result.to)} UTC`],
  ])}<h3>Strategies</h3>${renderStrategies(identity.strategies)}<h3>How orders are filled</h3>${bullets(listAssumptions(result).modelled)}${folded('Config as written', renderConfig(config))}${folded('Config in full, defaults included', renderConfig(result.config))}`;
}
