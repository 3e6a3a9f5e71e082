import { expect, test } from 'vitest';
import { presentCandles } from '../../../datasets/synthetic/outages.ts';

const CANDLES = 400_000;

test.each([0, 0.002, 0.05, 0.3, 0.5])('a share of %d is missing', (share) => {
  const present = presentCandles(9, 0, CANDLES, share);
  // Four standard errors of a sum of about share x CANDLES / 3 geometric lengths.
  const error = share * Math.sqrt((5 / 3) * (3 / (share * CANDLES || 1)));
  expect(Math.abs(1 - present.length / CANDLES - share)).toBeLessThanOrEqual(4 * error);
});

test('outages last about three candles', () => {
  const present = presentCandles(9, 0, CANDLES, 0.05);
  const outages = present.filter((t, k) => k > 0 && t - (present[k - 1] as number) > 1).length;
  expect((CANDLES - present.length) / outages).toBeGreaterThan(2.8);
  expect((CANDLES - present.length) / outages).toBeLessThan(3.2);
});

test('the ends are always there, positions ascend, instruments differ', () => {
  for (let seed = 0; seed < 50; seed++) {
    const present = presentCandles(seed, 0, 20, 0.5);
    expect([present[0], present.at(-1)]).toEqual([0, 19]);
    expect(present.every((t, k) => k === 0 || t > (present[k - 1] as number))).toBe(true);
  }
  expect(presentCandles(1, 0, 1000, 0.1)).not.toEqual(presentCandles(1, 1, 1000, 0.1));
});
