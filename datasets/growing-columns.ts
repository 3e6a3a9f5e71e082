import { allocateColumns, type CandleColumns, COLUMN_NAMES } from './candle-columns.ts';
import { freeBuffer } from './free-buffer.ts';

/** Candles in the first chunk; every next one is twice as large, up to the largest: 3 MiB of six columns. */
const FIRST_CHUNK = 256;
const LARGEST_CHUNK = 65_536;
const COLUMN_COUNT = COLUMN_NAMES.length;

/** Columns that grow while a file is read. */
export interface GrowingColumns {
  push(time: number, open: number, high: number, low: number, close: number, volume: number): void;
  /** @param candle its first six numbers are time, open, high, low, close, volume */
  pushRow(candle: Float64Array): void;
  length(): number;
  /** Copies everything into one exact shared buffer and frees the chunks. */
  finish(): CandleColumns;
}

/** Grows by whole chunks, so that no candle is copied twice and at most one chunk is partly spare. */
export function createGrowingColumns(): GrowingColumns {
  /** Full chunks: six columns one after the other, each as long as the chunk has candles. */
  let full: Float64Array<ArrayBuffer>[] = [];
  let fullCandles = 0;
  let size = 0;
  let chunk = new Float64Array(0);
  let used = 0;
  const row = new Float64Array(COLUMN_COUNT);

  const nextChunk = (): void => {
    if (size > 0) full.push(chunk);
    fullCandles += size;
    size = size === 0 ? FIRST_CHUNK : Math.min(2 * size, LARGEST_CHUNK);
    chunk = new Float64Array(size * COLUMN_NAMES.length);
    used = 0;
  };

  const pushRow = (candle: Float64Array): void => {
    if (used === size) nextChunk();
    const to = chunk;
    for (let k = 0, at = used; k < COLUMN_COUNT; k++, at += size) to[at] = candle[k] as number;
    used++;
  };

  return {
    push(time, open, high, low, close, volume) {
      row.set([time, open, high, low, close, volume]);
      pushRow(row);
    },
    pushRow,
    length: () => fullCandles + used,
    finish() {
      const columns = allocateColumns(fullCandles + used);
      let at = 0;
      for (const part of [...full, chunk]) {
        const capacity = part.length / COLUMN_NAMES.length;
        const filled = part === chunk ? used : capacity;
        for (const [k, name] of COLUMN_NAMES.entries()) {
          columns[name].set(part.subarray(k * capacity, k * capacity + filled), at);
        }
        at += filled;
        freeBuffer(part.buffer);
      }
      full = [];
      chunk = new Float64Array(0);
      fullCandles = 0;
      size = 0;
      used = 0;
      return columns;
    },
  };
}
