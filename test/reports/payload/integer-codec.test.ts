import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeIntegers, encodeIntegers } from '../../../reports/payload/integer-codec.ts';

describe('integer codec', () => {
  it('reads back any integers', () => {
    const integer = fc.oneof(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -(2 ** 51), max: 2 ** 51 }));
    fc.assert(
      fc.property(fc.array(integer, { maxLength: 40 }), (values) => {
        const text = encodeIntegers(Float64Array.from(values));
        expect([...decodeIntegers(text, values.length)].map((v) => v + 0)).toEqual(values.map((v) => v + 0));
      }),
      { seed: 1 },
    );
  });

  it('writes base64 as everyone does', () => {
    // Zigzag: 0, 2, 1, and 400 as 0x90 0x03.
    expect(encodeIntegers(Float64Array.of(0, 1, -1, 200))).toBe(Buffer.from([0, 2, 1, 0x90, 0x03]).toString('base64'));
  });
});
