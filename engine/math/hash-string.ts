/** Two 32-bit lanes over UTF-16 code units; an identity for names, not a defence against an adversary. */
let laneA = 0;
let laneB = 0;

function digest(text: string): void {
  let a = 0x811c9dc5 | 0;
  let b = 0x2f0b4a27 ^ text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca6b);
    b ^= b >>> 15;
  }
  laneA = scramble(a ^ b);
  laneB = scramble(b + Math.imul(laneA, 0x9e3779b1));
}

/** A bijection of 32-bit integers in which every input bit reaches every output bit. */
export function scramble(x: number): number {
  let h = x ^ (x >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * Hash of a text.
 * @returns integer from 0 to 2^32 - 1, the same on every machine
 */
export function hashString(text: string): number {
  digest(text);
  return laneA >>> 0;
}

/**
 * Wider hash of a text, for keys of maps.
 * @returns integer from 0 to 2^53 - 1, the same on every machine
 */
export function hashString53(text: string): number {
  digest(text);
  return (laneB >>> 11) * 4294967296 + (laneA >>> 0);
}
