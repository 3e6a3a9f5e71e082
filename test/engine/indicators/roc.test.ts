import fc from 'fast-check';
import { ROC } from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import { rocInto } from '../../../engine/indicators/index.ts';
import { alignRight, expectClose, period, run, walk } from './value-columns.ts';

describe('roc', () => {
  it('agrees with technicalindicators', () => {
    fc.assert(
      fc.property(walk, period, (values, n) => {
        const [out] = run(values.length, 1, (o) => rocInto(o, Float64Array.from(values), n));
        expectClose(out, alignRight(ROC.calculate({ period: n, values: [...values] }), values.length), 3e-11, () => 1);
      }),
      { seed: 1 },
    );
  });

  it('has no value after a 0', () => {
    const [out] = run(4, 1, (o) => rocInto(o, Float64Array.of(0, 2, 3, 6), 1));
    expect([...out]).toEqual([Number.NaN, Number.NaN, 50, 100]);
  });
});
