/**
 * A signal, or the sum of up to 15 signals, in one Int32:
 * bits 0-5 strength, 6-9 count, 10-13 buys, 14-17 sells, 18-31 confidence in thousandths.
 * Every field adds up without carrying into the next, so combining sources is integer addition.
 * 0 is "no opinion"; a HOLD has a count and neither buys nor sells.
 */
import type { SignalDirection } from './signal.ts';

/** More sources than this would overflow the count. */
export const MAX_SOURCES = 15;

/**
 * Packs one signal.
 * @param direction BUY, SELL or HOLD
 * @param strength 1 to 4
 * @param thousandths confidence in thousandths, 0 to 1000
 */
export function packSignal(direction: SignalDirection, strength: number, thousandths: number): number {
  const side = direction === 'BUY' ? 1 << 10 : direction === 'SELL' ? 1 << 14 : 0;
  return strength | (1 << 6) | side | (thousandths << 18);
}

export const strengthOf = (packed: number): number => packed & 0x3f;
export const countOf = (packed: number): number => (packed >>> 6) & 0xf;
export const buysOf = (packed: number): number => (packed >>> 10) & 0xf;
export const sellsOf = (packed: number): number => (packed >>> 14) & 0xf;
/** Sum of confidences in thousandths. */
export const thousandthsOf = (packed: number): number => packed >>> 18;

/** +1 where BUY has the majority, -1 where SELL has it, 0 on a tie or without opinion. */
export function majorityOf(packed: number): -1 | 0 | 1 {
  const buys = (packed >>> 10) & 0xf;
  const sells = (packed >>> 14) & 0xf;
  return buys > sells ? 1 : sells > buys ? -1 : 0;
}
