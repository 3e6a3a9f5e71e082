import type { DecodedArray, ParquetParsers, SchemaElement } from 'hyparquet';
import { DatasetError } from '../../engine/model/index.ts';
import type { ColumnKind, InstantUnit, TableColumn } from './table-column.ts';

const UNITS: Readonly<Record<string, InstantUnit>> = { MILLIS: 'ms', MICROS: 'us', NANOS: 'ns' };

/** Leaves times as the counts they are stored as: a Date holds no microseconds, so that a fraction would vanish. */
export const RAW_TIMES: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (count: bigint) => count,
  timestampFromMicroseconds: (count: bigint) => count,
  timestampFromNanoseconds: (count: bigint) => count,
  dateFromDays: (days: number) => days,
};

/**
 * How the values of a column are to be read.
 * @throws DatasetError `column-type`
 */
export function parquetKind(element: SchemaElement, file: string): ColumnKind {
  const kind = element.repetition_type === 'REPEATED' ? null : kindOf(element);
  if (kind !== null) return kind;
  const was = element.logical_type?.type ?? element.converted_type ?? element.type;
  const text = `${file}: expected column ${element.name} to hold numbers, times or text, was ${was}.`;
  throw new DatasetError('column-type', text, { file, column: element.name });
}

function kindOf({ type, converted_type: converted, logical_type: logical, scale }: SchemaElement): ColumnKind | null {
  if (logical?.type === 'TIMESTAMP') return { type: 'instant', unit: UNITS[logical.unit] as InstantUnit };
  if (converted === 'TIMESTAMP_MILLIS') return { type: 'instant', unit: 'ms' };
  if (converted === 'TIMESTAMP_MICROS') return { type: 'instant', unit: 'us' };
  // Hive and early Spark: nanoseconds, whatever the column is called.
  if (type === 'INT96') return { type: 'instant', unit: 'ns' };
  if (converted === 'DATE' || logical?.type === 'DATE') return { type: 'instant', unit: 'day' };
  if (logical?.type === 'DECIMAL') return { type: 'decimal', scale: logical.scale };
  if (converted === 'DECIMAL') return { type: 'decimal', scale: scale ?? 0 };
  if (logical?.type === 'TIME' || converted?.startsWith('TIME_') === true) return null;
  if (type === 'FLOAT') return { type: 'number', single: true };
  if (type === 'INT32' || type === 'INT64' || type === 'DOUBLE') return { type: 'number', single: false };
  if (type !== 'BYTE_ARRAY') return null;
  const text = logical === undefined ? converted === undefined || converted === 'UTF8' : logical.type === 'STRING';
  return text ? { type: 'text' } : null;
}

/**
 * Joins what was decoded of a column in one row group.
 * @param chunks as the package gives them
 */
export function parquetColumn(kind: ColumnKind, chunks: readonly DecodedArray[]): TableColumn {
  const [first] = chunks;
  if (chunks.length === 1 && (first instanceof Float64Array || first instanceof Float32Array)) {
    return { kind, values: first };
  }
  const values: unknown[] = [];
  for (const chunk of chunks) {
    for (let i = 0; i < chunk.length; i++) values.push(plainValue(chunk[i], kind));
  }
  return { kind, values };
}

function plainValue(value: unknown, kind: ColumnKind): unknown {
  if (!(value instanceof Uint8Array)) return value;
  if (kind.type !== 'decimal') return Buffer.from(value).toString('utf8');
  let digits = 0n;
  for (const byte of value) digits = (digits << 8n) | BigInt(byte);
  return BigInt.asIntN(8 * value.length, digits);
}
