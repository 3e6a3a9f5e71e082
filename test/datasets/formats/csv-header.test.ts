import { expect, test } from 'vitest';
import { detectDelimiter, locateColumns } from '../../../datasets/formats/csv-header.ts';

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
