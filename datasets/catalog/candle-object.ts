/** The file of a catalog that holds candles: Feather v2, which is an Arrow IPC file, uncompressed, one record batch. */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Table } from 'apache-arrow';
import { type CandleSeries, DatasetError } from '../../engine/model/index.ts';
import { type CandleColumns, COLUMN_NAMES } from '../candle-columns.ts';
import { formatInterval } from '../interval.ts';

const PRICES = COLUMN_NAMES.filter((name) => name !== 'time');
const LOW_32_BITS = 2 ** 32;

/** A file of candles that is to be written. */
export interface EncodedCandles {
  /** Bytes, piece after piece; columns are not copied. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** Whether a piece lies around the columns: the schema before them, the footer behind. */
  isFrame(piece: Uint8Array): boolean;
}

/** What a stored file says about itself, and its candles. */
export interface StoredCandles {
  readonly id: string;
  readonly intervalMs: number;
  readonly rows: number;
  /** Over the bytes of the file in one shared buffer; the times were turned into doubles in their place. */
  readonly columns: CandleColumns;
  /** SHA-256 of the bytes around the columns. */
  readonly frameSha256: string;
  /** Length of the file. */
  readonly bytes: number;
}

/**
 * Writes candles as the bytes of a Feather file: `time` as timestamp[ms, UTC], the rest as float64; metadata `id`,
 * `interval` and `intervalMs`. No symbol: the same candles are the same bytes.
 * @param series at least one candle
 * @throws DatasetError `time-fraction` when a time is no whole millisecond
 */
export async function encodeCandles(series: CandleSeries): Promise<EncodedCandles> {
  const arrow = await import('apache-arrow');
  const { length, intervalMs, id } = series;
  const time = new arrow.TimestampMillisecond('UTC');
  const double = new arrow.Float64();
  const fields = COLUMN_NAMES.map((name) => new arrow.Field(name, name === 'time' ? time : double, false));
  const about = new Map([
    ['id', id],
    ['interval', formatInterval(intervalMs)],
    ['intervalMs', String(intervalMs)],
  ]);
  const schema = new arrow.Schema(fields, about);
  const times = wholeTimes(series);
  const columns = new Set<ArrayBufferLike>([times.buffer, ...PRICES.map((name) => series[name].buffer)]);
  const children = [
    arrow.makeData({ type: time, length, nullCount: 0, data: times }),
    ...PRICES.map((name) => arrow.makeData({ type: double, length, nullCount: 0, data: series[name] })),
  ];
  const data = arrow.makeData({ type: new arrow.Struct(schema.fields), length, nullCount: 0, children });
  return {
    pieces: arrow.RecordBatchFileWriter.writeAll(new arrow.Table(schema, [new arrow.RecordBatch(schema, data)])),
    isFrame: ({ buffer }) => !columns.has(buffer),
  };
}

/** Open times as 64-bit integers.
 * @throws DatasetError `time-fraction`
 */
export function wholeTimes({ symbol, time, length }: CandleSeries): BigInt64Array {
  const words = new Int32Array(2 * length);
  for (let i = 0; i < length; i++) {
    const at = time[i] as number;
    if (!Number.isSafeInteger(at) || Object.is(at, -0)) {
      const text = `${symbol}: expected times in whole milliseconds, was ${at} in row ${i + 1}.`;
      throw new DatasetError('time-fraction', text, { symbol, row: i + 1 });
    }
    // Arrow is little-endian, as typed arrays are on every machine that Node runs on.
    words[2 * i] = at;
    words[2 * i + 1] = Math.floor(at / LOW_32_BITS);
  }
  return new BigInt64Array(words.buffer);
}

/**
 * Reads a stored file straight into shared memory.
 * @param path of the file
 * @param what begins error messages, such as `BTC/USDT 1h version 1`
 * @throws DatasetError `object-missing`, `object-damaged`
 */
export async function readStoredCandles(path: string, what: string): Promise<StoredCandles> {
  const { tableFromIPC } = await import('apache-arrow');
  const buffer = readShared(path, what);
  let table: Table;
  try {
    table = tableFromIPC(new Uint8Array(buffer));
  } catch (cause) {
    throw damaged(what, path, 'an unreadable one', cause);
  }
  const columns: Partial<Record<keyof CandleColumns, Float64Array>> = {};
  for (const name of COLUMN_NAMES) {
    const type = name === 'time' ? 'Timestamp<MILLISECOND, UTC>' : 'Float64';
    const field = table.schema.fields.find((one) => one.name === name);
    const parts = table.getChild(name)?.data ?? [];
    const [part] = parts;
    if (field === undefined || String(field.type) !== type || parts.length !== 1 || part === undefined) {
      throw damaged(what, path, `one without a column ${name} of ${type} in one piece`);
    }
    const values: unknown = part.values;
    // What is not over our buffer was unpacked or converted on the way: no file of a catalog.
    if (!ArrayBuffer.isView(values) || values.buffer !== buffer || values.byteOffset % 8 !== 0 || part.nullCount > 0) {
      throw damaged(what, path, `one with empty or packed cells in ${name}`);
    }
    if (values.byteLength !== 8 * table.numRows) throw damaged(what, path, `one with too few cells in ${name}`);
    columns[name] = new Float64Array(buffer, values.byteOffset, table.numRows);
  }
  // The loop filled in every name.
  const whole = columns as CandleColumns;
  const frameSha256 = hashFrame(buffer, whole);
  timesToDoubles(whole.time);
  const about = table.schema.metadata;
  return {
    id: about.get('id') ?? '',
    intervalMs: Number(about.get('intervalMs')),
    rows: table.numRows,
    columns: whole,
    frameSha256,
    bytes: buffer.byteLength,
  };
}

/** SHA-256 of all bytes that no column has, in their order. */
function hashFrame(buffer: SharedArrayBuffer, columns: CandleColumns): string {
  const hash = createHash('sha256');
  let end = 0;
  for (const { byteOffset, byteLength } of COLUMN_NAMES.map((name) => columns[name])) {
    // A column that overlaps the one before begins nothing of its own: its identity is that of other candles.
    if (byteOffset > end) hash.update(new Uint8Array(buffer, end, byteOffset - end));
    end = byteOffset + byteLength;
  }
  return hash.update(new Uint8Array(buffer, end)).digest('hex');
}

/** Turns 64-bit integers into doubles in their own place: they are as long. */
function timesToDoubles(time: Float64Array): void {
  const high = new Int32Array(time.buffer, time.byteOffset, 2 * time.length);
  const low = new Uint32Array(time.buffer, time.byteOffset, 2 * time.length);
  for (let i = 0; i < time.length; i++) {
    time[i] = (high[2 * i + 1] as number) * LOW_32_BITS + (low[2 * i] as number);
  }
}

function readShared(path: string, what: string): SharedArrayBuffer {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (cause) {
    const text = `${what}: expected its candles in ${path}, was no readable file; import them again.`;
    throw new DatasetError('object-missing', text, { path }, cause);
  }
  try {
    const buffer = new SharedArrayBuffer(fstatSync(file).size);
    const bytes = new Uint8Array(buffer);
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(file, bytes, at, bytes.length - at, at);
      if (read === 0) throw damaged(what, path, 'one that shrank while it was read');
      at += read;
    }
    return buffer;
  } finally {
    closeSync(file);
  }
}

/** The error for a stored file that is not what it should be. */
export function damaged(what: string, path: string, was: string, cause?: unknown): DatasetError {
  const text = `${what}: expected ${path} to be the file that was stored, was ${was}; import the candles again.`;
  return new DatasetError('object-damaged', text, { path }, cause);
}
