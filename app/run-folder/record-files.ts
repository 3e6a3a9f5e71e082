/** The CSV files of a run folder. */
import type { EquityCurve, FillRecord, OrderRecord, RunResult, TradeRecord } from '#engine';
import { formatCsv, formatDouble } from './csv-text.ts';

export const ORDER_COLUMNS = [
  'time',
  'symbol',
  'side',
  'size',
  'reason',
  'reduceOnly',
  'status',
  'note',
  'id',
] as const satisfies readonly (keyof OrderRecord)[];
export const FILL_COLUMNS = [
  'time',
  'symbol',
  'side',
  'size',
  'price',
  'fee',
  'slippage',
  'reason',
  'core',
  'tactical',
  'orderId',
] as const satisfies readonly (keyof FillRecord)[];
export const TRADE_COLUMNS = [
  'symbol',
  'side',
  'entryTime',
  'entryPrice',
  'exitTime',
  'exitPrice',
  'size',
  'pnl',
  'fees',
  'exitReason',
  'mae',
  'mfe',
  'ledger',
] as const satisfies readonly (keyof TradeRecord)[];
export const EQUITY_COLUMNS = [
  'candle',
  'time',
  'equity',
  'cash',
  'gross',
  'benchmark',
] as const satisfies readonly (keyof EquityCurve)[];

/** An order as its line in orders.csv: with price and fee of its fills, empty where nothing was filled. */
type OrderLine = OrderRecord & { readonly price: number | ''; readonly fee: number | '' };

/** orders.csv: every order, its average fill price and its fees. */
export function formatOrders(result: Pick<RunResult, 'orders' | 'fills'>): string {
  const sums = new Map<string, { units: number; value: number; fee: number }>();
  for (const fill of result.fills) {
    const sum = sums.get(fill.orderId) ?? { units: 0, value: 0, fee: 0 };
    sum.units += fill.size;
    sum.value += fill.size * fill.price;
    sum.fee += fill.fee;
    sums.set(fill.orderId, sum);
  }
  const lines = result.orders.map((order): OrderLine => {
    const sum = sums.get(order.id);
    return { ...order, price: sum === undefined ? '' : sum.value / sum.units, fee: sum === undefined ? '' : sum.fee };
  });
  return formatCsv<OrderLine>(['time', 'symbol', 'side', 'size', 'price', 'fee', ...ORDER_COLUMNS.slice(4)], lines);
}

export const formatFills = (fills: readonly FillRecord[]): string => formatCsv(FILL_COLUMNS, fills);
export const formatTrades = (trades: readonly TradeRecord[]): string => formatCsv(TRADE_COLUMNS, trades);

/** equity.csv: candle = open time, time = its close. */
export function formatEquity({ candle, time, equity, cash, gross, benchmark }: EquityCurve): string {
  const text = formatDouble;
  // The one long file of a run, so no list of fields is made for each line.
  let lines = `${EQUITY_COLUMNS.join(',')}\n`;
  for (let i = 0; i < candle.length; i += 1) {
    lines += `${candle[i]},${time[i]},${text(equity[i])},${text(cash[i])},${text(gross[i])},${text(benchmark[i])}\n`;
  }
  return lines;
}
