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

/** The records that a fingerprint is taken of, as they are written. */
export interface RecordTexts {
  readonly orders: string;
  readonly fills: string;
}

/** orders.csv and fills.csv. */
export function formatRecords(result: Pick<RunResult, 'orders' | 'fills'>): RecordTexts {
  return { orders: formatOrders(result), fills: formatFills(result.fills) };
}

export const formatFills = (fills: readonly FillRecord[]): string => formatCsv(FILL_COLUMNS, fills);
export const formatTrades = (trades: readonly TradeRecord[]): string => formatCsv(TRADE_COLUMNS, trades);

/** No double is longer in print, with the comma or line end behind it. */
const LONGEST_CELL = 25;
/** Characters that are gathered before they are written: calls into the buffer are dear, long strings are copied twice. */
const BLOCK = 8192;

/**
 * equity.csv: candle = open time, time = its close.
 * @returns its bytes: this is the one long file of a run, and as one string it would be built and walked several times
 */
export function formatEquity({ candle, time, equity, cash, gross, benchmark }: EquityCurve): Uint8Array {
  let text = `${EQUITY_COLUMNS.join(',')}\n`;
  const bytes = Buffer.allocUnsafe(text.length + candle.length * EQUITY_COLUMNS.length * LONGEST_CELL);
  let at = 0;
  let close = '';
  let closeTime = Number.NaN;
  let worth = '';
  let worthValue = Number.NaN;
  let account = '';
  let [paid, held] = [Number.NaN, Number.NaN];
  for (let i = 0; i < candle.length; i += 1) {
    // A candle opens when the last one closed, and between fills cash stays as it is: most cells are known already.
    const open = candle[i] === closeTime ? close : `${candle[i]},`;
    closeTime = time[i];
    close = `${closeTime},`;
    if (!Object.is(worthValue, equity[i])) {
      worthValue = equity[i];
      worth = formatDouble(worthValue);
    }
    if (!Object.is(paid, cash[i]) || !Object.is(held, gross[i])) {
      [paid, held] = [cash[i], gross[i]];
      account = `,${formatDouble(paid)},${formatDouble(held)},`;
    }
    text += `${open}${close}${worth}${account}${formatDouble(benchmark[i])}\n`;
    if (text.length >= BLOCK) {
      at += bytes.write(text, at, 'latin1');
      text = '';
    }
  }
  at += bytes.write(text, at, 'latin1');
  return bytes.subarray(0, at);
}
