import { DatasetError } from '../../engine/model/index.ts';
import type { SourceFile } from '../importers/importer.ts';
import { locateFields, SIGNAL_FIELDS } from './signal-fields.ts';
import type { RawRecord, SignalIntake } from './signal-intake.ts';
import { msOfUnits, type ReadInstant } from './signal-time.ts';

const DAY_MS = 86_400_000;

/** Times with their unit; a Date would lose what lies below the millisecond. */
const PARSERS = {
  timestampFromMilliseconds: (ms: bigint): ReadInstant => ({ instantMs: Number(ms) }),
  timestampFromMicroseconds: (us: bigint): ReadInstant => ({ instantMs: msOfUnits(us, 1000n) }),
  timestampFromNanoseconds: (ns: bigint): ReadInstant => ({ instantMs: msOfUnits(ns, 1_000_000n) }),
  dateFromDays: (days: number): ReadInstant => ({ instantMs: days * DAY_MS }),
};

/**
 * Reads records of a Parquet file, one row group after the other.
 * @throws DatasetError `parquet-broken`, and those of the fields and the intake
 */
export async function readParquetSignals(
  file: Pick<SourceFile, 'name' | 'bytes'>,
  intake: SignalIntake,
  delayed: boolean,
): Promise<void> {
  const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  const { compressors } = await import('hyparquet-compressors');
  const bytes = await file.bytes();
  const source = {
    byteLength: bytes.length,
    // A copy, whose buffer begins where the slice does.
    slice: (start: number, end?: number): ArrayBuffer => Uint8Array.from(bytes.subarray(start, end)).buffer,
  };
  const broken = (cause: unknown): DatasetError => {
    const was = cause instanceof Error ? cause.message : String(cause);
    const text = `${file.name}: expected a whole Parquet file, was damaged (${was}).`;
    return new DatasetError('parquet-broken', text, { file: file.name }, cause);
  };
  const metadata = await parquetMetadataAsync(source).catch((cause: unknown) => {
    throw broken(cause);
  });
  // The first element is the root; columns within columns are none of ours.
  const columns = metadata.schema.slice(1).map(({ name }) => name);
  const names = locateFields(columns, file.name, delayed);
  const wanted = Object.values(names).filter((name) => name !== null);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    const options = { file: source, metadata, columns: wanted, rowStart, rowEnd, compressors, parsers: PARSERS };
    const rows = await parquetReadObjects(options).catch((cause: unknown) => {
      throw broken(cause);
    });
    for (const [k, row] of rows.entries()) {
      const record: Partial<RawRecord> = {};
      for (const field of SIGNAL_FIELDS) record[field] = row[names[field] ?? ''];
      // The loop goes over every field there is.
      intake.accept(rowStart + k + 1, record as RawRecord);
    }
    rowStart = rowEnd;
  }
}
