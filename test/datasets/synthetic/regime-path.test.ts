import { describe, expect, test } from 'vitest';
import { createRegimePath, meanSquareVolatility, REGIME_DYNAMICS } from '../../../datasets/synthetic/regime-path.ts';
import { REGIMES } from '../../../engine/model/index.ts';

const HOUR = 3_600_000;
const path = createRegimePath(5, 2_000_000, HOUR);
const dynamics = REGIMES.map((regime) => REGIME_DYNAMICS[regime]);

test('where a phase goes next is a distribution without staying', () => {
  for (const [code, { next }] of dynamics.entries()) {
    expect(next.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(next[code]).toBe(0);
  }
});

describe('over two million hours', () => {
  const phases = REGIMES.map(() => 0);
  const steps = REGIMES.map(() => 0);
  const moves = REGIMES.map(() => REGIMES.map(() => 0));
  for (let t = 0; t < path.length; t++) {
    const code = path[t] as number;
    steps[code] = (steps[code] ?? 0) + 1;
    if (t > 0 && path[t - 1] === code) continue;
    phases[code] = (phases[code] ?? 0) + 1;
    const row = moves[path[t - 1] ?? 0];
    if (t > 0 && row !== undefined) row[code] = (row[code] ?? 0) + 1;
  }

  test.each(REGIMES.map((regime, code) => [regime, code] as const))('%s has its mean length', (_, code) => {
    const days = (steps[code] as number) / (phases[code] as number) / 24;
    expect(days / (dynamics[code]?.days as number)).toBeGreaterThan(0.9);
    expect(days / (dynamics[code]?.days as number)).toBeLessThan(1.1);
  });

  test.each(REGIMES.map((regime, code) => [regime, code] as const))('%s goes where it should', (_, code) => {
    const row = moves[code] as number[];
    const total = row.reduce((sum, count) => sum + count, 0);
    for (const [to, share] of (dynamics[code]?.next ?? []).entries()) {
      expect(Math.abs((row[to] as number) / total - share)).toBeLessThan(0.05);
    }
  });

  test('shares of time are those of the chain in the long run', () => {
    let share = REGIMES.map(() => 0.25);
    for (let n = 0; n < 500; n++) {
      // One phase on, half of the time staying, so that a periodic chain settles too.
      share = share.map(
        (own, to) =>
          0.5 * own + 0.5 * share.reduce((sum, p, from) => sum + p * (dynamics[from]?.next[to] as number), 0),
      );
    }
    const time = share.map((p, code) => p * (dynamics[code]?.days as number));
    const total = time.reduce((sum, days) => sum + days, 0);
    for (const [code, days] of time.entries()) {
      expect(Math.abs((steps[code] as number) / path.length - days / total)).toBeLessThan(0.03);
    }
  });
});

test('the mean square of the volatility factor is that of a long path', () => {
  const factors = dynamics.map(({ volatility }) => volatility * volatility);
  // One path of two million hours still scatters by 1 % between seeds.
  const mean = path.reduce((sum, code) => sum + (factors[code] as number), 0) / path.length;
  expect(Math.abs(mean / meanSquareVolatility(HOUR) - 1)).toBeLessThan(0.04);
  // With steps longer than any phase, every phase is one step.
  const weekly = createRegimePath(5, 200_000, 40 * 24 * HOUR);
  const long = weekly.reduce((sum, code) => sum + (factors[code] as number), 0) / weekly.length;
  expect(Math.abs(long / meanSquareVolatility(40 * 24 * HOUR) - 1)).toBeLessThan(0.02);
});

test('it begins in normal, and the same seed gives the same path', () => {
  expect(REGIMES[path[0] as number]).toBe('normal');
  expect(createRegimePath(5, 1000, HOUR)).toEqual(path.slice(0, 1000));
  expect(createRegimePath(6, 5000, HOUR)).not.toEqual(path.slice(0, 5000));
});

test('steps longer than a phase leave at every step', () => {
  const weekly = createRegimePath(5, 100, 40 * 24 * HOUR);
  expect(weekly.every((code, t) => t === 0 || code !== weekly[t - 1])).toBe(true);
});
