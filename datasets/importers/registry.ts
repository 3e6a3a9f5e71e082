import { DatasetError } from '../../engine/model/index.ts';
import { binanceRestImporter } from './binance-rest.ts';
import { binanceVisionImporter } from './binance-vision.ts';
import { bitfinexImporter } from './bitfinex.ts';
import { cryptoDataDownloadImporter } from './cryptodatadownload.ts';
import { csvImporter } from './csv.ts';
import { featherImporter } from './feather.ts';
import { freqtradeJsonImporter } from './freqtrade-json.ts';
import type { FileFormat, Importer, SourceFile } from './importer.ts';
import { kaggleImporter } from './kaggle.ts';
import { leanImporter } from './lean.ts';
import { parquetImporter } from './parquet.ts';
import { yfinanceImporter } from './yfinance.ts';

/** Every importer, exact formats first; `csv` takes whatever is left. */
// biome-ignore format: one importer a line
export const IMPORTERS: readonly Importer[] = [
  binanceRestImporter,
  bitfinexImporter,
  freqtradeJsonImporter,
  featherImporter,
  parquetImporter,
  leanImporter,
  binanceVisionImporter,
  cryptoDataDownloadImporter,
  yfinanceImporter,
  kaggleImporter,
  csvImporter,
];

/**
 * Finds the importer of a file.
 * @param format as the user demands it; recognised when absent
 * @throws DatasetError `format-unknown`
 */
export function findImporter(file: Pick<SourceFile, 'name' | 'head'>, format?: FileFormat): Importer {
  const found = IMPORTERS.find((one) => (format === undefined ? one.recognizes(file) : one.format === format));
  if (found !== undefined) return found;
  const text = `${file.name}: expected one of the formats ${IMPORTERS.map((one) => one.format).join(', ')}.`;
  throw new DatasetError('format-unknown', text, { file: file.name });
}
