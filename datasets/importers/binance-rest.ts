import { plainName } from './file-name.ts';
import type { Importer } from './importer.ts';
import { OHLC_LAYOUT, readJsonCandles, sampleJson } from './json-candles.ts';

const CLOSE_TIME = 6;

/** Answers of Binance's klines endpoint: arrays of 12 cells, prices in quotes; the close time tells the interval. */
export const binanceRestImporter: Importer = {
  format: 'binance-rest',
  description: 'Binance REST klines: [[time, "open", "high", "low", "close", "volume", closeTime, ...], ...]',
  place: 'row',
  recognizes({ head }) {
    const { rows, stamped, cells, quoted } = sampleJson(head);
    return rows > 0 && 2 * stamped > rows && cells >= 11 && cells <= 12 && quoted;
  },
  async read(file, sink) {
    const named = plainName(file.name);
    let length: number | null = null;
    let same = true;
    const warnings = await readJsonCandles(file, sink, { ...OHLC_LAYOUT, cells: [11, 12] }, (time, row) => {
      const end = row.values[CLOSE_TIME] as number;
      // The close time is the last ms or us of the candle.
      const own = (end >= 1e14 ? Math.floor(end / 1000) : end) + 1 - time;
      if (length === null) length = own;
      else if (own !== length) same = false;
    });
    // During outages Binance closed candles early, and months differ: then the name or the steps decide.
    return { symbol: named.symbol, intervalMs: same && isLength(length) ? length : named.intervalMs, warnings };
  },
};

const isLength = (ms: number | null): ms is number => ms !== null && Number.isInteger(ms) && ms >= 1000;
