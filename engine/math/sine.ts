/**
 * Sine and cosine, from +, -, * alone, so that every platform gives the same last bit.
 * The argument is reduced to [-pi/4, pi/4] in two doubles; kernels are the classic minimax polynomials of fdlibm.
 */
import { powerOfTwo } from './powers-of-two.ts';

const S1 = -0.16666666666666632;
const S2 = 0.00833333333332249;
const S3 = -0.0001984126982985795;
const S4 = 0.0000027557313707070068;
const S5 = -2.5050760253406863e-8;
const S6 = 1.58969099521155e-10;

const C1 = 0.0416666666666666;
const C2 = -0.001388888888887411;
const C3 = 0.00002480158728947673;
const C4 = -2.7557314351390663e-7;
const C5 = 2.087572321298175e-9;
const C6 = -1.1359647557788195e-11;

/** pi/2 in parts of 33 bits: products with a quadrant number below 2^20 are exact. */
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487111665e-21;
const HALF_PI_3_TAIL = 8.4784276603689e-32;
const TWO_OVER_PI = 0.6366197723675814;
/** Up to here the three parts are enough; beyond, the quotient is taken exactly. */
const MODERATE = 1e6;

const HALF_PI_BITS = 1300n;
/** pi/2 in fixed point, made when the first huge angle comes. */
let halfPiFixed: bigint | undefined;

/** The last reduction: quadrant 0 to 3, and the rest in two doubles. Written by `reduce`, read at once. */
let quadrant = 0;
let rest = 0;
let restLow = 0;

/**
 * Sine of an angle in radians.
 * @returns within one unit in the last place; NaN for what is not finite
 */
export function sin(x: number): number {
  if (x > -0.785 && x < 0.785) return sineKernel(x, 0);
  if (!(x - x === 0)) return Number.NaN;
  reduce(x);
  const value = quadrant & 1 ? cosineKernel(rest, restLow) : sineKernel(rest, restLow);
  return quadrant & 2 ? -value : value;
}

/**
 * Cosine of an angle in radians.
 * @returns within one unit in the last place; NaN for what is not finite
 */
export function cos(x: number): number {
  if (x > -0.785 && x < 0.785) return cosineKernel(x, 0);
  if (!(x - x === 0)) return Number.NaN;
  reduce(x);
  const value = quadrant & 1 ? sineKernel(rest, restLow) : cosineKernel(rest, restLow);
  return quadrant === 1 || quadrant === 2 ? -value : value;
}

function sineKernel(x: number, low: number): number {
  if (x === 0) return x;
  const z = x * x;
  const cube = z * x;
  const series = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
  return x - (z * (0.5 * low - cube * series) - low - cube * S1);
}

function cosineKernel(x: number, low: number): number {
  const z = x * x;
  const series = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
  const half = 0.5 * z;
  const whole = 1 - half;
  return whole + (1 - whole - half + (z * series - x * low));
}

function reduce(x: number): void {
  if (Math.abs(x) > MODERATE) {
    reduceHuge(x);
    return;
  }
  const n = Math.floor(x * TWO_OVER_PI + 0.5);
  const a = x - n * HALF_PI_1;
  const part2 = n * HALF_PI_2;
  const b = a - part2;
  const bLow = difference(a, part2, b);
  const part3 = n * HALF_PI_3;
  const c = b - part3;
  const low = bLow + difference(b, part3, c) - n * HALF_PI_3_TAIL;
  rest = c + low;
  restLow = c - rest + low;
  quadrant = ((n % 4) + 4) & 3;
}

/** What the rounding of `result = a - b` lost, exactly. */
function difference(a: number, b: number, result: number): number {
  const bRounded = a - result;
  return a - (result + bRounded) + (bRounded - b);
}

/** Divides by pi/2 in integers; the quotient has up to 1024 bits, so 1300 leave enough for the rest. */
function reduceHuge(x: number): void {
  halfPiFixed ??= halfPi(HALF_PI_BITS);
  // Above 10^6 a double has at most 33 bits behind the point.
  const whole = Math.trunc(x);
  const fixed = (BigInt(whole) << HALF_PI_BITS) + (BigInt((x - whole) * 1099511627776) << (HALF_PI_BITS - 40n));
  let n = fixed / halfPiFixed;
  let remainder = fixed - n * halfPiFixed;
  if (2n * remainder > halfPiFixed) {
    n += 1n;
    remainder -= halfPiFixed;
  } else if (2n * remainder < -halfPiFixed) {
    n -= 1n;
    remainder += halfPiFixed;
  }
  const short = remainder >> (HALF_PI_BITS - 170n);
  const leading = Number(short);
  const unit = powerOfTwo(-170);
  rest = leading * unit;
  restLow = Number(short - BigInt(leading)) * unit;
  quadrant = Number(((n % 4n) + 4n) % 4n);
}

/** pi/2 in fixed point, by Machin's formula pi/4 = 4 atan(1/5) - atan(1/239). */
function halfPi(bits: bigint): bigint {
  const guard = 32n;
  const one = 1n << (bits + guard);
  const inverseTangent = (divisor: bigint): bigint => {
    let term = one / divisor;
    let sum = 0n;
    for (let j = 1n, sign = 1n; term !== 0n; j += 2n, sign = -sign) {
      sum += (sign * term) / j;
      term /= divisor * divisor;
    }
    return sum;
  };
  return (2n * (4n * inverseTangent(5n) - inverseTangent(239n))) >> guard;
}
