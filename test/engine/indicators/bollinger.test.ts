import fc from 'fast-check';
import { BollingerBands } from 'technicalindicators';
import { describe, it } from 'vitest';
import { bollingerInto } from '../../../engine/indicators/index.ts';
import { alignRight, expectClose, period, run, walk } from './value-columns.ts';

describe('bollinger', () => {
  it('agrees with technicalindicators', () => {
    fc.assert(
      fc.property(walk, period, fc.constantFrom(0.5, 2, 3), (values, n, width) => {
        const x = Float64Array.from(values);
        const out = run(values.length, 3, (lower, middle, upper) => bollingerInto(lower, middle, upper, x, n, width));
        const theirs = BollingerBands.calculate({ period: n, stdDev: width, values: [...values] });
        (['lower', 'middle', 'upper'] as const).forEach((band, k) => {
          const expected = alignRight(
            theirs.map((row) => row[band]),
            values.length,
          );
          expectClose(out[k], expected, 3e-11, (i) => values[i]);
        });
      }),
      { seed: 1 },
    );
  });
});
