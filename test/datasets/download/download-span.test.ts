import { expect, it } from 'vitest';
import { parseSpanStart } from '../../../datasets/download/download-span.ts';
import { errorOf } from '../support/candle-arbitrary.ts';

it.each([
  ['2020', Date.UTC(2020, 0)],
  ['2020-03', Date.UTC(2020, 2)],
  [' 2020-12 ', Date.UTC(2020, 11)],
  ['2020-03-14', Date.UTC(2020, 2, 14)],
  ['2020-03-14T12:00Z', Date.UTC(2020, 2, 14, 12)],
  ['2020-03-14T12:00:30+02:00', Date.UTC(2020, 2, 14, 10, 0, 30)],
])('reads %j', (text, time) => expect(parseSpanStart(text, '--since')).toBe(time));

it.each(['', '20', '2020-13', '2020-00', '2020-02-30', '2020-3', 'yesterday', '1583020800000'])(
  'refuses %j',
  (text) => {
    expect(errorOf(() => parseSpanStart(text, '--until'))).toMatchObject({
      kind: 'ConfigError',
      code: 'time-syntax',
      message: `Expected --until to be a year, month, day or instant such as 2020, 2020-03 or 2020-03-14T12:00Z, was "${text}".`,
    });
  },
);
