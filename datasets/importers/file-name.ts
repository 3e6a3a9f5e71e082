import { parseInterval } from '../interval.ts';

/** What a file's name tells of its candles; null where it does not. */
export interface NamedCandles {
  readonly symbol: string | null;
  readonly intervalMs: number | null;
}

const FREQTRADE = /(?:^|_)([A-Z0-9.]+)_([A-Z0-9.]+?)(?:_([A-Z0-9.]+))?-(\d+(?:[smhdw]|Mo|M))(?:-\w+)?\.\w+/;
const INTERVAL = /^[1-9]\d{0,2}[smhdw]$/;
const PAIR = /^t?[A-Z0-9]{2,}(?:[:/-][A-Z0-9]+)?$/;

/**
 * Reads the names that freqtrade writes.
 * @param name `SOL_USDT-1h.json`, `BTC_USDT_USDT-4h-futures.feather`
 * @returns `SOL/USDT`, `BTC/USDT:USDT`
 */
export function freqtradeName(name: string): NamedCandles {
  const match = FREQTRADE.exec(name);
  if (match === null) return { symbol: null, intervalMs: null };
  const [, base, quote, settle, interval = ''] = match;
  const symbol = `${base}/${quote}${settle === undefined ? '' : `:${settle}`}`;
  // Months have no length in ms.
  return { symbol, intervalMs: INTERVAL.test(interval) ? parseInterval(interval) : null };
}

/**
 * Reads names in which symbol and interval stand side by side: `BTCUSDT_1h_2018.json`, `bitfinex-BTCUSD-1m.json`.
 * @returns the word before the interval, where it is written as symbols are
 */
export function plainName(name: string): NamedCandles {
  const words = (name.split('.', 1)[0] as string).split(/[_\-\s]+/);
  const at = words.findIndex((word) => INTERVAL.test(word));
  if (at < 0) return { symbol: null, intervalMs: null };
  const before = words[at - 1];
  return {
    symbol: before !== undefined && PAIR.test(before) ? before : null,
    intervalMs: parseInterval(words[at] as string),
  };
}
