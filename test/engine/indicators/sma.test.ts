import fc from 'fast-check';
import { SMA } from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import { Sma, smaInto } from '../../../engine/indicators/index.ts';
import { alignRight, expectClose, period, run, walk } from './value-columns.ts';

describe('sma', () => {
  it('is the mean of the last values', () => {
    const [out] = run(5, 1, (o) => smaInto(o, Float64Array.of(1, 2, 6, 7, 2), 3));
    expect([...out]).toEqual([Number.NaN, Number.NaN, 3, 5, 5]);
  });

  it('agrees with technicalindicators', () => {
    fc.assert(
      fc.property(walk, period, (values, n) => {
        const [out] = run(values.length, 1, (o) => smaInto(o, Float64Array.from(values), n));
        expectClose(out, alignRight(SMA.calculate({ period: n, values: [...values] }), values.length), 3e-11);
      }),
      { seed: 1 },
    );
  });

  it('is the correctly rounded mean of exact sums, however long the column', () => {
    const sma = new Sma(50);
    const cents: bigint[] = [];
    let cent = 1_000_000n;
    for (let i = 0; i < 100_000; i += 1) {
      cent += BigInt(((i * 7919) % 201) - 100);
      cents.push(cent);
      const value = sma.next(Number(cent) / 1024);
      if (i < 49 || i % 997 !== 0) continue;
      let sum = 0n;
      for (let k = i - 49; k <= i; k += 1) sum += cents[k];
      expect(value).toBe(Number(sum) / 1024 / 50);
    }
  });

  it('forgets a spike', () => {
    const sma = new Sma(3);
    for (const x of [0.1, 1e17, 0.7, 0.1, 0.1]) sma.next(x);
    expect(Math.abs(sma.next(0.1) - 0.1)).toBeLessThan(1e-15);
  });
});
