import { columnName } from '../formats/csv-header.ts';
import { type CsvLayout, detectLayout } from '../formats/csv-layout.ts';
import { readTextCandles } from '../formats/text-candles.ts';
import type { Importer } from './importer.ts';

/** CSV and TSV with a header of known names in any order, or with none. */
export const csvImporter: Importer = {
  format: 'csv',
  description: 'CSV or TSV: time, open, high, low, close, volume in any order',
  place: 'line',
  recognizes: () => true,
  async read(file, sink) {
    const layout = withSymbol(detectLayout(file.head, file.name));
    return { intervalMs: null, ...(await readTextCandles(file, layout, sink)) };
  },
};

/** Adds the column that names the instrument, where there is one. */
function withSymbol(layout: CsvLayout): CsvLayout {
  const symbol = layout.header.findIndex((field) => ['symbol', 'ticker'].includes(columnName(field)));
  return symbol < 0 ? layout : { ...layout, columns: { ...layout.columns, symbol } };
}
