/**
 * Integers as text: zigzag, then seven bits a byte, then base64. Small numbers cost one byte, so columns are
 * turned into small differences first. Written in Node, read in the browser; exact up to 2^52.
 */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Zigzagged values below this fit into 32 bits with their sign, where shifts are right. */
const SHIFTABLE = 2 ** 30;

/**
 * Encodes integers.
 * @param values integers, |value| < 2^52
 * @returns base64
 */
export function encodeIntegers(values: Float64Array): string {
  // Eight bytes hold 56 bits, more than any zigzagged value here.
  const bytes = new Uint8Array(values.length * 8);
  let size = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    let rest = value >= 0 ? value * 2 : value * -2 - 1;
    // Beyond 32 bits only division is right.
    while (rest >= SHIFTABLE) {
      bytes[size++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    let low = rest | 0;
    while (low >= 128) {
      bytes[size++] = (low & 127) | 128;
      low >>= 7;
    }
    bytes[size++] = low;
  }
  return Buffer.from(bytes.buffer, 0, size).toString('base64');
}

/**
 * Decodes what {@link encodeIntegers} made.
 * @param text base64
 * @param length number of integers
 * @returns integers, shape [length]
 */
export function decodeIntegers(text: string, length: number): Float64Array {
  const bytes = fromBase64(text);
  const values = new Float64Array(length);
  let at = 0;
  for (let i = 0; i < length; i++) {
    let unsigned = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[at++] ?? 0;
      unsigned += (byte % 128) * scale;
      if (byte < 128) break;
      scale *= 128;
    }
    values[i] = unsigned % 2 === 0 ? unsigned / 2 : -(unsigned + 1) / 2;
  }
  return values;
}

function fromBase64(text: string): Uint8Array {
  const codes = new Uint8Array(128);
  for (let i = 0; i < 64; i++) codes[ALPHABET.charCodeAt(i)] = i;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let i = 0, at = 0; i < text.length; i += 4) {
    const word =
      ((codes[text.charCodeAt(i)] ?? 0) << 18) |
      ((codes[text.charCodeAt(i + 1)] ?? 0) << 12) |
      ((codes[text.charCodeAt(i + 2)] ?? 0) << 6) |
      (codes[text.charCodeAt(i + 3)] ?? 0);
    bytes[at++] = word >> 16;
    if (at < bytes.length) bytes[at++] = (word >> 8) & 255;
    if (at < bytes.length) bytes[at++] = word & 255;
  }
  return bytes;
}
