import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCandleSeries } from '../../datasets/candle-columns.ts';
import { measureQuality } from '../../datasets/checks/candle-quality.ts';
import { REPAIRS, type Repair } from '../../datasets/repairs.ts';
import { type CandleSeries, DatasetError } from '../../engine/model/index.ts';
import { candleArbitrary, csvOf } from './support/candle-arbitrary.ts';
import { CORRUPTIONS, goodFiles, spots, textOf } from './support/corruption.ts';
import { readText, type TextRead, type TextReadOptions } from './support/text-source.ts';

interface Taken {
  readonly series: CandleSeries;
  readonly warnings: readonly string[];
  readonly repairs: TextRead['repairs'];
}

/** Reads what should be refused or sound; anything thrown that is no DatasetError fails the test. */
async function takeOrRefuse(text: string | Uint8Array, options: TextReadOptions): Promise<Taken | DatasetError> {
  try {
    const { columns, warnings, repairs } = await readText(text, options);
    if (columns.time.length === 0) throw new DatasetError('no-candles', 'X.csv: expected candles, was none.');
    const series = createCandleSeries('X', 3_600_000, columns);
    return { series, warnings: measureQuality(series, { file: 'X', sha256: '', warnings }).warnings, repairs };
  } catch (error) {
    if (error instanceof DatasetError) return error;
    throw error;
  }
}

function expectOneSentence(error: DatasetError): void {
  expect(error.message).toMatch(/^[\w.-]+\.csv(?: line \d+)?: expected .+, was [^\n]+\.$/s);
}

function expectSound({ series }: Taken): void {
  const { time, open, high, low, close, volume } = series;
  const unsound = [...time].filter((now, i) => {
    const [first, top, bottom, last, traded] = [open, high, low, close, volume].map((column) => column[i] as number);
    const ascending = i === 0 || now > (time[i - 1] as number);
    const prices = [first, top, bottom, last] as number[];
    const finite = Math.max(...prices, traded as number) < Infinity && Math.min(...prices) > 0;
    return !(ascending && finite && (top as number) >= (bottom as number) && (traded as number) >= 0);
  });
  expect(unsound).toEqual([]);
}

const kinds = Object.keys(CORRUPTIONS);
/** What no reader can see: the file is a good file of other candles. */
const INVISIBLE = new Set(["cut at a line's end", 'line lost', 'two columns swapped', 'a wrong digit']);

/** What breaks an invariant wherever it happens. */
const ALWAYS_REFUSED = new Set([
  'line twice',
  'line twice with another price',
  'NaN or text in a number',
  'high below low',
  'price not positive',
  'wrong delimiter in a line',
]);

test('10,000 corrupted files: refused at a line, or taken with the same numbers or a word', async () => {
  const tally = new Map<string, { refused: number; same: number; said: number; unseen: number; rows: number }>();
  await fc.assert(
    fc.asyncProperty(goodFiles, fc.constantFrom(...kinds), spots, async (good, kind, spot) => {
      const spoiled = CORRUPTIONS[kind]?.(good, spot) ?? null;
      if (spoiled === null) return;
      const { name } = good;
      const before = await takeOrRefuse(textOf(good), { name });
      if (before instanceof DatasetError) throw before;
      const count = tally.get(kind) ?? { refused: 0, same: 0, said: 0, unseen: 0, rows: 0 };
      tally.set(kind, count);
      const after = await takeOrRefuse(spoiled, { name });
      if (after instanceof DatasetError) {
        count.refused++;
        expectOneSentence(after);
        return;
      }
      expectSound(after);
      expect(after.repairs).toEqual([]);
      if (after.series.id === before.series.id) count.same++;
      else if (after.warnings.some((text) => !before.warnings.includes(text))) count.said++;
      else {
        count.unseen++;
        expect(INVISIBLE).toContain(kind);
        // The identity differs, as the branch above tells; a row count tells where rows are gone.
        if (after.series.length !== before.series.length) count.rows++;
      }
    }),
    { seed: 1, numRuns: 10_900 },
  );
  expect([...tally.keys()].sort()).toEqual([...kinds].sort());
  const total = [...tally.values()].reduce((sum, one) => sum + one.refused + one.same + one.said + one.unseen, 0);
  expect(total).toBeGreaterThan(10_000);
  for (const [kind, { refused, same, said, unseen, rows }] of tally) {
    // A copy of a row, or a text where a number stands, leaves nothing to guess.
    if (ALWAYS_REFUSED.has(kind)) expect([kind, same + said + unseen]).toEqual([kind, 0]);
    // Rows that are gone are told by the row count, wherever nothing else tells.
    if (kind === "cut at a line's end" || kind === 'line lost') expect([kind, rows]).toEqual([kind, unseen]);
    expect([kind, refused + same + said + unseen > 300]).toEqual([kind, true]);
  }
}, 240_000);

/** Kinds that leave every other row as it was, and what makes a file of them good again. */
const MENDED: Readonly<Record<string, readonly Repair[]>> = {
  // The copy may stand before the row itself; then it is the one that stays, out of order.
  'line twice': ['keep-first', 'sort'],
  'line twice with another price': ['keep-first'],
  'two lines swapped': ['sort'],
  'NaN or text in a number': ['drop'],
  'high below low': ['drop'],
  'price not positive': ['drop'],
  'wrong delimiter in a line': ['drop'],
};

/** Candles of a series as text, one each. */
const candlesIn = ({ time, open, high, low, close, volume, length }: CandleSeries): string[] =>
  Array.from({ length }, (_, i) => [time, open, high, low, close, volume].map((column) => column[i]).join());

test('what repairs leave is what was there, and each row they touch is logged', async () => {
  await fc.assert(
    fc.asyncProperty(goodFiles, fc.constantFrom(...Object.keys(MENDED)), spots, async (good, kind, spot) => {
      const spoiled = CORRUPTIONS[kind]?.(good, spot) ?? null;
      if (spoiled === null) return;
      const { name } = good;
      const before = await takeOrRefuse(textOf(good), { name });
      if (before instanceof DatasetError) throw before;
      for (const repair of [MENDED[kind] as readonly Repair[], REPAIRS]) {
        const after = await takeOrRefuse(spoiled, { name, repair });
        // A broken first row of a file without header, or of a quoted one, may leave nothing to know the file by.
        if (after instanceof DatasetError) {
          expect(after.code).toMatch(/^(column-missing|header-missing|quotes-broken|not-a-number)$/);
          expect([kind, good.dialect]).not.toEqual([kind, 'milliseconds']);
          continue;
        }
        expectSound(after);
        const lost = after.repairs.filter((row) => row.repair === 'drop').length;
        expect(after.series.length).toBe(good.rows.length - lost);
        const all = candlesIn(before.series);
        const first = candlesIn(after.series);
        const others = first.filter((candle) => !all.includes(candle));
        // Of a time that is there twice the first row stays, so a price that was changed later never does.
        expect(others).toEqual([]);
        const changed = after.series.id !== before.series.id;
        if (changed) expect(after.repairs.length).toBeGreaterThan(0);
        for (const { place, reason } of after.repairs) {
          expect(place).toBeGreaterThan(good.head.length);
          expect(reason).toMatch(/^expected .+, was .+\.$/);
        }
      }
    }),
    { seed: 1, numRuns: 1500 },
  );
}, 120_000);

const bytesOf = candleArbitrary({ minLength: 2, maxLength: 8 }).map((candles) => Buffer.from(csvOf(candles)));

async function expectSoundOrRefused(bytes: Uint8Array, options: TextReadOptions = {}): Promise<void> {
  const result = await takeOrRefuse(bytes, { name: 'X.csv', ...options });
  if (result instanceof DatasetError) expectOneSentence(result);
  else expectSound(result);
}

test('any bytes changed: refused in one sentence, or sound, repaired or not', async () => {
  const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) });
  await fc.assert(
    fc.asyncProperty(bytesOf, fc.array(change, { minLength: 1, maxLength: 4 }), async (bytes, changes) => {
      const broken = Buffer.from(bytes);
      for (const { at, byte } of changes) broken[at % broken.length] = byte;
      await expectSoundOrRefused(broken);
      await expectSoundOrRefused(broken, { repair: REPAIRS });
    }),
    { seed: 1, numRuns: 800 },
  );
});

test('bytes of the language of CSV put in, taken out, cut off: refused in one sentence, or sound', async () => {
  const edit = fc.tuple(
    fc.nat(),
    fc.nat(3),
    fc.constantFrom('', ',', '\n', '\r', '"', '-', '.', 'e', '0', ' ', 'NaN', ';', '\t'),
  );
  await fc.assert(
    fc.asyncProperty(bytesOf, fc.array(edit, { minLength: 1, maxLength: 3 }), fc.nat(), async (bytes, edits, cut) => {
      let text = bytes.toString('latin1');
      for (const [at, lost, put] of edits) {
        const position = at % text.length;
        text = text.slice(0, position) + put + text.slice(position + lost);
      }
      await expectSoundOrRefused(Buffer.from(text, 'latin1'));
      await expectSoundOrRefused(Buffer.from(text.slice(0, cut % (text.length + 1)), 'latin1'), { repair: REPAIRS });
    }),
    { seed: 1, numRuns: 800 },
  );
});

test('whatever bytes there are, nothing but a DatasetError is thrown', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      await expectSoundOrRefused(bytes);
      await expectSoundOrRefused(bytes, { repair: REPAIRS });
    }),
    { seed: 1, numRuns: 1000 },
  );
});

const breakages: readonly [string, (cells: string[]) => string[]][] = [
  ['high-below-low', ([t, o, , l, c, v]) => [t, o, String(Number(l) / 2), l, c, v].map(String)],
  ['price-not-positive', ([t, o, h, l, , v]) => [t, o, h, l, '0', v].map(String)],
  ['not-a-number', ([t, o, h, l, c]) => [t, o, h, l, c, ''].map(String)],
  ['not-a-number', ([t, , h, l, c, v]) => [t, 'null', h, l, c, v].map(String)],
  ['field-count', (cells) => cells.slice(1)],
];

describe('refused at its line, whichever it is', () => {
  const candles = candleArbitrary({ minLength: 3, maxLength: 30 });

  test.each(breakages)('%s', async (code, spoil) => {
    await fc.assert(
      fc.asyncProperty(candles, fc.nat(), async (good, pick) => {
        const lines = csvOf(good).trimEnd().split('\n');
        const at = 1 + (pick % good.length);
        lines[at] = spoil((lines[at] as string).split(',')).join(',');
        const result = await takeOrRefuse(lines.join('\n'), { name: 'X.csv' });
        expect(result).toMatchObject({ kind: 'DatasetError', code, details: { line: at + 1 } });
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test('two lines swapped, or one twice', async () => {
    await fc.assert(
      fc.asyncProperty(candles, fc.nat(), fc.boolean(), async (good, pick, twice) => {
        const lines = csvOf(good).trimEnd().split('\n');
        const at = 1 + (pick % (good.length - 1));
        if (twice) lines.splice(at, 0, lines[at] as string);
        else lines.splice(at, 2, lines[at + 1] as string, lines[at] as string);
        const result = await takeOrRefuse(lines.join('\n'), { name: 'X.csv' });
        // Two first lines that are swapped look like a file with its newest candle first, until the third.
        const line = at === 1 && !twice ? at + 3 : at + 2;
        expect(result).toMatchObject({ code: twice ? 'duplicate-time' : 'unordered-time', details: { line } });
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});
