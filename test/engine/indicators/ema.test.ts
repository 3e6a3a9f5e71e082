import fc from 'fast-check';
import { EMA, WEMA } from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import { emaInto } from '../../../engine/indicators/index.ts';
import { alignRight, expectClose, period, run, walk } from './value-columns.ts';

describe('ema', () => {
  it('begins with the mean of the first values', () => {
    const [out] = run(5, 1, (o) => emaInto(o, Float64Array.of(2, 4, 6, 8, 0), 3));
    expect([...out]).toEqual([Number.NaN, Number.NaN, 4, 6, 3]);
  });

  it('agrees with technicalindicators, also as an average of Wilder', () => {
    fc.assert(
      fc.property(walk, period, (values, n) => {
        const x = Float64Array.from(values);
        const [ema, wilder] = run(values.length, 2, (a, b) => {
          emaInto(a, x, n);
          emaInto(b, x, n, 1 / n);
        });
        expectClose(ema, alignRight(EMA.calculate({ period: n, values: [...values] }), values.length), 3e-11);
        expectClose(wilder, alignRight(WEMA.calculate({ period: n, values: [...values] }), values.length), 3e-11);
      }),
      { seed: 1 },
    );
  });

  it('may overwrite its input', () => {
    const x = Float64Array.of(2, 4, 6, 8, 0);
    emaInto(x, x, 3);
    expect([...x]).toEqual([Number.NaN, Number.NaN, 4, 6, 3]);
  });
});
