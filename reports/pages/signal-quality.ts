import type { SignalQuality } from '#engine';
import { formatCount, formatPlural, NO_NUMBER } from '../format/number.ts';
import { formatSpan } from '../format/time.ts';
import { type Html, html } from '../html.ts';
import { hash, table } from './blocks.ts';

/** How recorded signals fall on the candles, one row for each file and symbol; nothing where there are none. */
export function renderSignalQuality(signals: readonly SignalQuality[]): Html {
  if (signals.length === 0) return html``;
  const number = (label: string) => ({ label, kind: 'number' as const });
  const rows = signals.flatMap(({ id, file, sha256, alignments }) =>
    alignments.map((one) => [
      id,
      file,
      one.symbol,
      ...[one.records, one.within, one.before, one.after, one.inGap, one.replaced].map(formatCount),
      ...[one.meanDelayMs, one.maxDelayMs, one.meanGapDelayMs, one.maxGapDelayMs].map(formatDelay),
      hash(sha256),
    ]),
  );
  const leftOut = signals.filter((one) => one.leftOut > 0);
  return html`<h3>Recorded signals</h3><p class="prose">Used at the first close at or after they became available. Those before the first candle and after the last one are not used.</p>${table(
    'Recorded signals by file and symbol',
    [
      { label: 'Signals' },
      { label: 'File' },
      { label: 'Symbol' },
      ...['Records', 'Within a candle', 'Before', 'After', 'In a gap', 'Replaced'].map(number),
      ...['Mean wait', 'Longest', 'Mean in gaps', 'Longest in gaps'].map(number),
      { label: 'SHA-256' },
    ],
    rows,
  )}${leftOut.length > 0 && html`<ul class="warnings small">${leftOut.map((one) => html`<li>${one.id}: ${formatPlural(one.leftOut, 'record')} about other symbols left out</li>`)}</ul>`}`;
}

function formatDelay(ms: number | null): string {
  return ms === null ? NO_NUMBER : formatSpan(Math.round(ms));
}
