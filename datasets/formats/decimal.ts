/** Powers of ten that a double holds exactly. */
export const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, n) => Number(`1e${n}`));
/** Below it every integer is exact. */
export const EXACT_LIMIT = 9_007_199_254_740_992;
/** The byte of `.`. */
export const DECIMAL_POINT = 0x2e;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * The double nearest to digits / 10^decimals, where that takes one exact division: digits below 2^53 and powers of ten
 * up to 10^22 are exact doubles, so their correctly rounded quotient is what Number gives for the text.
 * @param digits all digits read as one integer, in double arithmetic (a sum that ever left the exact range stays out)
 * @param decimals how many of them stand after the point
 * @param count how many there are; with none there is no number
 * @returns NaN where it takes more
 * @see W. D. Clinger, How to read floating point numbers accurately, PLDI 1990
 */
export function decimalOf(digits: number, decimals: number, count: number): number {
  if (count === 0 || digits >= EXACT_LIMIT || decimals > 22) return NaN;
  return decimals === 0 ? digits : digits / (POWERS_OF_TEN[decimals] as number);
}

/**
 * Reads a decimal number from bytes, equal to Number(text) in every bit.
 * @param bytes ASCII text
 * @param start offset of its first byte
 * @param end offset after its last byte
 * @returns the number; NaN for empty cells, text, NaN, Infinity, hex and numbers too large for a double
 */
export function parseDecimal(bytes: Uint8Array, start: number, end: number): number {
  return parsePlainDecimal(asciiText(bytes, start, end).trim());
}

/** Reads a decimal number as parseDecimal does, from text without blanks around it. */
export function parsePlainDecimal(text: string): number {
  if (!DECIMAL.test(text)) return NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : NaN;
}

/** Text of a span of bytes, byte for byte. */
export function asciiText(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}
