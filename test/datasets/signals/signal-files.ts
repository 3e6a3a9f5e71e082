import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll } from 'vitest';

/** A record as a test writes it. */
export interface TestRecord {
  readonly eventTime: number;
  readonly availableAt: number;
  readonly symbol: string;
  readonly type: string;
  readonly direction: string;
  readonly strength: string;
  readonly confidence: number;
  readonly source: string;
}

export const FIELDS = [
  'eventTime',
  'availableAt',
  'symbol',
  'type',
  'direction',
  'strength',
  'confidence',
  'source',
] as const;

/** A folder that goes when the tests of a file are done. @returns writes a file into it and gives its path */
export function scratchFiles(): (name: string, content: string | Uint8Array) => string {
  const folder = mkdtempSync(join(tmpdir(), 'candlebench-signals-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return (name, content) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
}

export const toCsv = (records: readonly TestRecord[]): string =>
  `${[FIELDS.join(), ...records.map((one) => FIELDS.map((field) => quoteWhereNeeded(one[field])).join())].join('\n')}\n`;

export const toJsonl = (records: readonly TestRecord[]): string =>
  records.map((one) => `${JSON.stringify(one)}\n`).join('');

const quoteWhereNeeded = (value: string | number): string =>
  /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);

/** Good records, ascending in availableAt, each voice once for each event and instant. */
export const recordsArbitrary = (symbols: readonly string[]): fc.Arbitrary<TestRecord[]> =>
  fc
    .array(
      fc.record({
        wait: fc.constantFrom(0, 0, 1, 60_000, 3_600_000, 90_000_000),
        age: fc.constantFrom(0, 1, 1000, 7_200_000),
        symbol: fc.constantFrom(...symbols),
        type: fc.constantFrom('prediction', 'sentiment', 'reinforcement', 'fundamental'),
        direction: fc.constantFrom('BUY', 'SELL', 'HOLD'),
        strength: fc.constantFrom('WEAK', 'MODERATE', 'STRONG', 'VERY_STRONG'),
        confidence: fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000),
        source: fc.constantFrom('lstm-v2', 'news, "daily"', 'Zürich', 'two\nlines'),
      }),
      { minLength: 1, maxLength: 60 },
    )
    .map((drawn) => {
      let availableAt = 1_704_067_200_000;
      const seen = new Set<string>();
      return drawn.flatMap(({ wait, age, ...rest }) => {
        availableAt += wait;
        const one = { eventTime: availableAt - age, availableAt, ...rest };
        const key = [one.eventTime, availableAt, one.symbol, one.type, one.source].join('|');
        if (seen.has(key)) return [];
        seen.add(key);
        return [one];
      });
    });
