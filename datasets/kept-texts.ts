/** Texts whose place is remembered, so that one that comes again is not kept twice. */
const REMEMBERED = 1024;
const FIRST_BYTES = 4096;

/** Many short texts, kept as bytes: millions of them cost what their letters cost. */
export interface KeptTexts {
  /** @returns where it begins and how many bytes it has */
  keep(text: string): readonly [start: number, bytes: number];
  read(start: number, bytes: number): string;
}

/** Opens an empty store of texts. */
export function createKeptTexts(): KeptTexts {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const known = new Map<string, readonly [number, number]>();
  let store = new Uint8Array(0);
  let used = 0;
  return {
    keep(text) {
      const before = known.get(text);
      if (before !== undefined) return before;
      const bytes = encoder.encode(text);
      if (used + bytes.length > store.length) {
        const larger = new Uint8Array(Math.max(FIRST_BYTES, 2 * store.length, used + bytes.length));
        larger.set(store);
        store = larger;
      }
      store.set(bytes, used);
      const span = [used, bytes.length] as const;
      used += bytes.length;
      if (known.size < REMEMBERED) known.set(text, span);
      return span;
    },
    read: (start, bytes) => decoder.decode(store.subarray(start, start + bytes)),
  };
}
