import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawStationaryBlocks } from '../../../datasets/bootstrap/stationary-blocks.ts';

test('positions are among those there are, and the same seed draws the same', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 0, max: 200 }),
      fc.double({ min: 1, max: 30, noNaN: true }),
      (seed, available, length, block) => {
        const drawn = drawStationaryBlocks(seed, available, length, block);
        expect(drawn.length).toBe(length);
        expect(drawn.every((position) => position < available)).toBe(true);
        expect(drawStationaryBlocks(seed, available, length, block)).toEqual(drawn);
      },
    ),
    { seed: 1 },
  );
});

describe('over a million draws', () => {
  const [available, length] = [1000, 1_000_000];

  test.each([1, 5, 24])('blocks have a mean length of %d', (block) => {
    const drawn = drawStationaryBlocks(3, available, length, block);
    let breaks = 0;
    for (let k = 1; k < length; k++) if (drawn[k] !== ((drawn[k - 1] as number) + 1) % available) breaks++;
    // A new block continues the old one by chance once in `available`.
    const chance = (1 / block) * (1 - 1 / available);
    expect(Math.abs(breaks / length - chance)).toBeLessThanOrEqual(
      4 * Math.sqrt((chance * (1 - chance)) / length) + 1e-12,
    );
  });

  test('lengths are geometric: a block that lasted goes on with the same chance', () => {
    const drawn = drawStationaryBlocks(3, 100_000, length, 4);
    const goesOn = (k: number) => drawn[k] === (drawn[k - 1] as number) + 1;
    for (const age of [1, 2, 6]) {
      let [old, older] = [0, 0];
      let run = 0;
      for (let k = 1; k < length; k++) {
        if (run >= age) {
          old++;
          if (goesOn(k)) older++;
        }
        run = goesOn(k) ? run + 1 : 0;
      }
      expect(Math.abs(older / old - 0.75)).toBeLessThan(4 * Math.sqrt((0.75 * 0.25) / old));
    }
  });

  test('every position is drawn equally often, the last ones too', () => {
    const counts = new Float64Array(available);
    // Blocks of one: draws are independent, and chi-square has available - 1 degrees of freedom.
    for (const position of drawStationaryBlocks(5, available, length, 1))
      counts[position] = (counts[position] ?? 0) + 1;
    const mean = length / available;
    const chiSquare = counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
    expect(Math.abs(chiSquare - (available - 1))).toBeLessThan(4 * Math.sqrt(2 * available));
  });
});
