import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../../datasets/formats/csv.ts';
import { DatasetError } from '../../../engine/model/index.ts';
import { candleArbitrary, csvOf, errorOf } from '../support/candle-arbitrary.ts';

const read = (text: string) => readCsv(Buffer.from(text), 'BTC.csv');
const HEADER = 'timestamp,open,high,low,close,volume\n';
const rows = (...lines: string[]) => `${HEADER}1600000000000,10,12,9,11,5\n${lines.join('\n')}`;

test('columns come out as numbers, in their order', () => {
  const { columns, warnings } = read(rows('1600003600000,11,13.5,10.25,12,0.001'));
  expect(Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, [...column]]))).toEqual({
    time: [1600000000000, 1600003600000],
    open: [10, 11],
    high: [12, 13.5],
    low: [9, 10.25],
    close: [11, 12],
    volume: [5, 0.001],
  });
  expect(warnings).toEqual([]);
});

test.each([
  ['windows line ends', (text: string) => text.replaceAll('\n', '\r\n')],
  ['no line end at the end', (text: string) => text.trimEnd()],
  ['a byte order mark', (text: string) => `\ufeff${text}`],
  ['blank lines', (text: string) => text.replaceAll('\n', '\n\n  \r\n')],
  ['blanks around cells', (text: string) => text.replaceAll(',', ' , ')],
  ['semicolons', (text: string) => text.replaceAll(',', ';')],
  ['tabs', (text: string) => text.replaceAll(',', '\t')],
  ['quotes', (text: string) => text.replace(/[^,\n]+/g, '"$&"')],
  ['quotes and windows line ends', (text: string) => text.replace(/[^,\n]+/g, '"$&"').replaceAll('\n', '\r\n')],
  ['a column more', (text: string) => text.replaceAll('\n', ',x y\n')],
])('%s change nothing', (_, change) => {
  fc.assert(
    fc.property(candleArbitrary({ maxLength: 20 }), (candles) => {
      const text = csvOf(candles);
      expect(read(change(text))).toEqual(read(text));
    }),
    { seed: 1, numRuns: 20 },
  );
});

test('the order of the columns changes nothing', () => {
  const text = rows('1600003600000,11,13,10,12,6');
  const reversed = text
    .split('\n')
    .map((line) => line.split(',').reverse().join(','))
    .join('\n');
  expect(read(reversed)).toEqual(read(text));
});

test('without volume it is 0, and said', () => {
  const { columns, warnings } = read('time,open,high,low,close\n1600000000,1,1,1,1\n1600000060,1,1,1,1\n');
  expect([...columns.volume]).toEqual([0, 0]);
  expect(warnings).toEqual(['The file has no volume column; volume is 0.']);
});

test('a change from ms to us within a file is read and said', () => {
  const { columns, warnings } = read(rows('1600003600000000,10,12,9,11,5'));
  expect([...columns.time]).toEqual([1600000000000, 1600003600000]);
  expect(warnings).toEqual(['Times change from ms to us at line 3; each is read by its own size.']);
});

test('eight digits are a date', () => {
  const { columns } = read('date,open,high,low,close,volume\n20200131,1,1,1,1,1\n20200201,1,1,1,1,1\n');
  expect([...columns.time]).toEqual([Date.UTC(2020, 0, 31), Date.UTC(2020, 1, 1)]);
});

describe('stops with file and line', () => {
  test.each([
    ['high below low', '1600003600000,10,10,11,10.5,1', 'high-below-low', 'expected high >= low, was high 10, low 11.'],
    ['price zero', '1600003600000,0,12,9,11,5', 'price-not-positive', 'expected open > 0, was 0.'],
    ['price negative', '1600003600000,10,12,9,-11,5', 'price-not-positive', 'expected close > 0, was -11.'],
    ['volume negative', '1600003600000,10,12,9,11,-5', 'volume-negative', 'expected volume >= 0, was -5.'],
    ['NaN', '1600003600000,NaN,12,9,11,5', 'not-a-number', 'expected open to be a number, was "NaN".'],
    ['empty cell', '1600003600000,10,12,,11,5', 'not-a-number', 'expected low to be a number, was empty.'],
    ['text', '1600003600000,10,12,9,eleven,5', 'not-a-number', 'expected close to be a number, was "eleven".'],
    ['infinity', '1600003600000,10,1e999,9,11,5', 'not-a-number', 'expected high to be a number, was "1e999".'],
    ['empty volume', '1600003600000,10,12,9,11,', 'not-a-number', 'expected volume to be a number, was empty.'],
    [
      'no time',
      'today,10,12,9,11,5',
      'not-a-number',
      'expected time to be a date or a count of s, ms or us, was "today".',
    ],
    [
      'duplicate',
      '1600000000000,10,12,9,11,5',
      'duplicate-time',
      'expected time > 2020-09-13T12:26:40.000Z of line 2, was the same.',
    ],
    ['too few fields', '1600003600000,10,12,9,11', 'field-count', 'expected 6 fields, was 5.'],
    ['too many fields', '1600003600000,10,12,9,11,5,6', 'field-count', 'expected 6 fields, was 7.'],
    ['decimal comma', '1600003600000,10,5,12,9,11,5', 'field-count', 'expected 6 fields, was 7.'],
    ['cut off line', '16000036', 'field-count', 'expected 6 fields, was 1.'],
  ])('%s', (_, line, code, text) => {
    for (const file of [
      rows(line),
      rows(line).replaceAll('\n', '\r\n'),
      rows(line).replace(HEADER, HEADER.replace('open', '"open"')),
    ]) {
      const error = errorOf(() => read(file));
      expect(error).toBeInstanceOf(DatasetError);
      expect(error).toMatchObject({ code, message: `BTC.csv line 3: ${text}` });
    }
  });

  test('blank lines count as lines', () => {
    expect(() => read(rows('', '', '1600003600000,10,12,9,x,5'))).toThrow('BTC.csv line 5: expected close');
  });

  test('a quoted cell with a line break counts as its lines', () => {
    const text = 'time,open,high,low,close,note\n1,10,12,9,11,"two\nlines"\n2,10,12,9,x,""\n';
    expect(() => read(text)).toThrow('BTC.csv line 4: expected close');
  });

  test('a quote that is never closed', () => {
    const error = errorOf(() => read(rows('1600003600000,10,12,9,11,"5')));
    expect(error).toMatchObject({ kind: 'DatasetError', code: 'quotes-broken' });
    expect(error.message).toMatch(/^BTC\.csv line \d+: expected every quote to be closed, was [A-Z_]+\.$/);
  });
});

describe('files that hold no candles', () => {
  test.each([HEADER, HEADER.trimEnd(), `${HEADER}\n\n  \n`, '"timestamp","open","high","low","close"\n'])(
    '%j',
    (text) => {
      expect(errorOf(() => read(text))).toMatchObject({
        code: 'no-candles',
        message: 'BTC.csv: expected candles after the header, was none.',
      });
    },
  );

  test.each(['\n\n', 'hello\n', ' '])('%j has no columns', (text) => {
    expect(errorOf(() => read(text))).toMatchObject({ code: 'column-missing' });
  });

  test.each([
    ['binary data', Buffer.from([1, 2, 0, 4])],
    ['UTF-16 text (save it as UTF-8)', Buffer.from(`\ufeff${HEADER}`, 'utf16le')],
    ['a zip archive (unpack it first)', Buffer.from([0x50, 0x4b, 3, 4, 20, 0])],
  ])('%s', (was, bytes) => {
    expect(() => readCsv(bytes, 'BTC.csv')).toThrow(`BTC.csv: expected CSV text, was ${was}.`);
  });
});
