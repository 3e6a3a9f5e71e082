/** What the cache keeps under one key: the outputs of a node, or the packed signals of a strategy. */
export interface CachedColumns {
  readonly columns: readonly Float64Array[];
  readonly packed: Int32Array | null;
}

/**
 * Columns by (series, node): shared by all trials of a worker, so that a changed parameter recomputes only
 * what depends on it. Least recently used entries go first once the bytes exceed the limit.
 */
export interface ColumnCache {
  get(key: string): CachedColumns | undefined;
  set(key: string, value: CachedColumns): void;
  /** Drops everything; the counters stay. */
  clear(): void;
  readonly hits: number;
  readonly misses: number;
  readonly evictions: number;
  /** Bytes held in columns. */
  readonly bytes: number;
  readonly maxBytes: number;
}

const DEFAULT_BYTES = 256 * 1024 * 1024;

function bytesOf(value: CachedColumns): number {
  let bytes = value.packed?.byteLength ?? 0;
  for (const column of value.columns) bytes += column.byteLength;
  return bytes;
}

/**
 * @param maxBytes limit of the columns held; a single larger entry is returned to its caller but not kept
 * @example
 * const cache = createColumnCache(64 * 1024 * 1024);
 */
export function createColumnCache(maxBytes = DEFAULT_BYTES): ColumnCache {
  // A Map iterates in insertion order: the first key is the least recently used.
  const entries = new Map<string, CachedColumns>();
  let hits = 0;
  let misses = 0;
  let evictions = 0;
  let bytes = 0;

  function remove(key: string, value: CachedColumns): void {
    entries.delete(key);
    bytes -= bytesOf(value);
  }

  return {
    get(key) {
      const value = entries.get(key);
      if (value === undefined) {
        misses += 1;
        return undefined;
      }
      hits += 1;
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    set(key, value) {
      const old = entries.get(key);
      if (old !== undefined) remove(key, old);
      const size = bytesOf(value);
      if (size > maxBytes) return;
      for (const [oldest, held] of entries) {
        if (bytes + size <= maxBytes) break;
        remove(oldest, held);
        evictions += 1;
      }
      entries.set(key, value);
      bytes += size;
    },
    clear() {
      entries.clear();
      bytes = 0;
    },
    get hits() {
      return hits;
    },
    get misses() {
      return misses;
    },
    get evictions() {
      return evictions;
    },
    get bytes() {
      return bytes;
    },
    maxBytes,
  };
}
