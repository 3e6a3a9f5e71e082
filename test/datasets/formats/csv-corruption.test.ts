import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from '../../../datasets/formats/csv.ts';
import { DatasetError } from '../../../engine/model/index.ts';
import { candleArbitrary, csvOf } from '../support/candle-arbitrary.ts';

/** Reads what should be refused or sound; anything thrown that is no DatasetError fails the test. */
function readOrRefuse(bytes: Uint8Array) {
  try {
    return readCsv(bytes, 'X.csv');
  } catch (error) {
    if (error instanceof DatasetError) return error;
    throw error;
  }
}

function expectSound(result: ReturnType<typeof readOrRefuse>): void {
  if (result instanceof DatasetError) {
    expect(result.message).toMatch(/^X\.csv(?: line \d+)?: expected .+, was .+\.$/s);
    return;
  }
  const { time, open, high, low, close, volume } = result.columns;
  const unsound = [...time.keys()].filter((i) => {
    const [o, h, l, c, v] = [open, high, low, close, volume].map((column) => column[i] as number) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const ascending = i === 0 || (time[i] as number) > (time[i - 1] as number);
    return !(ascending && Math.min(o, h, l, c) > 0 && Math.max(o, h, l, c, v) < Infinity && h >= l && v >= 0);
  });
  expect(unsound).toEqual([]);
}

const bytesOf = candleArbitrary({ minLength: 2, maxLength: 8 }).map((candles) => Buffer.from(csvOf(candles)));

test('any bytes changed: refused in one sentence, or sound', () => {
  const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) });
  fc.assert(
    fc.property(bytesOf, fc.array(change, { minLength: 1, maxLength: 4 }), (bytes, changes) => {
      const broken = Buffer.from(bytes);
      for (const { at, byte } of changes) broken[at % broken.length] = byte;
      expectSound(readOrRefuse(broken));
    }),
    { seed: 1, numRuns: 800 },
  );
});

test('bytes of the language of CSV put in, taken out, cut off: refused in one sentence, or sound', () => {
  const edit = fc.tuple(
    fc.nat(),
    fc.nat(3),
    fc.constantFrom('', ',', '\n', '\r', '"', '-', '.', 'e', '0', ' ', 'NaN', ';', '\t'),
  );
  fc.assert(
    fc.property(bytesOf, fc.array(edit, { minLength: 1, maxLength: 3 }), fc.nat(), (bytes, edits, cut) => {
      let text = bytes.toString('latin1');
      for (const [at, lost, put] of edits) {
        const position = at % text.length;
        text = text.slice(0, position) + put + text.slice(position + lost);
      }
      expectSound(readOrRefuse(Buffer.from(text, 'latin1')));
      expectSound(readOrRefuse(Buffer.from(text.slice(0, cut % (text.length + 1)), 'latin1')));
    }),
    { seed: 1, numRuns: 800 },
  );
});

test('whatever bytes there are, nothing but a DatasetError is thrown', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expectSound(readOrRefuse(bytes));
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

test.each(breakages)('%s is refused at its line, whichever it is', (code, spoil) => {
  fc.assert(
    fc.property(candleArbitrary({ minLength: 1, maxLength: 30 }), fc.nat(), (candles, pick) => {
      const lines = csvOf(candles).trimEnd().split('\n');
      const at = 1 + (pick % candles.length);
      lines[at] = spoil((lines[at] as string).split(',')).join(',');
      const result = readOrRefuse(Buffer.from(lines.join('\n')));
      expect(result).toBeInstanceOf(DatasetError);
      expect(result).toMatchObject({ code, details: { line: at + 1 } });
    }),
    { seed: 1, numRuns: 100 },
  );
});

test('two lines swapped, or one twice, are refused at their line', () => {
  fc.assert(
    fc.property(candleArbitrary({ minLength: 3, maxLength: 30 }), fc.nat(), fc.boolean(), (candles, pick, twice) => {
      const lines = csvOf(candles).trimEnd().split('\n');
      const at = 1 + (pick % (candles.length - 1));
      if (twice) lines.splice(at, 0, lines[at] as string);
      else lines.splice(at, 2, lines[at + 1] as string, lines[at] as string);
      const result = readOrRefuse(Buffer.from(lines.join('\n')));
      expect(result).toMatchObject({ code: twice ? 'duplicate-time' : 'unordered-time', details: { line: at + 2 } });
    }),
    { seed: 1, numRuns: 100 },
  );
});
