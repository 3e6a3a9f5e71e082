import { readCsvInto } from '../formats/csv.ts';
import type { Importer } from './importer.ts';

/** CSV and TSV with a header of known names, in any order. */
export const csvImporter: Importer = {
  format: 'csv',
  description: 'CSV or TSV: time, open, high, low, close, volume in any order',
  place: 'line',
  recognizes: () => true,
  async read(file, sink) {
    return { symbol: null, intervalMs: null, warnings: readCsvInto(sink, await file.bytes(), file.name) };
  },
};
