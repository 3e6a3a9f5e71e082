import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayAndMonthOf, parseIsoTime, parseTimestamp } from '../../../datasets/formats/timestamp.ts';

const read = (text: string) => ({ ...parseTimestamp(Buffer.from(text), 0, Buffer.byteLength(text)) });
const AUGUST = 1_502_942_400_000;

test.each([
  ['1502942400', 's', AUGUST],
  ['1502942400.5', 's', AUGUST + 500],
  ['1502942400000', 'ms', AUGUST],
  ['1502942400000000', 'us', AUGUST],
  ['1502942400000000000', 'ns', AUGUST],
  ['1502942400001000000', 'ns', AUGUST + 1],
  ['2017-08-17 04-AM', 'text', AUGUST],
  ['2017-08-17 12-AM', 'text', AUGUST - 4 * 3_600_000],
  ['2017-08-17 12-PM', 'text', AUGUST + 8 * 3_600_000],
  ['1.5029424e12', 'ms', AUGUST],
  ['2017-08-17T04:00:00Z', 'text', AUGUST],
  ['2017-08-17T04:00:00.000Z', 'text', AUGUST],
  ['2017-08-17T04:00:00.250000Z', 'text', AUGUST + 250],
  ['2017-08-17 04:00:00', 'text', AUGUST],
  ['2017-08-17 04:00', 'text', AUGUST],
  ['2017-08-17 04:00:00 UTC', 'text', AUGUST],
  ['2017-08-17 06:00:00+02:00', 'text', AUGUST],
  ['2017-08-16T23:00:00-0500', 'text', AUGUST],
  ['2017-08-17T09:30+05:30', 'text', AUGUST],
  ['2017/08/17 04:00', 'text', AUGUST],
  ['2017-08-17', 'text', AUGUST - 4 * 3_600_000],
  ['20170817', 'text', AUGUST - 4 * 3_600_000],
  ['1969-12-31', 'text', -86_400_000],
  ['99999999999', 's', 99_999_999_999_000],
  ['100000000000', 'ms', 1e11],
  ['99999999999999', 'ms', 99_999_999_999_999],
  ['100000000000000', 'us', 1e11],
  ['2000-02-29', 'text', 951_782_400_000],
  ['2016-02-29', 'text', 1_456_704_000_000],
] as const)('%s counts %s and is %i', (text, unit, time) => expect(read(text)).toEqual({ time, unit }));

test.each([
  '',
  'yesterday',
  '17.08.2017',
  '2017-13-01',
  '2017-00-10',
  '2017-02-29',
  '1900-02-29',
  '2017-08-32',
  '2017-08-17T24:00:00Z',
  '2017-08-17T04:60:00Z',
  '2017-08-17T04:00:00.0001Z',
  '2017-08-17T04:00:00+25:00',
  '2017-08/17',
  '20171301',
  '1502942400000001',
  '1502942400000.5',
  '1502942400000000001',
  '3/4/2020',
  '2017-08-17 13-PM',
  '2017-08-17 00-AM',
])('"%s" is no time', (text) => expect(read(text).time).toBeNaN());

describe('against the platform', () => {
  const instant = fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9999, 11, 31) });

  test('every ISO text of a Date reads as that Date', () => {
    fc.assert(
      fc.property(instant, (ms) => {
        expect(parseIsoTime(new Date(ms).toISOString())).toBe(ms);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  test('offsets shift as they do in Date', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 14 }), fc.constantFrom('+', '-'), (ms, hours, sign) => {
        const text = `${new Date(ms).toISOString().slice(0, 19)}${sign}${String(hours).padStart(2, '0')}:30`;
        expect(parseIsoTime(text)).toBe(Date.parse(text));
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  test('without a zone the machine does not matter', () => {
    const zone = process.env.TZ;
    try {
      process.env.TZ = 'America/New_York';
      expect(parseIsoTime('2017-08-17 04:00')).toBe(AUGUST);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });
});

describe('day and month in the order of a country', () => {
  const local = (text: string, order: 'day-first' | 'month-first') =>
    parseTimestamp(Buffer.from(text), 0, text.length, order).time;

  test.each([
    ['3/4/2020', Date.UTC(2020, 3, 3), Date.UTC(2020, 2, 4)],
    ['03.04.2020 16:05', Date.UTC(2020, 3, 3, 16, 5), Date.UTC(2020, 2, 4, 16, 5)],
    ['3-4-2020 4:05:06 pm', Date.UTC(2020, 3, 3, 16, 5, 6), Date.UTC(2020, 2, 4, 16, 5, 6)],
    ['13/4/2020', Date.UTC(2020, 3, 13), NaN],
    ['2/30/2020', NaN, NaN],
    ['3/4-2020', NaN, NaN],
    ['3/4/20', NaN, NaN],
    ['3/4/2020 13:00 PM', NaN, NaN],
  ])('%s', (text, dayFirst, monthFirst) => {
    expect(local(text, 'day-first')).toBe(dayFirst);
    expect(local(text, 'month-first')).toBe(monthFirst);
  });

  test('the two numbers are known without knowing which is which', () => {
    expect(dayAndMonthOf(' 13/4/2020 ')).toEqual([13, 4]);
    expect(dayAndMonthOf('2020-04-13')).toBeNull();
  });
});
