import type * as Arrow from 'apache-arrow';
import { DatasetError } from '../../engine/model/index.ts';
import type { ColumnKind, InstantUnit, TableColumn } from './table-column.ts';

const UNITS: readonly InstantUnit[] = ['s', 'ms', 'us', 'ns'];

/**
 * Lays a column of one record batch open; numbers without nulls are not copied.
 * @param vector of one batch
 * @throws DatasetError `column-type`, `arrow-broken`
 */
export function arrowColumn(arrow: typeof Arrow, vector: Arrow.Vector, name: string, file: string): TableColumn {
  const { type } = vector;
  const kind = kindOf(arrow, type);
  if (kind === null) {
    const text = `${file}: expected column ${name} to hold numbers, times or text, was ${type}.`;
    throw new DatasetError('column-type', text, { file, column: name });
  }
  const { length } = vector;
  if (kind.type === 'text') return { kind, values: Array.from({ length }, (_, i) => vector.get(i)) };
  const width = arrow.DataType.isDecimal(type) ? type.bitWidth / 32 : 1;
  const [data] = vector.data;
  const stored = (data?.values ?? []) as ArrayLike<number | bigint>;
  if (vector.data.length > 1 || stored.length < length * width) {
    const text = `${file}: expected ${length} values in column ${name}, was ${Math.floor(stored.length / width)}.`;
    throw new DatasetError('arrow-broken', text, { file, column: name });
  }
  // A decimal is stored as unsigned 32-bit words, so that the cast holds.
  const values = kind.type === 'decimal' ? decimals(stored as ArrayLike<number>, length, width) : stored;
  if (vector.nullCount === 0) return { kind, values };
  return { kind, values: Array.from({ length }, (_, i) => (vector.isValid(i) ? values[i] : null)) };
}

function kindOf(arrow: typeof Arrow, type: Arrow.DataType): ColumnKind | null {
  const { DataType, DateUnit, Precision } = arrow;
  if (DataType.isTimestamp(type)) return { type: 'instant', unit: UNITS[type.unit] as InstantUnit };
  if (DataType.isDate(type)) return { type: 'instant', unit: type.unit === DateUnit.DAY ? 'day' : 'ms' };
  if (DataType.isDecimal(type)) return { type: 'decimal', scale: type.scale };
  if (DataType.isInt(type)) return { type: 'number', single: false };
  if (DataType.isFloat(type)) {
    return type.precision === Precision.HALF ? null : { type: 'number', single: type.precision === Precision.SINGLE };
  }
  const text = DataType.isDictionary(type) ? type.dictionary : type;
  return DataType.isUtf8(text) || DataType.isLargeUtf8(text) || DataType.isNull(text) ? { type: 'text' } : null;
}

/** Two's complement of 128 or 256 bits, lowest word first. */
function decimals(words: ArrayLike<number>, length: number, width: number): bigint[] {
  return Array.from({ length }, (_, i) => {
    let value = 0n;
    for (let k = width - 1; k >= 0; k--) value = (value << 32n) | BigInt(words[i * width + k] as number);
    return BigInt.asIntN(32 * width, value);
  });
}
