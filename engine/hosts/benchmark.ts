import type { Market } from '../model/index.ts';

/**
 * Buy and hold of the same universe: equal parts of the starting cash, bought at the first open of the span, or at an
 * instrument's own first open when it is listed later; without costs.
 * @returns equity at closes [start, end)
 */
export function buyAndHold(market: Market, cash: number, start: number, end: number): Float64Array {
  const part = cash / market.columns.length;
  const equity = new Float64Array(end - start);
  for (const { open, mark, first, last } of market.columns) {
    const bought = Math.max(first, start);
    let entry = Number.NaN;
    for (let i = bought; i < end && Number.isNaN(entry); i += 1) entry = i > last ? mark[i] : open[i];
    for (let i = start; i < end; i += 1) {
      equity[i - start] += i < bought || Number.isNaN(mark[i]) ? part : (part * mark[i]) / entry;
    }
  }
  return equity;
}
