import { DatasetError } from '../../engine/model/index.ts';
import type { CatalogEntry, CatalogQuery } from './catalog-entry.ts';
import { normalizeInterval } from './catalog-layout.ts';
import { type IndexRecord, isEntry } from './index-record.ts';

/** Fewer digits of an identity would name others by chance. */
const SHORTEST_PREFIX = 8;
const NEAREST_SHOWN = 3;

/**
 * Finds what a query means: the newest version of a dataset, one version, or whatever has an identity.
 * @param records of the catalog, by symbol, interval and version
 * @param query names a symbol or an identity
 * @param folder of the catalog, for messages
 * @throws DatasetError `not-in-catalog` with the nearest entries, `version-removed`, `query-ambiguous`, `query-empty`
 */
export function findEntry(records: readonly IndexRecord[], query: CatalogQuery, folder: string): CatalogEntry {
  const matches = matchRecords(records, query);
  const entries = matches.filter(isEntry);
  const newest = entries.at(-1);
  if (newest === undefined) throw notThere(records, matches, query, folder);
  if (query.id === undefined) {
    const intervals = [...new Set(entries.map(({ interval }) => interval))];
    if (intervals.length > 1) {
      const text = `Expected an interval with ${query.symbol}, was none of ${intervals.join(', ')}.`;
      throw new DatasetError('query-ambiguous', text, { ...query, intervals });
    }
  } else if (new Set(entries.map(({ id }) => id)).size > 1) {
    const text = `Expected ${query.id} to begin one identity, was the beginning of ${entries.map(({ id }) => id.slice(0, 16)).join(', ')}.`;
    throw new DatasetError('query-ambiguous', text, { ...query });
  }
  return newest;
}

/**
 * All records that a query means, removed ones included.
 * @throws DatasetError `query-empty`, `identity-short`, `interval-syntax`
 */
export function matchRecords(records: readonly IndexRecord[], query: CatalogQuery): IndexRecord[] {
  const { symbol, version, id } = query;
  if (symbol === undefined && id === undefined) {
    throw new DatasetError('query-empty', 'Expected a symbol or an identity to look for, was neither.');
  }
  if (id !== undefined && !/^[0-9a-f]{8,64}$/.test(id)) {
    const text = `Expected an identity of ${SHORTEST_PREFIX} to 64 hexadecimal digits, was "${id}".`;
    throw new DatasetError('identity-short', text, { id });
  }
  const interval = query.interval === undefined ? undefined : normalizeInterval(query.interval);
  return records.filter(
    (one) =>
      (symbol === undefined || one.symbol === symbol) &&
      (interval === undefined || one.interval === interval) &&
      (version === undefined || one.version === version) &&
      (id === undefined || one.id.startsWith(id)),
  );
}

function notThere(
  records: readonly IndexRecord[],
  matches: readonly IndexRecord[],
  query: CatalogQuery,
  folder: string,
): DatasetError {
  const what = describeQuery(query);
  for (const one of matches) {
    if (isEntry(one)) continue;
    const text = `Expected ${what} in the catalog ${folder}, was removed on ${one.removedAt.slice(0, 10)}; import its file again.`;
    return new DatasetError('version-removed', text, { ...query, folder });
  }
  const near = nearestDatasets(records.filter(isEntry), query);
  const nearest = near.length === 0 ? '' : ` (nearest: ${near.join('; ')})`;
  const { symbol, interval } = query;
  const options = [
    symbol === undefined ? '' : ` --symbol ${symbol}`,
    interval === undefined ? '' : ` --interval ${interval}`,
  ];
  const text = `Expected ${what} in the catalog ${folder}, was not there${nearest}; import it with "candlebench data import FILE${options.join('')}".`;
  return new DatasetError('not-in-catalog', text, { ...query, folder, nearest: near });
}

/** A query in words: `BTC/USDT 1h version 2`. */
export function describeQuery({ symbol, interval, version, id }: CatalogQuery): string {
  const parts = [symbol, interval, version === undefined ? undefined : `version ${version}`];
  if (id !== undefined) parts.push(`identity ${id.slice(0, 16)}`);
  return parts.filter((part) => part !== undefined).join(' ');
}

/** The datasets most like a query, best first: `BTC/USDT 1h versions 1 to 3`. */
function nearestDatasets(entries: readonly CatalogEntry[], query: CatalogQuery): string[] {
  const { symbol, interval } = query;
  if (symbol === undefined) return [];
  const datasets = new Map<string, { versions: number[]; likeness: number }>();
  for (const entry of entries) {
    const name = `${entry.symbol} ${entry.interval}`;
    const known = datasets.get(name) ?? { versions: [], likeness: 0 };
    known.versions.push(entry.version);
    known.likeness = likeness(entry.symbol, symbol) + (entry.interval === interval ? 0.01 : 0);
    datasets.set(name, known);
  }
  return [...datasets]
    .filter(([, one]) => one.likeness > 0.2)
    .sort(([, a], [, b]) => b.likeness - a.likeness)
    .slice(0, NEAREST_SHOWN)
    .map(([name, { versions }]) => `${name} version${versions.length > 1 ? 's' : ''} ${versions.join(', ')}`);
}

/**
 * How alike two symbols are, 0 to 1: twice the pairs of neighbouring letters they share over all their pairs (Dice 1945).
 * Only letters and digits count, so that BTCUSDT and BTC/USDT are the same.
 */
function likeness(a: string, b: string): number {
  const pairs = pairsOf(a);
  const others = pairsOf(b);
  const total = pairs.length + others.length;
  let shared = 0;
  for (const pair of pairs) {
    const at = others.indexOf(pair);
    if (at === -1) continue;
    others.splice(at, 1);
    shared++;
  }
  return total === 0 ? 0 : (2 * shared) / total;
}

function pairsOf(symbol: string): string[] {
  const letters = ` ${symbol.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')} `;
  return Array.from({ length: letters.length - 1 }, (_, i) => letters.slice(i, i + 2));
}
