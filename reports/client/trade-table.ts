import { formatCount, formatMoney, formatPercent, formatPrice } from '../format/number.ts';
import { formatInstant, formatSpan } from '../format/time.ts';
import type { TradeColumns } from '../payload/run-payload.ts';
import {
  filterTrades,
  moveOf,
  sortKeyOf,
  sortTrades,
  type TradeFilter,
  type TradeOrder,
} from '../tables/trade-filter.ts';
import { element, make } from './page.ts';

interface Column {
  readonly order: TradeOrder;
  readonly label: string;
  readonly isText?: boolean;
  readonly isSigned?: boolean;
  readonly text: (trades: TradeColumns, row: number) => string;
}

// What matters most comes first: a narrow screen shows only the beginning of a row.
const COLUMNS: readonly Column[] = [
  { order: 'entryTime', label: 'Entry', isText: true, text: (t, r) => formatInstant(t.entryTime[r] ?? 0) },
  { order: 'symbol', label: 'Symbol', isText: true, text: (t, r) => t.symbols[t.symbol[r] ?? 0] ?? '' },
  { order: 'side', label: 'Side', isText: true, text: (t, r) => (t.side[r] === 1 ? 'long' : 'short') },
  { order: 'pnl', label: 'Net', isSigned: true, text: (t, r) => formatMoney(t.pnl[r] ?? null, { sign: true }) },
  {
    order: 'move',
    label: 'Return',
    isSigned: true,
    text: (t, r) => formatPercent(moveOf(t, r), { sign: true, digits: 2 }),
  },
  {
    order: 'exitTime',
    label: 'Exit',
    isText: true,
    text: (t, r) => {
      const time = t.exitTime[r] ?? null;
      return time === null ? 'open' : formatInstant(time);
    },
  },
  {
    order: 'held',
    label: 'Held',
    text: (t, r) => {
      const held = sortKeyOf(t, r, 'held');
      return typeof held === 'number' ? formatSpan(held) : '—';
    },
  },
  { order: 'reason', label: 'Why out', isText: true, text: (t, r) => t.reason[r] ?? '' },
  { order: 'size', label: 'Size', text: (t, r) => formatPrice(t.size[r] ?? null) },
  { order: 'entryPrice', label: 'At', text: (t, r) => formatPrice(t.entryPrice[r] ?? null) },
  { order: 'exitPrice', label: 'Out', text: (t, r) => formatPrice(t.exitPrice[r] ?? null) },
  { order: 'fees', label: 'Fees', text: (t, r) => formatMoney(t.fees[r] ?? null) },
  { order: 'mae', label: 'Worst', text: (t, r) => formatPercent(t.mae[r] ?? null) },
  { order: 'mfe', label: 'Best', text: (t, r) => formatPercent(t.mfe[r] ?? null) },
];

const PAGE = 50;

/**
 * Fills the trade table and keeps it in step with filters, headers and pager.
 * @param onChoose told the row of a chosen trade
 */
export function createTradeTable(trades: TradeColumns, onChoose: (row: number) => void): void {
  const table = element<HTMLTableElement>('trade-rows');
  const form = element<HTMLFormElement>('trade-filters');
  const count = element<HTMLOutputElement>('trade-count');
  const pager = element('trade-pager');
  let order: TradeOrder = 'entryTime';
  let direction: 1 | -1 = 1;
  let page = 0;
  let rows: number[] = [];
  let chosen: number | null = null;

  const body = make('tbody');
  const head = make('thead');
  const headRow = make('tr');
  head.append(headRow);
  table.append(head, body);

  const headers = COLUMNS.map((column) => {
    const cell = make('th', column.isText ? 'txt' : 'num');
    cell.scope = 'col';
    const button = make('button', 'sort', column.label);
    button.type = 'button';
    button.addEventListener('click', () => {
      direction = order === column.order ? (direction === 1 ? -1 : 1) : column.isText ? 1 : -1;
      order = column.order;
      refresh();
    });
    cell.append(button);
    headRow.append(cell);
    return cell;
  });

  const choose = (row: number): void => {
    chosen = row;
    renderRows();
    onChoose(row);
  };
  const renderRows = (): void => {
    const shown = rows.slice(page * PAGE, page * PAGE + PAGE);
    body.replaceChildren(
      ...shown.map((row) => {
        const line = make('tr', row === chosen ? 'chosen' : '');
        line.dataset.row = String(row);
        for (const [i, column] of COLUMNS.entries()) {
          const cell = make('td', column.isText ? 'txt' : 'num');
          const text = column.text(trades, row);
          if (i === 0) {
            const jump = make('button', 'jump', text);
            jump.type = 'button';
            jump.title = 'Show in the chart';
            cell.append(jump);
          } else cell.textContent = text;
          const pnl = trades.pnl[row] ?? 0;
          if (column.isSigned && pnl !== 0) cell.classList.add(pnl > 0 ? 'up' : 'down');
          line.append(cell);
        }
        line.addEventListener('click', () => choose(row));
        return line;
      }),
    );
    if (shown.length === 0) {
      const cell = make('td', 'txt empty', 'No trade matches.');
      cell.colSpan = COLUMNS.length;
      const line = make('tr');
      line.append(cell);
      body.append(line);
    }
  };
  const renderPager = (): void => {
    const pages = Math.ceil(rows.length / PAGE);
    pager.hidden = pages <= 1;
    const back = make('button', '', 'Previous');
    const next = make('button', '', 'Next');
    back.type = next.type = 'button';
    back.disabled = page === 0;
    next.disabled = page >= pages - 1;
    const turn = (by: number): void => {
      page += by;
      renderRows();
      renderPager();
    };
    back.addEventListener('click', () => turn(-1));
    next.addEventListener('click', () => turn(1));
    pager.replaceChildren(back, make('span', '', `${page + 1} of ${Math.max(pages, 1)}`), next);
  };
  const refresh = (): void => {
    rows = sortTrades(trades, filterTrades(trades, readFilter(form)), order, direction);
    page = 0;
    for (const [i, cell] of headers.entries()) {
      const isActive = COLUMNS[i]?.order === order;
      cell.ariaSort = isActive ? (direction === 1 ? 'ascending' : 'descending') : 'none';
    }
    const net = rows.reduce((sum, row) => sum + (trades.pnl[row] ?? 0), 0);
    count.textContent = `${formatCount(rows.length)} of ${formatCount(trades.pnl.length)} · net ${formatMoney(net, { sign: true })}`;
    renderRows();
    renderPager();
  };
  form.addEventListener('input', refresh);
  form.addEventListener('submit', (event) => event.preventDefault());
  refresh();
}

function readFilter(form: HTMLFormElement): TradeFilter {
  const data = new FormData(form);
  const read = (name: string): string => String(data.get(name) ?? '');
  return {
    text: read('text'),
    symbol: read('symbol'),
    side: read('side') as TradeFilter['side'], // the options of the select are these strings
    outcome: read('outcome') as TradeFilter['outcome'], // likewise
  };
}
