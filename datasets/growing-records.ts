/** Records in a chunk. */
const CHUNK = 4096;

/** Records of a few numbers each, kept without an object for each. */
export interface GrowingRecords {
  /** @param record as many numbers as a record has */
  push(record: readonly number[]): void;
  length(): number;
  /** One number of one record, both counted from 0. */
  at(record: number, field: number): number;
}

/**
 * Opens a list that grows by whole chunks, so that nothing is copied.
 * @param width numbers in a record
 * @param numbers `places` below 2^32 take half the room of `any`
 */
export function createGrowingRecords(width: number, numbers: 'any' | 'places' = 'any'): GrowingRecords {
  const Chunk = numbers === 'any' ? Float64Array : Uint32Array;
  const chunks: (Float64Array | Uint32Array)[] = [];
  let length = 0;
  return {
    push(record) {
      if (length === chunks.length * CHUNK) chunks.push(new Chunk(CHUNK * width));
      (chunks[chunks.length - 1] as Float64Array | Uint32Array).set(record, (length % CHUNK) * width);
      length++;
    },
    length: () => length,
    at: (record, field) =>
      (chunks[Math.floor(record / CHUNK)] as Float64Array | Uint32Array)[(record % CHUNK) * width + field] as number,
  };
}
