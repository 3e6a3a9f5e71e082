import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  cos,
  createRandom,
  exp,
  expm1,
  log,
  log1p,
  normalCdf,
  normalQuantile,
  pow,
  sin,
} from '../../../engine/math/index.ts';

/** Digest of the exact bytes of 2,000 results. */
function digest(f: (u: number) => number): string {
  const random = createRandom(1, 0, 'determinism');
  const values = Float64Array.from({ length: 2000 }, () => f(random.float()));
  return createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex').slice(0, 16);
}

describe('the last bit of every function', () => {
  it.each([
    ['exp', (u: number) => exp(1400 * u - 700), 'ed952a6af0b02e3f'],
    ['expm1', (u: number) => expm1(20 * u - 10), '83a7fa4c96487680'],
    ['log', (u: number) => log(exp(1400 * u - 700)), 'badae05f703017b7'],
    ['log1p', (u: number) => log1p(4 * u - 0.999), 'cc2ceee2aab09b6e'],
    ['pow', (u: number) => pow(4 * u, 30 * u - 15), '9a9a71825247527b'],
    ['sin', (u: number) => sin(1e7 * u - 5e6), '8604f040eb199050'],
    ['cos', (u: number) => cos(1e7 * u - 5e6), '365ced55ff6a08f8'],
    ['normalCdf', (u: number) => normalCdf(40 * u - 35), 'faf806e782da7132'],
    ['normalQuantile', (u: number) => normalQuantile(u), '2760e6319eadf30e'],
  ])('of %s is the same on every platform', (_, f, expected) => {
    expect(digest(f)).toBe(expected);
  });
});
