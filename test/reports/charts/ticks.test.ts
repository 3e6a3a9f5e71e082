import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearTicks, logTicks, stepFor } from '../../../reports/charts/ticks.ts';

describe('ticks', () => {
  it('are round, within the range, and no more than asked for', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (min, span) => {
          const ticks = linearTicks(min, min + span, 6);
          expect(ticks.length).toBeLessThanOrEqual(7);
          for (const { at } of ticks) expect(at > -1e-6 && at < 1 + 1e-6).toBe(true);
          expect(span / stepFor(span, 6)).toBeLessThanOrEqual(6 * (1 + 1e-9));
          expect(Number(stepFor(span, 6).toExponential(6).slice(0, 8))).toSatisfy((head: number) =>
            [1, 2, 5, 10].some((x) => Math.abs(head - x) < 1e-5),
          );
        },
      ),
      { seed: 1 },
    );
    expect([stepFor(9, 6), stepFor(2.4, 6), stepFor(60, 6), stepFor(0.07, 6)]).toEqual([2, 0.5, 10, 0.02]);
    expect(linearTicks(-0.3, 2.1, 6).map(({ label }) => label)).toEqual(['0.0', '0.5', '1.0', '1.5', '2.0']);
  });

  it('follow powers of ten on a logarithmic axis', () => {
    expect(logTicks(0.0001, 1).map(({ label }) => label)).toEqual(['0.0001', '0.001', '0.01', '0.1', '1']);
    expect(logTicks(20, 400).map(({ label }) => label)).toEqual(['30', '100', '300']);
    expect(logTicks(1, 100).at(-1)?.at).toBeCloseTo(1, 12);
  });
});
