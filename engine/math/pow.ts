/**
 * x^y as e^(y log x), with the logarithm carried in two doubles (about 70 bits), so that large results keep their
 * last digits. log x = k ln 2 - log(n/128) + log(1 + r), where n/128 is the nearest 128th to 1/m, hence |r| < 0.006.
 */
import { expOfSum } from './exp.ts';
import { LN2_HIGH, LN2_LOW } from './ln2.ts';
import { binaryExponent } from './log.ts';
import { powerOfTwo } from './powers-of-two.ts';

const LEAST_NORMAL = 2.2250738585072014e-308;
/** 2^27 + 1: multiplying by it splits a double into two halves of 26 bits (Dekker). */
const SPLITTER = 134217729;
const FIRST = 90;
const LAST = 182;

let tableHigh: Float64Array | undefined;
let tableLow: Float64Array | undefined;

/**
 * x to the power y, with the special cases of the language's own `**`.
 * @returns within two units in the last place
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (y === 1) return x;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const size = Math.abs(x);
  if (size === 1 && Math.abs(y) === Number.POSITIVE_INFINITY) return Number.NaN;
  const odd = Math.abs(y % 2) === 1;
  if (size === 0 || size === Number.POSITIVE_INFINITY || Math.abs(y) > 1e20) return extreme(x, size, y, odd);
  if (x > 0) return powOfPositive(x, y);
  if (y !== Math.trunc(y)) return Number.NaN;
  const result = powOfPositive(size, y);
  return odd ? -result : result;
}

/** Results that are 0, 1 or infinite whatever the digits. */
function extreme(x: number, size: number, y: number, odd: boolean): number {
  if (x < 0 && size !== Number.POSITIVE_INFINITY && y !== Math.trunc(y)) return Number.NaN;
  const negative = odd && (x < 0 || Object.is(x, -0));
  const result = size === 1 ? 1 : size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  return negative ? -result : result;
}

function powOfPositive(x: number, y: number): number {
  if (x === 1) return 1;
  let k = 0;
  let m = x;
  if (x < LEAST_NORMAL) {
    m = x * powerOfTwo(54);
    k = -54;
  }
  const shift = binaryExponent(m);
  m *= powerOfTwo(-shift);
  k += shift;

  const n = Math.floor(128 / m + 0.5);
  const inverse = n / 128;
  const split = SPLITTER * m;
  const mHigh = split - (split - m);
  // Exact: m n / 128 has no bits below 2^-60, and r, being smaller than 2^-7, holds them all.
  const r = mHigh * inverse - 1 + (m - mHigh) * inverse;

  const rSplit = SPLITTER * r;
  const rHigh = rSplit - (rSplit - r);
  const rTail = r - rHigh;
  const square = r * r;
  const squareLow = rHigh * rHigh - square + 2 * rHigh * rTail + rTail * rTail;
  const cubic = r * square * (1 / 3 + r * (-1 / 4 + r * (1 / 5 + r * (-1 / 6 + r * (1 / 7 + r * (-1 / 8 + r / 9))))));

  if (tableHigh === undefined || tableLow === undefined) {
    [tableHigh, tableLow] = buildTable();
  }
  const base = k * LN2_HIGH;
  const tabled = tableHigh[n - FIRST];
  const s1 = base + tabled;
  const e1 = sumError(base, tabled, s1);
  const s2 = s1 + r;
  const e2 = sumError(s1, r, s2);
  const half = -0.5 * square;
  const s3 = s2 + half;
  const e3 = sumError(s2, half, s3);
  const small = e1 + e2 + e3 + (k * LN2_LOW + tableLow[n - FIRST] + (cubic - 0.5 * squareLow));
  const logHigh = s3 + small;
  const logLow = s3 - logHigh + small;

  const product = y * logHigh;
  if (!(Math.abs(product) < 800)) return product > 0 ? Number.POSITIVE_INFINITY : 0;
  const ySplit = SPLITTER * y;
  const yHigh = ySplit - (ySplit - y);
  const yTail = y - yHigh;
  const lSplit = SPLITTER * logHigh;
  const lHigh = lSplit - (lSplit - logHigh);
  const lTail = logHigh - lHigh;
  const productLow = yHigh * lHigh - product + yHigh * lTail + yTail * lHigh + yTail * lTail + y * logLow;
  return expOfSum(product, productLow);
}

/** What the rounding of `sum = a + b` lost, exactly (Knuth). */
function sumError(a: number, b: number, sum: number): number {
  const bRounded = sum - a;
  return a - (sum - bRounded) + (b - bRounded);
}

/** -log(n/128) for n = 90 to 182 in two doubles each, from atanh((128 - n) / (128 + n)) in 160-bit fixed point. */
function buildTable(): [Float64Array, Float64Array] {
  const high = new Float64Array(LAST - FIRST + 1);
  const low = new Float64Array(LAST - FIRST + 1);
  const bits = 160n;
  const unit = powerOfTwo(-160);
  for (let n = FIRST; n <= LAST; n++) {
    const numerator = BigInt(128 - n);
    const denominator = BigInt(128 + n);
    let term = (numerator << bits) / denominator;
    let sum = 0n;
    for (let j = 1n; term !== 0n; j += 2n) {
      sum += term / j;
      term = (term * numerator * numerator) / (denominator * denominator);
    }
    const value = 2n * sum;
    const leading = Number(value);
    high[n - FIRST] = leading * unit;
    low[n - FIRST] = Number(value - BigInt(leading)) * unit;
  }
  return [high, low];
}
