import { detectLayout, linesOf } from '../formats/csv-layout.ts';
import { readTextCandles } from '../formats/text-candles.ts';
import type { Importer } from './importer.ts';

const HEADER = /^date,open,high,low,close,volume,name$/i;

/** Daily stock files as Kaggle has them: the last column names the share; a row with an empty cell is damaged. */
export const kaggleImporter: Importer = {
  format: 'kaggle',
  description: 'Kaggle stock CSV: date,open,high,low,close,volume,Name',
  place: 'line',
  recognizes: ({ head }) => HEADER.test(linesOf(head.subarray(0, 4096))[0]?.text ?? ''),
  async read(file, sink) {
    const layout = detectLayout(file.head, file.name);
    const symbol = layout.header.findIndex((field) => /^name$/i.test(field.trim()));
    const facts = await readTextCandles(file, { ...layout, columns: { ...layout.columns, symbol } }, sink);
    return { intervalMs: null, ...facts };
  },
};
