import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CompensatedSum } from '../../../engine/math/index.ts';

describe('CompensatedSum', () => {
  it('keeps what a plain sum loses', () => {
    const sum = new CompensatedSum();
    for (const x of [1, 1e100, 1, -1e100]) sum.add(x);
    expect(sum.value).toBe(2);
    sum.reset();
    expect(sum.value).toBe(0);
  });

  it('rounds the exact sum once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -(2 ** 52), max: 2 ** 52 }), { maxLength: 100 }), (whole) => {
        const sum = new CompensatedSum();
        for (const k of whole) sum.add(k * 2 ** -30);
        expect(sum.value).toBe(Number(whole.reduce((total, k) => total + BigInt(k), 0n)) * 2 ** -30);
      }),
      { seed: 1 },
    );
  });
});
