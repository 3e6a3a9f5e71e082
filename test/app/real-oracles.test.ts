import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { backtest } from '../../app/index.ts';
import { referenceAbsent, referenceData, referenceOracles } from '../datasets/support/reference.ts';

/** What two independent programs agree on to, relative. */
const TOLERANCE = 1e-9;
const ORACLES = join(referenceOracles, 'real');
const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples', 'real');

type Row = Readonly<Record<string, string>>;

function readRows(path: string): Row[] {
  const bytes = readFileSync(path);
  const [header = '', ...lines] = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    .toString('utf8')
    .trim()
    .split('\n');
  const names = header.trim().split(',');
  return lines.map((line) => {
    const cells = line.trim().split(',');
    return Object.fromEntries(names.map((name, k) => [name, cells[k] ?? '']));
  });
}

/** Largest relative difference of a column; what is smaller than `least` is measured against that. */
function worstOf(expected: readonly Row[], found: readonly Row[], column: string, least: (row: Row) => number): number {
  let worst = 0;
  for (const [i, row] of expected.entries()) {
    const [a, b] = [Number(row[column]), Number(found[i]?.[column])];
    if (a === b) continue;
    // NaN, of a cell that is not there, must not pass as small.
    const apart = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), least(row));
    worst = apart <= worst ? worst : apart;
  }
  return worst;
}

const cases =
  referenceAbsent === null
    ? readdirSync(EXAMPLES)
        .map((file) => basename(file, '.json'))
        .filter((name) => existsSync(join(ORACLES, `${name}.json`)))
    : [];
const folder = mkdtempSync(join(tmpdir(), 'candlebench-oracles-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(referenceAbsent !== null)(
  `real oracles${referenceAbsent === null ? '' : `: ${referenceAbsent}`}`,
  () => {
    it('are all there', () => {
      const known = readdirSync(ORACLES).filter((file) => file.endsWith('.json') && !file.startsWith('metrics'));
      expect(cases).toEqual(known.map((file) => basename(file, '.json')).sort());
    });

    it.each(cases)(
      '%s',
      async (name) => {
        const out = join(folder, name);
        await backtest(join(EXAMPLES, `${name}.json`), { dataRoot: referenceData, out, report: false });
        const equity = readRows(join(ORACLES, 'full', `${name}.equity.csv.gz`));
        const found = readRows(join(out, 'equity.csv'));
        expect(found.map((row) => row.candle)).toEqual(equity.map((row) => row.timestamp));
        expect(worstOf(equity, found, 'equity', () => 0)).toBeLessThanOrEqual(TOLERANCE);

        // Baskets are rebalanced: their orders are compared, as they have no trades of their own.
        const isBasket = name.startsWith('basket');
        const expected = readRows(join(ORACLES, 'full', `${name}.${isBasket ? 'orders' : 'trades'}.csv`));
        const records = readRows(join(out, isBasket ? 'fills.csv' : 'trades.csv'));
        const names = isBasket ? ['time', 'symbol', 'side'] : ['side', 'entryTime', 'exitTime'];
        const pick = (row: Row) => names.map((column) => row[column]);
        expect(records.map(pick)).toEqual(expected.map(pick));
        const least: Readonly<Record<string, (row: Row) => number>> = isBasket
          ? { size: (row) => 1e5 / Number(row.price), price: () => 0, fee: () => 100 }
          : {
              entryPrice: () => 0,
              exitPrice: () => 0,
              size: () => 0,
              pnl: (row) => Number(row.size) * Number(row.entryPrice),
              fees: () => 0,
            };
        for (const [column, size] of Object.entries(least)) {
          expect([column, worstOf(expected, records, column, size)]).toEqual([column, expect.closeTo(0, 9)]);
        }
      },
      60_000,
    );
  },
);
