import { expect, test } from 'vitest';
import { describeColumns, detectDelimiter, locateColumns, namesCandles } from '../../../datasets/formats/csv-header.ts';

test.each([
  ['timestamp,open,high,low,close,volume', ','],
  ['date;open;high;low;close', ';'],
  ['date\topen\thigh\tlow\tclose', '\t'],
  ['time;open;high;low;close (last, mid)', ';'],
  ['nothing', ','],
])('"%s" is cut at "%s"', (header, delimiter) => {
  expect(detectDelimiter(header)).toBe(delimiter.charCodeAt(0));
});

test('names are found in any order and case', () => {
  expect(locateColumns(['Vol', ' CLOSE', 'low', 'High', 'Open', 'x', 'Open_Time '], 'a.csv', 1)).toEqual({
    time: 6,
    open: 4,
    high: 3,
    low: 2,
    close: 1,
    volume: 0,
    count: 7,
  });
});

test.each(['timestamp', 'date', 'time', 'open time', 'Open time', 'open_time', 'OpenTime', 'unix', 'Datetime'])(
  '%s is a time',
  (name) => expect(locateColumns(['open', 'high', 'low', 'close', name], 'a.csv', 1).time).toBe(4),
);

test('a count of time is taken before a date beside it', () => {
  expect(locateColumns(['date', 'unix', 'open', 'high', 'low', 'close'], 'a.csv', 1).time).toBe(1);
});

test('volume may be absent', () => {
  expect(locateColumns(['date', 'open', 'high', 'low', 'close'], 'a.csv', 1).volume).toBe(-1);
});

test.each([
  [['date', 'open', 'high', 'low'], 'a.csv line 3: expected a column close, was date, open, high, low.'],
  [
    ['when', 'open', 'hi', 'low', 'close'],
    'a.csv line 3: expected columns time, high, was when, open, hi, low, close.',
  ],
  [[''], 'a.csv line 3: expected columns time, open, high, low, close, was nothing.'],
  [
    ['date', 'open', 'open', 'high', 'low', 'close'],
    'a.csv line 3: expected one column open, was two (date, open, open, high, low, close).',
  ],
  [
    ['1502942400000', '4261.48', '4313.62', '4261.32', '4308.83', '47'],
    'a.csv line 3: expected a header naming time, open, high, low and close, was data (1502942400000, 4261.48, 4313.62, 4261.32, 4308.83, 47).',
  ],
  [
    ['2017-08-17T04:00:00Z', '1', '1', '1', '1'],
    'a.csv line 3: expected a header naming time, open, high, low and close, was data (2017-08-17T04:00:00Z, 1, 1, 1, 1).',
  ],
])('%j is refused', (fields, message) => {
  expect(() => locateColumns(fields, 'a.csv', 3)).toThrow(message);
});

test.each([
  [['Volume BTC', 'Volume USDT'], 5],
  [['Volume USDT', 'Volume BTC'], 6],
  [['Volume ETH', 'Volume BTC'], 5],
  [['Volume EUR', 'Volume USD'], 5],
  [['Volume USDT', 'Volume'], 6],
  [['quote volume', 'x'], -1],
])('of %j the base volume is number %i', (volumes, at) => {
  expect(locateColumns(['date', 'open', 'high', 'low', 'close', ...volumes], 'a.csv', 1).volume).toBe(at);
});

test('three counted volumes are refused', () => {
  const fields = ['date', 'open', 'high', 'low', 'close', 'volume a', 'volume b', 'volume c'];
  expect(() => locateColumns(fields, 'a.csv', 1)).toThrow('a.csv line 1: expected one column volume, was two');
});

test('what is left out of a header is said', () => {
  const fields = ['date', 'open', 'high', 'low', 'close', 'Adj_Close', 'Dividends', 'Volume USD'];
  expect(describeColumns(fields, locateColumns(fields, 'a.csv', 1))).toEqual([
    'Volume is that of column "Volume USD".',
    'Column "Adj_Close" is not read; prices are as columns open, high, low and close say.',
    'Columns "Dividends" are not read.',
  ]);
});

test('a line names candles when it has all that candles need', () => {
  expect(namesCandles(['Open Time', 'OPEN', 'high', 'low', 'close'])).toBe(true);
  expect(namesCandles(['Open Time', 'OPEN', 'high', 'low'])).toBe(false);
});
