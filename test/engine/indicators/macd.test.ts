import fc from 'fast-check';
import { MACD } from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import { macdInto } from '../../../engine/indicators/index.ts';
import { alignRight, expectClose, run, walk } from './value-columns.ts';

describe('macd', () => {
  it('agrees with technicalindicators', () => {
    fc.assert(
      fc.property(walk, (values) => {
        const x = Float64Array.from(values);
        const out = run(values.length, 3, (line, signal, histogram) => macdInto(line, signal, histogram, x, 5, 12, 4));
        const theirs = MACD.calculate({
          values: [...values],
          fastPeriod: 5,
          slowPeriod: 12,
          signalPeriod: 4,
          SimpleMAOscillator: false,
          SimpleMASignal: false,
        });
        // It takes a line of exactly 0 for a missing one.
        fc.pre(theirs.every((row) => row.MACD !== 0));
        const field = (name: 'MACD' | 'signal' | 'histogram') =>
          alignRight(
            theirs.map((row) => row[name] ?? Number.NaN),
            values.length,
          );
        const scale = (i: number) => values[i];
        expectClose(out[0], field('MACD'), 3e-11, scale);
        expectClose(out[1], field('signal'), 3e-11, scale);
        expectClose(out[2], field('histogram'), 3e-11, scale);
      }),
      { seed: 1 },
    );
  });

  it('is exactly 0 where nothing moves', () => {
    const out = run(200, 3, (line, signal, histogram) =>
      macdInto(line, signal, histogram, new Float64Array(200).fill(0.1), 12, 26, 9),
    );
    expect(out[0].subarray(25).every((value) => value === 0)).toBe(true);
    expect(out[2].subarray(33).every((value) => value === 0)).toBe(true);
    expect(Number.isNaN(out[0][24]) && Number.isNaN(out[2][32])).toBe(true);
  });
});
