import fc from 'fast-check';
import { expect } from 'vitest';

/** Columns as markets never but data files sometimes give them: ties, constants, gaps, huge and tiny values, spikes. */
export const valueColumn: fc.Arbitrary<Float64Array> = fc
  .tuple(
    fc.constantFrom(1e-8, 1, 30_000, 1e12),
    fc.array(
      fc.oneof(
        { weight: 12, arbitrary: fc.double({ min: 0.5, max: 2, noNaN: true }) },
        { weight: 6, arbitrary: fc.constantFrom(1, 1.25) },
        { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 1e7, 0) },
      ),
      { maxLength: 80 },
    ),
  )
  .map(([scale, values]) => Float64Array.from(values, (value) => value * scale));

export const period: fc.Arbitrary<number> = fc.integer({ min: 1, max: 12 });

/** Gap-free values of a random walk, for naive twins and other libraries. */
export const walk: fc.Arbitrary<readonly number[]> = fc
  .tuple(
    fc.double({ min: 0.01, max: 50_000, noNaN: true }),
    fc.array(fc.double({ min: -0.03, max: 0.03, noNaN: true }), { minLength: 40, maxLength: 160 }),
  )
  .map(([start, changes]) => {
    let price = start;
    return changes.map((change) => {
      price *= 1 + change;
      return price;
    });
  });

/** Candles around a walk: high, low and close in order. */
export function candlesAround(close: readonly number[]) {
  const open = close.map((_, i) => close[Math.max(0, i - 1)]);
  const high = close.map((c, i) => Math.max(c, open[i]) * (1 + 0.004 * ((i * 7) % 5)));
  const low = close.map((c, i) => Math.min(c, open[i]) * (1 - 0.003 * ((i * 3) % 4)));
  const volume = close.map((_, i) => ((i * 37) % 11) * 10);
  return { open, high, low, close: [...close], volume };
}

/** Runs a kernel with as many outputs as asked for. */
export function run(length: number, outputs: number, kernel: (...out: Float64Array[]) => void): Float64Array[] {
  const out = Array.from({ length: outputs }, () => new Float64Array(length).fill(-777));
  kernel(...out);
  return out;
}

export function expectSameBits(actual: Float64Array, expected: readonly number[] | Float64Array): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i += 1) {
    if (!Object.is(actual[i], expected[i])) expect.fail(`row ${i}: column ${actual[i]}, stream ${expected[i]}`);
  }
}

/** Compares where a value is expected (NaN means that there must be none), relative to `scale` or the value itself. */
export function expectClose(
  actual: Float64Array,
  expected: readonly number[],
  relative: number,
  scale: (i: number) => number = (i) => Math.abs(expected[i]),
): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i += 1) {
    const same = Number.isNaN(expected[i])
      ? Number.isNaN(actual[i])
      : Math.abs(actual[i] - expected[i]) <= relative * scale(i);
    if (!same) expect.fail(`row ${i}: was ${actual[i]}, expected ${expected[i]}`);
  }
}

/** Right-aligns the output of a library that drops the rows without a value. */
export function alignRight(values: readonly number[], length: number): number[] {
  return [...new Array<number>(length - values.length).fill(Number.NaN), ...values];
}

/** The last `n` values up to row i, or null before there are so many. */
export function windowAt<T>(values: readonly T[], i: number, n: number): readonly T[] | null {
  return i + 1 < n ? null : values.slice(i + 1 - n, i + 1);
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
