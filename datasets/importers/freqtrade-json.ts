import { freqtradeName, plainName } from './file-name.ts';
import type { Importer } from './importer.ts';
import { OHLC_LAYOUT, readJsonCandles, sampleJson } from './json-candles.ts';

/** Data files of freqtrade, and whatever else writes ccxt's arrays as they are. */
export const freqtradeJsonImporter: Importer = {
  format: 'freqtrade-json',
  description: 'freqtrade JSON: [[time, open, high, low, close, volume], ...]; SOL_USDT-1h.json is SOL/USDT',
  place: 'row',
  recognizes({ head }) {
    const { rows, stamped, cells, quoted } = sampleJson(head);
    return rows > 0 && 2 * stamped > rows && cells === 6 && !quoted;
  },
  async read(file, sink) {
    const own = freqtradeName(file.name);
    const named = own.symbol === null ? plainName(file.name) : own;
    return { ...named, warnings: await readJsonCandles(file, sink, OHLC_LAYOUT) };
  },
};
