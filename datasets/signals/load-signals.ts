import { DatasetError, type RecordedSignals } from '../../engine/model/index.ts';
import type { SourceFile } from '../importers/importer.ts';
import { openSourceFile } from '../importers/source-file.ts';
import { readCsvSignals } from './csv-signals.ts';
import { readJsonlSignals } from './jsonl-signals.ts';
import { readParquetSignals } from './parquet-signals.ts';
import { createSignalIntake, type SignalOptions } from './signal-intake.ts';

/** The formats that recorded signals come in. */
export type SignalFormat = 'csv' | 'jsonl' | 'parquet';

export interface LoadedSignals {
  /** All columns over one SharedArrayBuffer. */
  readonly signals: RecordedSignals;
  /** Base name of the file. */
  readonly file: string;
  /** SHA-256 of the stored bytes. */
  readonly sha256: string;
  readonly format: SignalFormat;
  /** Records left out because nobody asked for their symbol. */
  readonly leftOut: number;
}

/**
 * Reads a file of recorded signals, gzipped or not: CSV or TSV, JSON Lines or Parquet, told apart by their first bytes.
 * Every record has eventTime, availableAt, symbol, type, direction, strength, confidence and source, ascending in
 * availableAt.
 * @param path of the file
 * @param options symbols there are, and a delay for a file without availableAt
 * @throws DatasetError naming file and line or row: `available-before-event`, `unordered-available-at`,
 *   `duplicate-signal`, `unknown-symbol`, `unknown-type`, `unknown-direction`, `unknown-strength`, `bad-confidence`,
 *   `bad-time`, `empty-field`; naming the file: `column-missing`, `no-available-at`, `no-signals` and those of the format
 */
export async function loadSignals(path: string, options: SignalOptions): Promise<LoadedSignals> {
  const file = await openSourceFile(path);
  const format = formatOf(file);
  const intake = createSignalIntake(file.name, format === 'parquet' ? 'row' : 'line', options);
  const delayed = (options.delayMs ?? null) !== null;
  if (format === 'parquet') await readParquetSignals(file, intake, delayed);
  else if (format === 'jsonl') await readJsonlSignals(file, intake, delayed);
  else await readCsvSignals(file, intake, delayed);
  const signals = intake.finish();
  const { leftOut } = intake;
  if (signals.length === 0) {
    const was = leftOut === 0 ? 'none' : `${leftOut} about other symbols`;
    throw new DatasetError('no-signals', `${file.name}: expected signals, was ${was}.`, { path });
  }
  return { signals, file: file.name, sha256: file.sha256(), format, leftOut };
}

function formatOf({ head }: Pick<SourceFile, 'head'>): SignalFormat {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 256)).toString('utf8');
  if (text.startsWith('PAR1')) return 'parquet';
  return /^\uFEFF?\s*[{[]/.test(text) ? 'jsonl' : 'csv';
}
