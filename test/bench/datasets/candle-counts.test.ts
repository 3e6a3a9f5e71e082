import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { calendarOf, compareCounts, countCandles, statedCounts } from '../../../bench/datasets/candle-counts.ts';
import type { ManifestFile } from '../../../bench/datasets/reference.ts';
import { type LoadedCandles, loadCandles } from '../../../datasets/load-candles.ts';

const folder = mkdtempSync(join(tmpdir(), 'candlebench-counts-'));
afterAll(() => rmSync(folder, { recursive: true }));

function load(name: string, days: readonly string[]): Promise<LoadedCandles> {
  const path = join(folder, name);
  // The second candle closes above its high, the third has no volume.
  const values = ['10,11,9,10,5', '10,11,9,12,5', '10,11,9,10,0'];
  const lines = days.map((day, i) => `${Date.parse(day)},${values[i] ?? values[0]}`);
  writeFileSync(path, `timestamp,open,high,low,close,volume\n${lines.join('\n')}\n`);
  return loadCandles(path);
}

// Without Thanksgiving, a weekend and Tuesday the 28th, which alone was a session.
const sessions = ['2023-11-20', '2023-11-21', '2023-11-22', '2023-11-24', '2023-11-27', '2023-11-29', '2023-11-30'];

const manifest: ManifestFile = {
  file: 'X.csv',
  symbol: 'X',
  exchange: 'US consolidated',
  interval: '1d',
  rows: 7,
  first: '2023-11-20T00:00:00Z',
  last: '2023-11-30T00:00:00Z',
  gaps: 1,
  missing_candles: 1,
  largest_gap: { missing_candles: 1 },
  gap_definition: "vs calendar (union of the basket's session dates)",
  zero_volume_rows: 1,
  ohlc_violations: 1,
  sha256: 'abc',
};

describe('counts of a file', () => {
  test('by steps', async () => {
    const counts = countCandles(await load('steps.csv', sessions), null);
    expect(counts).toMatchObject({ rows: 7, interval: '1d', gaps: 3, missing: 4, outside: 1, zeroVolume: 1 });
    expect([counts.first, counts.last]).toEqual(['2023-11-20T00:00:00Z', '2023-11-30T00:00:00Z']);
  });

  test('by sessions: holiday and weekend are no gaps', async () => {
    expect(countCandles(await load('days.csv', sessions), 'us-equity')).toMatchObject({ gaps: 1, missing: 1 });
  });

  test('agree with what a manifest states of the file', async () => {
    const loaded = await load('stated.csv', sessions);
    const stated = statedCounts({ ...manifest, sha256: loaded.quality.sha256 });
    expect(compareCounts(countCandles(loaded, 'us-equity'), stated)).toEqual([]);
  });

  test.each(Object.keys(statedCounts(manifest)))('a difference of %s is named', (name) => {
    const stated = statedCounts(manifest);
    const found = { ...stated, [name]: 'other' };
    // An object of strings by name.
    const value = (stated as unknown as Readonly<Record<string, unknown>>)[name];
    expect(compareCounts(found, stated)).toEqual([`${name} other (stated ${value})`]);
  });

  test('a count that is not there differs', () => {
    expect(compareCounts({}, { rows: 3 })).toEqual(['rows unknown (stated 3)']);
  });
});

test.each([
  ['US consolidated (Yahoo Finance)', 'us-equity'],
  ['OANDA (bid)', 'forex'],
  ['Binance spot', null],
])('sessions of %s', (exchange, calendar) => expect(calendarOf({ exchange })).toBe(calendar));
