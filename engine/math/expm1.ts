/**
 * e^x - 1 by the classic Remez approximation (fdlibm's) of r (e^r + 1) / (e^r - 1) in r^2, |r| <= ln(2)/2.
 */
import { exp } from './exp.ts';
import { INVERSE_LN2, LN2_HIGH, LN2_LOW } from './ln2.ts';
import { powerOfTwo } from './powers-of-two.ts';

const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 0.00006613756321437934;
const P4 = -0.0000016533902205465252;
const P5 = 4.1381367970572385e-8;

/**
 * e^x - 1, without the cancellation near 0.
 * @returns within two units in the last place
 */
export function expm1(x: number): number {
  if (x > -0.34 && x < 0.34) return x === 0 ? x : x + bend(x);
  if (!(x < 40)) return exp(x);
  if (x < -40) return -1;
  const k = Math.floor(x * INVERSE_LN2 + 0.5);
  const leading = x - k * LN2_HIGH;
  const trailing = k * LN2_LOW;
  const rest = leading - (trailing - bend(leading - trailing));
  const scale = powerOfTwo(k);
  return scale - 1 + scale * rest;
}

/** e^r - 1 - r. */
function bend(r: number): number {
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  return (r * c) / (2 - c);
}
