import fc from 'fast-check';
import { expect, test } from 'vitest';
import { medianOf, robustScale } from '../../../datasets/checks/robust-scale.ts';
import { createRandom } from '../../../engine/math/index.ts';

test('the median has half of the values on each side', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (values) => {
      const median = medianOf(Float64Array.from(values));
      expect(values).toContain(median);
      expect(values.filter((value) => value < median).length).toBeLessThanOrEqual(values.length / 2);
      expect(values.filter((value) => value > median).length).toBeLessThanOrEqual(values.length / 2);
    }),
    { seed: 1 },
  );
  expect(medianOf(new Float64Array(0))).toBe(0);
});

test('of normal changes it is their deviation, with a tenth of them wrong as well', () => {
  const random = createRandom(1, 0, 'robust scale');
  const sizes = Float64Array.from({ length: 20_000 }, () => Math.abs(0.02 * random.normal()));
  expect(robustScale(sizes)).toBeGreaterThan(0.0195);
  expect(robustScale(sizes)).toBeLessThan(0.0205);
  const spoilt = sizes.map((size, k) => (k % 10 === 0 ? 5 : size));
  expect(robustScale(spoilt)).toBeLessThan(0.024);
});

test('where most changes are 0 it is their mean size', () => {
  expect(robustScale(Float64Array.of(0, 0, 0, 0.4))).toBe(0.1);
  expect(robustScale(new Float64Array(0))).toBe(0);
});
