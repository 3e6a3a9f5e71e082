import { createRandom } from '../../engine/math/index.ts';

/**
 * Draws which of n observations follow each other: blocks that begin anywhere, go on around the end, and have geometric
 * lengths, so that what is drawn is stationary as the observations are.
 * @param seed equal seeds draw equal blocks
 * @param available observations to draw from, n >= 1
 * @param length how many to draw
 * @param blockLength mean length of a block, >= 1; 1 draws each observation on its own
 * @returns positions 0 to n - 1
 * @see D. N. Politis, J. P. Romano, The stationary bootstrap, JASA 89 (1994)
 */
export function drawStationaryBlocks(
  seed: number,
  available: number,
  length: number,
  blockLength: number,
): Uint32Array {
  const ends = createRandom(seed, 0, 'bootstrap ends');
  const starts = createRandom(seed, 0, 'bootstrap starts');
  const chance = 1 / blockLength;
  const positions = new Uint32Array(length);
  let at = 0;
  for (let k = 0; k < length; k++) {
    at = k === 0 || ends.float() < chance ? starts.int(0, available - 1) : (at + 1) % available;
    positions[k] = at;
  }
  return positions;
}
