import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DatasetError } from '../../../engine/model/index.ts';
import { candleArbitrary, csvOf, rejectionOf } from '../support/candle-arbitrary.ts';
import { plainColumns, readText } from '../support/text-source.ts';

const read = (text: string | Uint8Array, chunk = 65_536) => readText(text, { format: 'csv', chunk });
const HEADER = 'timestamp,open,high,low,close,volume\n';
const rows = (...lines: string[]) => `${HEADER}1600000000000,10,12,9,11,5\n${lines.join('\n')}\n`;
const CUT = 'The last line has no line end; a file that was cut off looks like that.';
const NO_HEADER = 'The file has no header; its first columns are taken for time, open, high, low, close, volume.';
const TURNED = 'The file has its newest candle first; it is read from its end.';

test('columns come out as numbers, in their order', async () => {
  const { columns, warnings } = await read(rows('1600003600000,11,13.5,10.25,12,0.001'));
  expect(plainColumns(columns)).toEqual({
    time: [1600000000000, 1600003600000],
    open: [10, 11],
    high: [12, 13.5],
    low: [9, 10.25],
    close: [11, 12],
    volume: [5, 0.001],
  });
  expect(warnings).toEqual([]);
});

const dialects: readonly [string, (text: string) => string, string[]][] = [
  ['windows line ends', (text) => text.replaceAll('\n', '\r\n'), []],
  ['no line end at the end', (text) => text.trimEnd(), [CUT]],
  ['a byte order mark', (text) => `\ufeff${text}`, []],
  ['blank lines', (text) => text.replaceAll('\n', '\n\n  \r\n'), []],
  ['blanks around cells', (text) => text.replaceAll(',', ' , '), []],
  ['semicolons', (text) => text.replaceAll(',', ';'), []],
  ['tabs', (text) => text.replaceAll(',', '\t'), []],
  ['quotes', (text) => text.replace(/[^,\n]+/g, '"$&"'), []],
  ['quotes and windows line ends', (text) => text.replace(/[^,\n]+/g, '"$&"').replaceAll('\n', '\r\n'), []],
  ['a quote in the last line only', (text) => text.replace(/([^,\n]+)\n$/, '"$1"\n'), []],
  ['a column more', (text) => text.replaceAll('\n', ',x y\n'), []],
  ['decimal commas', (text) => text.replaceAll(',', ';').replaceAll('.', ','), []],
  ['seconds', (text) => text.replace(/^(\d+)000,/gm, '$1,'), []],
  ['seconds with a point', (text) => text.replace(/^(\d+)000,/gm, '$1.0,'), []],
  ['microseconds', (text) => text.replace(/^(\d+),/gm, '$1000,'), []],
  ['nanoseconds', (text) => text.replace(/^(\d+),/gm, '$1000000,'), []],
  ['ISO times', (text) => text.replace(/^\d+(?=,)/gm, (ms) => new Date(Number(ms)).toISOString()), []],
  [
    'ISO times with an offset',
    (text) =>
      text.replace(/^\d+(?=,)/gm, (ms) =>
        new Date(Number(ms) + 19_800_000).toISOString().replace('T', ' ').replace('.000Z', '+05:30'),
      ),
    [],
  ],
  ['hours on a clock of twelve', (text) => text.replace(/^\d+(?=,)/gm, hourOfTwelve), []],
  ['no header', (text) => text.slice(HEADER.length), [NO_HEADER]],
  ['a line above the header', (text) => `Source: me\n${text}`, ['Line 1 before the header is not read: "Source: me".']],
  [
    'newest first',
    (text) => `${HEADER}${text.slice(HEADER.length).trimEnd().split('\n').reverse().join('\n')}\n`,
    [TURNED],
  ],
];

function hourOfTwelve(ms: string): string {
  const date = new Date(Number(ms));
  const hour = date.getUTCHours();
  const two = String(hour % 12 === 0 ? 12 : hour % 12).padStart(2, '0');
  return `${date.toISOString().slice(0, 10)} ${two}-${hour < 12 ? 'AM' : 'PM'}`;
}

test.each(dialects)('%s change nothing, whatever the size of the chunks', async (_, change, warnings) => {
  await fc.assert(
    fc.asyncProperty(candleArbitrary({ maxLength: 20 }), fc.integer({ min: 1, max: 400 }), async (candles, chunk) => {
      // Prices of two decimals, as a decimal comma can be told from thousands by them.
      const text = csvOf(candles.map((one) => ({ ...one, open: 4308.83, high: 1e10, low: 0.25, volume: 12.5 })));
      const expected = await read(text);
      const { columns, warnings: found } = await read(change(text), chunk);
      expect(plainColumns(columns)).toEqual(plainColumns(expected.columns));
      expect(found).toEqual(warnings);
    }),
    { seed: 1, numRuns: 20 },
  );
});

test('the order of the columns changes nothing', async () => {
  const text = rows('1600003600000,11,13,10,12,6').trimEnd();
  const reversed = text
    .split('\n')
    .map((line) => line.split(',').reverse().join(','))
    .join('\n');
  expect(await read(reversed)).toEqual(await read(text));
});

test('without volume it is 0, and said', async () => {
  const { columns, warnings } = await read('time,open,high,low,close\n1600000000,1,1,1,1\n1600000060,1,1,1,1\n');
  expect([...columns.volume]).toEqual([0, 0]);
  expect(warnings).toEqual(['The file has no volume column; volume is 0.']);
});

test('a change from ms to us within a file is read and said', async () => {
  const { columns, warnings } = await read(rows('1600003600000000,10,12,9,11,5', '1600007200,10,12,9,11,5'));
  expect([...columns.time]).toEqual([1600000000000, 1600003600000, 1600007200000]);
  expect(warnings).toEqual(['Times change from ms to us at line 3; each is read by its own size.']);
});

test('a change from ms to s is read and said, and no part of a millisecond is', async () => {
  const { columns, warnings } = await read(rows('1600003600,10,12,9,11,5', '1600007200000,10,12,9,11,5'));
  expect([...columns.time]).toEqual([1600000000000, 1600003600000, 1600007200000]);
  expect(warnings).toEqual(['Times change from ms to s at line 3; each is read by its own size.']);
  await expect(read(rows('1600003600000.5,10,12,9,11,5'))).rejects.toThrow(/line 3: expected time to be a date/);
});

test('times that count something small from 1970 are said', async () => {
  const { warnings } = await read('date,open,high,low,close\n43831,1,1,1,1\n43832,1,1,1,1\n');
  expect(warnings).toContain(
    'Line 2 opens at 1970-01-01T12:10:31.000Z when its time counts seconds; is it a count of something else?',
  );
});

test('eight digits are a date', async () => {
  const { columns } = await read('date,open,high,low,close,volume\n20200131,1,1,1,1,1\n20200201,1,1,1,1,1\n');
  expect([...columns.time]).toEqual([Date.UTC(2020, 0, 31), Date.UTC(2020, 1, 1)]);
});

describe('dates such as 3/4/2020', () => {
  const dated = (...dates: string[]) =>
    `date,open,high,low,close,volume\n${dates.map((date) => `${date},1,1,1,1,1\n`).join('')}`;

  test.each([
    [['3/4/2020', '3/13/2020'], [Date.UTC(2020, 2, 4), Date.UTC(2020, 2, 13)], 'month'],
    [['3/4/2020', '13/4/2020'], [Date.UTC(2020, 3, 3), Date.UTC(2020, 3, 13)], 'day'],
    [['03.04.2020', '13.04.2020'], [Date.UTC(2020, 3, 3), Date.UTC(2020, 3, 13)], 'day'],
    [['12/31/2020 11:30 PM', '1/1/2021 12:00 AM'], [Date.UTC(2020, 11, 31, 23, 30), Date.UTC(2021, 0, 1)], 'month'],
  ])('%j are told by the whole file', async (dates, time, first) => {
    const { columns, warnings } = await read(dated(...dates), 7);
    expect([...columns.time]).toEqual(time);
    expect(warnings).toEqual([`Dates are read ${first} first.`]);
  });

  test('where no date tells, the file is refused', async () => {
    await expect(read(dated('3/4/2020', '3/12/2020'))).rejects.toThrow(
      'BTC.csv: expected a date with a day above 12, to tell days from months, was none ("3/4/2020").',
    );
  });

  test('where two dates tell otherwise, the file is refused', async () => {
    await expect(read(dated('3/4/2020', '3/15/2020', '3/16/2020', '17/3/2020'))).rejects.toThrow(
      'BTC.csv line 5: expected day and month in the order of "3/15/2020" of line 3, was "17/3/2020".',
    );
  });
});

describe('how numbers are written', () => {
  const quoted = (...cells: string[]) =>
    `date,open,high,low,close,volume\n2020-01-01,${cells.map((cell) => `"${cell}"`).join(',')}\n`;

  test.each([
    [
      'thousands with a point',
      ['1,234.5', '1,300', '1,200.25', '1,234', '1,234,567'],
      [1234.5, 1300, 1200.25, 1234, 1234567],
    ],
    ['a decimal comma', ['1.234,5', '1300,25', '1.200', '1234,5', '0,125'], [1234.5, 1300.25, 1200, 1234.5, 0.125]],
    ['plain', ['1234.5', '1300', '1200.25', '1.234e3', '7'], [1234.5, 1300, 1200.25, 1234, 7]],
  ])('%s', async (_, cells, [open, high, low, close, volume]) => {
    expect(plainColumns((await read(quoted(...cells))).columns)).toEqual({
      time: [Date.UTC(2020, 0, 1)],
      open: [open],
      high: [high],
      low: [low],
      close: [close],
      volume: [volume],
    });
  });

  test('a comma that may mean either is refused', async () => {
    await expect(read(quoted('1,234', '1,300', '1,200', '1,234', '7'))).rejects.toThrow(
      'BTC.csv line 2: expected open to be a number, was "1,234".',
    );
  });
});

describe('columns', () => {
  test.each([
    ['Volume BTC,Volume USDT', 5, 'Volume is that of column "Volume BTC"; "Volume USDT" is not read.'],
    ['Volume USDT,Volume BTC', 6, 'Volume is that of column "Volume BTC"; "Volume USDT" is not read.'],
    ['Volume (USD),note', 5, 'Volume is that of column "Volume (USD)".'],
    ['Adj Close,Volume', 6, 'Column "Adj Close" is not read; prices are as columns open, high, low and close say.'],
  ])('%s', async (names, volume, warning) => {
    const text = `Open_Time,Open,High,Low,Close,${names}\n1600000000,1,1,1,1,5,6\n1600000060,1,1,1,1,5,6\n`;
    const { columns, warnings } = await read(text);
    expect(columns.volume[0]).toBe(volume);
    expect(warnings).toEqual([warning]);
  });

  test('a symbol in every row names the instrument; another one is refused', async () => {
    const text = 'date,symbol,open,high,low,close,volume\n2020-01-01,AAL,1,1,1,1,1\n';
    expect((await read(text)).symbol).toBe('AAL');
    expect(await rejectionOf(read(`${text}2020-01-02,AAPL,1,1,1,1,1\n`))).toMatchObject({
      code: 'several-instruments',
      message: 'BTC.csv line 3: expected AAL as in line 2, was AAPL.',
    });
  });
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
      'expected time to be a date or a count of s, ms, us or ns, was "today".',
    ],
    [
      'duplicate',
      '1600000000000,10,12,9,11,5',
      'duplicate-time',
      'expected a time other than 2020-09-13T12:26:40.000Z of line 2, was the same.',
    ],
    ['too few fields', '1600003600000,10,12,9,11', 'field-count', 'expected 6 fields, was 5.'],
    ['too many fields', '1600003600000,10,12,9,11,5,6', 'field-count', 'expected 6 fields, was 7.'],
    ['decimal comma', '1600003600000,10,5,12,9,11,5', 'field-count', 'expected 6 fields, was 7.'],
    ['cut off line', '16000036', 'field-count', 'expected 6 fields, was 1.'],
  ])('%s', async (_, line, code, text) => {
    for (const file of [
      rows(line),
      rows(line).replaceAll('\n', '\r\n'),
      rows(line).replace(HEADER, HEADER.replace('open', '"open"')),
    ]) {
      const error = await rejectionOf(read(file));
      expect(error).toBeInstanceOf(DatasetError);
      expect(error).toMatchObject({ code, message: `BTC.csv line 3: ${text}` });
    }
  });

  test('blank lines count as lines', async () => {
    await expect(read(rows('', '', '1600003600000,10,12,9,x,5'))).rejects.toThrow('BTC.csv line 5: expected close');
  });

  test('a quoted cell with a line break counts as its lines', async () => {
    const text = 'time,open,high,low,close,note\n1,10,12,9,11,"two\nlines"\n2,10,12,9,x,""\n';
    await expect(read(text, 9)).rejects.toThrow('BTC.csv line 4: expected close');
  });

  test('a quote that is never closed', async () => {
    const error = await rejectionOf(read(rows('1600003600000,10,12,9,11,"5')));
    expect(error).toMatchObject({ kind: 'DatasetError', code: 'quotes-broken' });
    expect(error.message).toMatch(
      /^BTC\.csv line \d+: expected quotes around whole fields only, was one that is never closed\.$/,
    );
  });
});

describe('files without candles', () => {
  test.each([HEADER, HEADER.trimEnd(), `${HEADER}\n\n  \n`, '"timestamp","open","high","low","close"\n'])(
    '%j',
    async (text) => expect((await read(text)).columns.time).toHaveLength(0),
  );

  test.each(['\n\n', 'hello\n', ' '])('%j has no columns', async (text) => {
    expect(await rejectionOf(read(text))).toMatchObject({ code: 'column-missing' });
  });

  test.each([
    ['binary data', Buffer.from([1, 2, 0, 4])],
    ['UTF-16 text (save it as UTF-8)', Buffer.from(`\ufeff${HEADER}`, 'utf16le')],
    ['a zip archive (unpack it first)', Buffer.from([0x50, 0x4b, 3, 4, 20, 0])],
  ])('%s', async (was, bytes) => {
    await expect(read(bytes)).rejects.toThrow(`BTC.csv: expected CSV text, was ${was}.`);
  });
});
