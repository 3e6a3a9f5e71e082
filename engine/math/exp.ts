/**
 * The exponential, from + - * alone, so that every platform gives the same last bit.
 * x = n ln(2)/128 + r with |r| < 0.0028, and e^x = 2^(n/128) e^r: a table carries 2^(i/128) in two doubles, so that
 * only the last addition rounds visibly.
 */
import { INVERSE_LN2, LN2_HIGH, LN2_LOW } from './ln2.ts';
import { powerOfTwo } from './powers-of-two.ts';

const STEP_HIGH = LN2_HIGH / 128;
const STEP_LOW = LN2_LOW / 128;
const STEPS = INVERSE_LN2 * 128;

/** Above it e^x is no double, below the other it rounds to 0. */
const OVERFLOW = 709.782712893384;
const UNDERFLOW = -745.1332191019412;

/** 2^(i/128) for i = 0 to 127, each as the nearest double and what is left. */
const ROOTS = buildRoots();

/**
 * e^x.
 * @returns within 0.52 units in the last place; 0 and Infinity where the result is out of range
 */
export function exp(x: number): number {
  return expOfSum(x, 0);
}

/**
 * e^(high + low), for callers that carry more digits than one double holds.
 * @param low correction, much smaller than `high`
 */
export function expOfSum(high: number, low: number): number {
  if (!(high <= OVERFLOW)) return high > 0 ? Number.POSITIVE_INFINITY : high;
  if (high < UNDERFLOW) return 0;
  const n = Math.floor(high * STEPS + 0.5);
  const r = high - n * STEP_HIGH - (n * STEP_LOW - low);
  const tail = r * r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120))));
  const at = (n & 127) << 1;
  const root = ROOTS[at];
  const y = root + (ROOTS[at + 1] + root * (r + tail));
  const k = n >> 7;
  if (k > 1023) return y * 2 * powerOfTwo(1023);
  if (k < -1021) return y * powerOfTwo(k + 200) * powerOfTwo(-200);
  return y * powerOfTwo(k);
}

/** Seven square roots of 2 in 240-bit fixed point, then their powers. */
function buildRoots(): Float64Array {
  const bits = 240n;
  const one = 1n << bits;
  let step = one << 1n;
  for (let i = 0; i < 7; i++) step = squareRoot(step << bits);
  const roots = new Float64Array(256);
  const unit = powerOfTwo(-240);
  for (let i = 0, power = one; i < 128; i++, power = (power * step) >> bits) {
    const nearest = Number(power);
    roots[2 * i] = nearest * unit;
    roots[2 * i + 1] = Number(power - BigInt(nearest)) * unit;
  }
  return roots;
}

/** Whole part of a square root, by Newton's method from above. */
function squareRoot(x: bigint): bigint {
  let root = 1n << 250n;
  for (;;) {
    const next = (root + x / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
