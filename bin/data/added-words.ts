import type { ImportedDataset } from '#app';

/** What adding candles to the catalog did, in words. */
export const ADDED_WORDS: Readonly<Record<ImportedDataset['outcome'], string>> = {
  added: 'added',
  unchanged: 'there already, nothing added',
  restored: 'its damaged file restored',
};
