import { plainName } from './file-name.ts';
import type { Importer } from './importer.ts';
import { OCHL_LAYOUT, readJsonCandles, sampleJson } from './json-candles.ts';

/** Answers of Bitfinex's candles endpoint. Minutes without a trade are absent, so steps may be longer than candles. */
export const bitfinexImporter: Importer = {
  format: 'bitfinex',
  description: 'Bitfinex candles: [[time, open, CLOSE, HIGH, LOW, volume], ...], newest or oldest first',
  place: 'row',
  recognizes({ name, head }) {
    const { rows, stamped, cells, quoted, ohlc, ochl } = sampleJson(head);
    if (rows === 0 || 2 * stamped <= rows || cells !== 6 || quoted) return false;
    // Candles that fit both orders are flat, and read the same either way.
    return ochl > ohlc || (ochl === ohlc && /bitfinex/i.test(name));
  },
  async read(file, sink) {
    const named = plainName(file.name);
    // The API writes spot pairs as tBTCUSD.
    const symbol = named.symbol?.replace(/^t(?=[A-Z])/, '') ?? null;
    return { symbol, intervalMs: named.intervalMs, warnings: await readJsonCandles(file, sink, OCHL_LAYOUT) };
  },
};
