import fc from 'fast-check';
import { OBV } from 'technicalindicators';
import { describe, it } from 'vitest';
import { obvInto } from '../../../engine/indicators/index.ts';
import { candlesAround, expectClose, run, walk } from './value-columns.ts';

describe('obv', () => {
  it('agrees with technicalindicators, which gives no first value', () => {
    fc.assert(
      fc.property(walk, (values) => {
        const { close, volume } = candlesAround(values);
        const [out] = run(close.length, 1, (o) => obvInto(o, Float64Array.from(close), Float64Array.from(volume)));
        expectClose(out, [0, ...OBV.calculate({ close, volume })], 0);
      }),
      { seed: 1 },
    );
  });
});
