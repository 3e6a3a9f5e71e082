import { REGIMES, type RunResult } from '#engine';
import { countRefused } from '../analysis/run-verdict.ts';
import { formatCount, formatMoney, formatPercent, formatPlural } from '../format/number.ts';
import { formatInstant } from '../format/time.ts';
import { type Html, html } from '../html.ts';
import { type Cell, type ColumnSpec, folded, table } from './blocks.ts';

const number = (label: string): ColumnSpec => ({ label, kind: 'number' });
/** Rebalances shown before the rest is folded away. */
const FIRST_REBALANCES = 12;

/** The way from signals to fills in counts, and what was refused where. */
export function renderFunnel(result: RunResult): Html {
  const { counters, refusals, orders } = result;
  const refused = countRefused(refusals);
  const all = refusals.reduce((sum, refusal) => sum + refusal.count, 0);
  const steps: [string, number][] = [
    ['Candles', counters.candles],
    ['Signals', counters.signals],
    ['Decisions', counters.decisions],
    ['Refused', refused],
    ['Orders', counters.ordersSubmitted],
    ['Fills', counters.fills],
  ];
  const rows: Cell[][] = refusals.map(({ stage, code, symbol, count }) => [
    stage,
    html`<code>${code}</code>`,
    symbol,
    formatCount(count),
    formatPercent(count / all),
  ]);
  const reduced = orders.filter((order) => order.status === 'reduced').length;
  const cancelled = orders.filter((order) => order.status === 'cancelled').length;
  return html`<ol class="funnel">${steps.map(([label, count]) => html`<li><span>${label}</span><b>${formatCount(count)}</b></li>`)}</ol>
<p class="prose">${formatPlural(reduced, 'order')} ${reduced === 1 ? 'was' : 'were'} reduced and ${formatCount(cancelled)} cancelled after being sent. ${formatPlural(counters.alerts, 'alert')}, ${formatPlural(counters.halts, 'halt')}, ${formatPlural(counters.staleCandles, 'candle')} marked at an older close, ${formatPlural(counters.ambiguousCandles, 'candle')} that touched stop and target.</p>${
    refusals.length === 0
      ? html`<p class="empty">Nothing was refused.</p>`
      : table(
          'Refusals and reductions by stage and reason',
          [{ label: 'Stage' }, { label: 'Reason' }, { label: 'Symbol' }, number('Count'), number('Share')],
          rows,
        )
  }`;
}

/** Rebalances with what they cost and how close they came; null where the run has none. */
export function renderRebalances(result: RunResult): Html | null {
  const { rebalances, counters } = result;
  if (rebalances.length === 0) return null;
  const total = (pick: (index: number) => number): number => rebalances.reduce((sum, _, i) => sum + pick(i), 0);
  const cost = total((i) => rebalances[i]?.cost ?? 0);
  const notional = total((i) => rebalances[i]?.notional ?? 0);
  const accuracy = total((i) => rebalances[i]?.accuracy ?? 0) / rebalances.length;
  const rows: Cell[][] = rebalances.map((record) => [
    formatInstant(record.time, true),
    record.trigger,
    formatCount(record.actions),
    formatPercent(record.driftBefore),
    formatPercent(record.driftAfter),
    formatPercent(record.accuracy),
    formatMoney(record.notional),
    formatMoney(record.estimatedCost),
    formatMoney(record.cost),
    formatCount(record.cutByBudget),
  ]);
  const columns = [
    { label: 'Time' },
    { label: 'Trigger' },
    ...['Actions', 'Drift before', 'After', 'Accuracy', 'Traded', 'Estimated cost', 'Cost', 'Cut by budget'].map(
      number,
    ),
  ];
  return html`<p class="prose">${formatPlural(rebalances.length, 'rebalance')} traded ${formatMoney(notional)} for ${formatMoney(cost)} in fees and slippage, with a mean accuracy of ${formatPercent(accuracy)}. ${counters.costBudgetBindings === 0 ? 'The cost budget was never binding.' : `The cost budget was binding ${formatPlural(counters.costBudgetBindings, 'time')}.`}</p>${table('Rebalances', columns, rows.slice(0, FIRST_REBALANCES))}${
    rows.length > FIRST_REBALANCES &&
    folded(
      `${formatCount(rows.length - FIRST_REBALANCES)} more`,
      table('Further rebalances', columns, rows.slice(FIRST_REBALANCES)),
    )
  }`;
}

/** Shares of time in each regime, per symbol; null where none was detected. */
export function renderRegimes(result: RunResult): Html | null {
  if (result.regimes.length === 0) return null;
  return html`<ul class="legend">${REGIMES.map((regime) => html`<li class="regime-${regime}">${regime}</li>`)}</ul><div class="regimes">${result.regimes.map(
    ({ symbol, candles, transitions }) => {
      const total = candles.reduce((sum, count) => sum + count, 0);
      const share = (i: number): number => (total > 0 ? (candles[i] ?? 0) / total : 0);
      const spoken = REGIMES.map((regime, i) => `${regime} ${formatPercent(share(i), { digits: 0 })}`).join(', ');
      return html`<div class="regime-row"><b>${symbol}</b><div class="regime-bar" role="img" aria-label="${spoken}">${REGIMES.map(
        (regime, i) => {
          const width = share(i) * 100;
          return (
            width > 0 &&
            html`<span class="regime-${regime}" style="flex-grow:${width.toFixed(2)}">${width >= 9 && formatPercent(share(i), { digits: 0 })}</span>`
          );
        },
      )}</div><span class="note">${formatPlural(transitions, 'change')}</span></div>`;
    },
  )}</div>`;
}
