import type { RunResult } from '#engine';
import { computeMonthlyReturns, findMonthEnds } from '../analysis/monthly-returns.ts';
import { formatPercent } from '../format/number.ts';
import { MONTH_NAMES } from '../format/time.ts';
import { type Html, html } from '../html.ts';

/** A month that moved this much has the full colour. */
const FULL_COLOUR = 0.15;

/** Calendar of monthly returns with yearly totals, and buy and hold beside them. */
export function renderReturns(result: RunResult): Html {
  const { time, equity, benchmark } = result.equity;
  const ends = findMonthEnds(time);
  const cash = result.config.account.cash;
  const own = computeMonthlyReturns(ends, equity, cash);
  const hold = computeMonthlyReturns(ends, benchmark, cash);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Returns by month"><table class="months"><caption class="hidden">Returns by month and year, with buy and hold</caption><thead><tr><th scope="col" class="txt">Year</th>${MONTH_NAMES.map(
    (month) => html`<th scope="col" class="num">${month}</th>`,
  )}<th scope="col" class="num total">Year</th><th scope="col" class="num total">Hold</th></tr></thead><tbody>${own.map(
    (row, i) =>
      html`<tr><th scope="row" class="txt">${String(row.year)}</th>${row.months.map(renderMonth)}<td class="num total">${formatPercent(row.total, { sign: true })}</td><td class="num total muted">${formatPercent(hold[i]?.total ?? null, { sign: true })}</td></tr>`,
  )}</tbody></table></div>`;
}

function renderMonth(value: number | null): Html {
  if (value === null) return html`<td class="num none"></td>`;
  const text = formatPercent(value, { sign: true });
  const isFlat = Math.abs(value) < 0.0005;
  if (isFlat) return html`<td class="num flat">${text}</td>`;
  const weight = Math.round(Math.min(1, Math.abs(value) / FULL_COLOUR) * 100);
  return html`<td class="num heat ${value > 0 ? 'gain' : 'loss'}" style="--w:${weight}%">${text}</td>`;
}
