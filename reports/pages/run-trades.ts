import type { RunResult } from '#engine';
import { groupTrades, type TradeGroup } from '../analysis/trade-breakdown.ts';
import { formatCount, formatMoney, formatPercent } from '../format/number.ts';
import { formatSpan } from '../format/time.ts';
import { type Html, html } from '../html.ts';
import { type Cell, signed, table } from './blocks.ts';

/** The trade table (filled by the script) and what the trades add up to by symbol and by exit. */
export function renderTrades(result: RunResult): Html {
  const { trades, openTrades } = result;
  if (trades.length + openTrades.length === 0) {
    return html`<p class="empty">No trade was made. ${result.silence ?? ''}</p>`;
  }
  const symbols = [...new Set([...trades, ...openTrades].map((trade) => trade.symbol))];
  return html`<div class="pair">${renderGroups(
    'By symbol',
    'Symbol',
    groupTrades(trades, (trade) => trade.symbol),
  )}${renderGroups(
    'By exit',
    'Exit',
    groupTrades(trades, (trade) => trade.exitReason),
  )}</div>
<form class="filters" id="trade-filters" role="search" aria-label="Filter trades">
<label><span>Find</span><input type="search" name="text" placeholder="date, symbol, exit …" autocomplete="off"></label>
<label><span>Symbol</span><select name="symbol"><option value="">All</option>${symbols.map((symbol) => html`<option>${symbol}</option>`)}</select></label>
<label><span>Side</span><select name="side"><option value="">Both</option><option value="long">Long</option><option value="short">Short</option></select></label>
<label><span>Result</span><select name="outcome"><option value="">All</option><option value="win">Wins</option><option value="loss">Losses</option><option value="open">Open</option></select></label>
<output id="trade-count" aria-live="polite"></output>
</form>
<div class="scroll trade-table" tabindex="0" role="region" aria-label="Trades"><table id="trade-rows"></table></div>
<div class="pager" id="trade-pager"></div>`;
}

function renderGroups(title: string, label: string, groups: readonly TradeGroup[]): Html {
  const rows: Cell[][] = groups.map((group) => [
    group.name,
    formatCount(group.trades),
    formatPercent(group.wins / group.trades, { digits: 0 }),
    signed(group.pnl, formatMoney(group.pnl, { sign: true })),
    formatMoney(group.fees),
    formatMoney(group.best, { sign: true }),
    formatMoney(group.worst, { sign: true }),
    formatSpan(group.meanHeld),
  ]);
  const number = (text: string) => ({ label: text, kind: 'number' as const });
  const columns = [
    { label },
    number('Trades'),
    number('Wins'),
    number('Net'),
    number('Fees'),
    number('Best'),
    number('Worst'),
    number('Held'),
  ];
  return html`<div><h3>${title}</h3>${groups.length === 0 ? html`<p class="empty">No trade was closed.</p>` : table(`Closed trades ${title.toLowerCase()}`, columns, rows)}</div>`;
}
