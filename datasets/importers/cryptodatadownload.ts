import { columnName, describeColumns } from '../formats/csv-header.ts';
import { detectLayout, linesOf } from '../formats/csv-layout.ts';
import { readTextCandles } from '../formats/text-candles.ts';
import type { Importer } from './importer.ts';

const BANNER = /cryptodatadownload/i;
/** `unix,date,symbol,open,...`, `Unix Timestamp,Date,Symbol,Open,...`, and the oldest: `Date,Symbol,Open,...`. */
const HEADER = /^(?:unix(?: timestamp)?,)?date,symbol,open,high,low,close,volume \w+,volume \w+(?:,tradecount)?$/i;

/**
 * Files of CryptoDataDownload: perhaps a banner line, newest first, the time as ms or as seconds with a point, and
 * once more as a date; where the two differ the count is taken and a warning tells.
 */
export const cryptoDataDownloadImporter: Importer = {
  format: 'cryptodatadownload',
  description: 'CryptoDataDownload CSV: newest first, unix and date, volume in two currencies',
  place: 'line',
  recognizes({ head }) {
    const [first, second] = linesOf(head.subarray(0, 4096));
    if (first === undefined) return false;
    return HEADER.test(first.text) || (BANNER.test(first.text) && HEADER.test(second?.text ?? ''));
  },
  async read(file, sink) {
    const layout = detectLayout(file.head, file.name);
    const names = layout.header.map(columnName);
    const date = names.indexOf('date') === layout.columns.time ? -1 : names.indexOf('date');
    const columns = { ...layout.columns, symbol: names.indexOf('symbol'), date };
    // The banner is part of the format: nobody needs to be told that it is not read.
    const warnings = describeColumns(layout.header, layout.columns);
    return { intervalMs: null, ...(await readTextCandles(file, { ...layout, columns, warnings }, sink)) };
  },
};
