import { knownLayout, linesOf } from '../formats/csv-layout.ts';
import { readTextCandles } from '../formats/text-candles.ts';
import { timestampOf } from '../formats/timestamp.ts';
import { parseInterval } from '../interval.ts';
import type { Importer } from './importer.ts';

/** `open_time,open,high,low,close,volume,close_time,...`: the header of futures files; spot files have none. */
const HEADER = /^open_time,open,high,low,close,volume,close_time,/;
/** `BTCUSDT-1h-2024-05.csv`, and by day. */
const NAME = /(?:^|[^A-Z0-9])([A-Z0-9]+)-(\d+[smhdw]|1mo)-\d{4}-\d{2}(?:-\d{2})?\./;
const COMMA = 0x2c;
const COLUMNS = { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5, count: 12 };
const CLOSE_TIME = 6;

/**
 * Monthly and daily kline files of data.binance.vision: twelve columns, the time in ms, or in us in spot files since
 * 2025.
 * @see https://github.com/binance/binance-public-data
 */
export const binanceVisionImporter: Importer = {
  format: 'binance-vision',
  description: 'Binance Vision klines: 12 columns, with or without header',
  place: 'line',
  recognizes({ head }) {
    const [first] = linesOf(head);
    return first !== undefined && (HEADER.test(first.text) || intervalOfRow(first.text) !== null);
  },
  async read(file, sink) {
    const [first, second] = linesOf(file.head);
    const titled = first !== undefined && HEADER.test(first.text);
    const before = titled ? first : { line: 0, end: first?.start ?? 0 };
    const layout = knownLayout(file.head, before, COMMA, COLUMNS, file.name);
    const { warnings } = await readTextCandles(file, layout, sink);
    const [, symbol = null, interval] = NAME.exec(file.name) ?? [];
    const row = intervalOfRow((titled ? second : first)?.text ?? '');
    // Months have no one length: their interval is left to the times.
    const intervalMs = interval === undefined ? row : interval === '1mo' ? null : parseInterval(interval);
    return { symbol, intervalMs, warnings };
  },
};

/** Length of the candle in a row of klines, ms; null when the text is no such row. */
function intervalOfRow(text: string): number | null {
  const cells = text.split(',');
  if (cells.length !== COLUMNS.count || !cells.every((cell) => /^[\d.]+$/.test(cell))) return null;
  // A candle closes 1 ms, or 1 us, before the next one opens. What timestampOf returns holds until its next call.
  const open = timestampOf(Number(cells[COLUMNS.time])).time;
  const next = timestampOf(Number(cells[CLOSE_TIME]) + 1).time;
  return next > open ? next - open : null;
}
