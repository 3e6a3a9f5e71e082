/**
 * The natural logarithm, from +, -, *, / alone, so that every platform gives the same last bit.
 * x = 2^k (1 + f), sqrt(1/2) <= 1 + f < sqrt(2); log(1 + f) = 2 atanh(s), s = f / (2 + f), with the classic
 * Remez coefficients of fdlibm: error below one unit in the last place.
 */
import { LN2_HIGH, LN2_LOW } from './ln2.ts';
import { powerOfTwo } from './powers-of-two.ts';

const L1 = 0.6666666666666735;
const L2 = 0.3999999999940942;
const L3 = 0.2857142874366239;
const L4 = 0.22222198432149784;
const L5 = 0.1818357216161805;
const L6 = 0.15313837699209373;
const L7 = 0.14798198605116586;

const LEAST_NORMAL = 2.2250738585072014e-308;
/** High word of 1 minus high word of sqrt(1/2): added before the exponent is read, it moves the cut to sqrt(1/2). */
const TO_SQRT_HALF = 0x3ff00000 - 0x3fe6a09e;

const double = new Float64Array(1);
const words = new Int32Array(double.buffer);
double[0] = 1;
/** Where the sign and exponent lie; depends on the byte order of the machine. */
const HIGH = words[1] === 0 ? 0 : 1;

/**
 * The integer k for which x 2^-k lies in [sqrt(1/2), sqrt(2)).
 * @param x positive, normal, finite
 */
export function binaryExponent(x: number): number {
  double[0] = x;
  return ((words[HIGH] + TO_SQRT_HALF) >> 20) - 1023;
}

/**
 * Natural logarithm.
 * @returns within one unit in the last place; -Infinity at 0, NaN below
 */
export function log(x: number): number {
  if (!(x >= LEAST_NORMAL && x < Number.POSITIVE_INFINITY)) return logOfUnusual(x);
  const k = binaryExponent(x);
  return assemble(x * powerOfTwo(-k) - 1, k, 0);
}

/**
 * log(1 + x), without the loss of digits near 0.
 * @returns within two units in the last place
 */
export function log1p(x: number): number {
  if (x > -0.29 && x < 0.41) return x === 0 ? x : assemble(x, 0, 0);
  const u = 1 + x;
  if (!(u >= LEAST_NORMAL && u < Number.POSITIVE_INFINITY)) return logOfUnusual(u);
  const lost = (u > 2 ? 1 - (u - x) : x - (u - 1)) / u;
  const k = binaryExponent(u);
  return assemble(u * powerOfTwo(-k) - 1, k, lost);
}

/** k ln 2 + log(1 + f) + correction. */
function assemble(f: number, k: number, correction: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const series = z * (L1 + w * (L3 + w * (L5 + w * L7))) + w * (L2 + w * (L4 + w * L6));
  const halfSquare = 0.5 * f * f;
  return k * LN2_HIGH - (halfSquare - (s * (halfSquare + series) + (k * LN2_LOW + correction)) - f);
}

function logOfUnusual(x: number): number {
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (!(x > 0)) return Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const scaled = x * powerOfTwo(54);
  const k = binaryExponent(scaled);
  return assemble(scaled * powerOfTwo(-k) - 1, k - 54, 0);
}
