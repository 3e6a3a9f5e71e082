import { DatasetError } from '../../engine/model/index.ts';
import { columnName, describeColumns, locateColumns } from '../formats/csv-header.ts';
import { type CsvLayout, detectLayout, type HeadLine, knownLayout, linesOf } from '../formats/csv-layout.ts';
import { readTextCandles } from '../formats/text-candles.ts';
import type { Importer } from './importer.ts';

/** `Datetime,Open,High,Low,Close,Volume,Dividends,Stock Splits`, or with `Adj Close` and in another order. */
const PLAIN = /^(?:date|datetime),(?=.*\bopen\b)(?=.*\b(?:dividends|stock splits|adj close)\b)/i;
/** `Price,Close,High,Low,Open,Volume` above `Ticker,SPY,...` and `Date,,...`: three lines of header. */
const LAYERED = /^price,(?=.*\bopen\b)(?=.*\bclose\b)/i;
const TICKERS = /^ticker,/i;
const INDEX = /^(?:date|datetime),*$/i;
const COMMA = 0x2c;

/**
 * CSV files that people save from the yfinance package: ISO times with the offset of the exchange. A row without any
 * price stands for a dividend or a minute without a trade: it is no candle, is left out, and a warning counts it.
 */
export const yfinanceImporter: Importer = {
  format: 'yfinance',
  description: 'yfinance CSV: ISO times with offset, Dividends and Stock Splits, or three header lines',
  place: 'line',
  recognizes({ head }) {
    const lines = linesOf(head.subarray(0, 4096));
    return PLAIN.test(lines[0]?.text ?? '') || isLayered(lines);
  },
  async read(file, sink) {
    const lines = linesOf(file.head);
    const [layout, ticker] = isLayered(lines)
      ? layeredLayout(file.head, lines, file.name)
      : ([detectLayout(file.head, file.name), null] as const);
    const { warnings } = await readTextCandles(file, layout, sink, 'leave-out');
    return { symbol: ticker, intervalMs: null, warnings };
  },
};

function isLayered([first, second]: readonly HeadLine[]): boolean {
  return LAYERED.test(first?.text ?? '') && TICKERS.test(second?.text ?? '');
}

/** @throws DatasetError `several-instruments` when the columns are those of two shares, `header-missing` */
function layeredLayout(
  head: Uint8Array,
  [names, tickers, index]: readonly HeadLine[],
  file: string,
): readonly [CsvLayout, string] {
  if (names === undefined || tickers === undefined || index === undefined || !INDEX.test(index.text)) {
    const was = index === undefined ? 'nothing' : `"${index.text.slice(0, 60)}"`;
    const text = `${file} line 3: expected Date or Datetime under Price and Ticker, was ${was}.`;
    throw new DatasetError('header-missing', text, { file, line: 3 });
  }
  const [, ticker = '', ...others] = tickers.text.split(',').map((cell) => cell.trim());
  const other = others.find((one) => one !== ticker);
  if (other !== undefined) {
    const text = `${file} line 2: expected the columns of one share, was ${ticker} and ${other}; save one file for each.`;
    throw new DatasetError('several-instruments', text, { file, line: 2 });
  }
  const fields = names.text.split(',').map((cell) => (columnName(cell) === 'price' ? 'Date' : cell));
  const columns = locateColumns(fields, file, 1);
  const layout = knownLayout(head, index, COMMA, columns, file);
  return [{ ...layout, header: fields, warnings: describeColumns(fields, columns) }, ticker];
}
