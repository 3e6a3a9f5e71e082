import { packSignal } from '../model/index.ts';
import type { ZeroMeans } from './signal-column.ts';

const maskOf = (x: Float64Array): number => (x.length === 1 ? 0 : -1);

/** Slack of the bounds of a confidence: less than rounding to thousandths takes away. */
const SLACK = 1e-9;

const zeroPacked = (zero: ZeroMeans, strength: number, thousandths: number): number =>
  zero === 'none' ? 0 : packSignal(zero, strength, thousandths);

/** One strength and one confidence for all rows. */
function packConstantInto(
  out: Int32Array,
  direction: Float64Array,
  strength: number,
  thousandths: number,
  zero: ZeroMeans,
): void {
  const buy = packSignal('BUY', strength, thousandths);
  const sell = packSignal('SELL', strength, thousandths);
  const none = zeroPacked(zero, strength, thousandths);
  const step = maskOf(direction);
  for (let i = 0; i < out.length; i += 1) {
    const d = direction[i & step];
    // -1 masks a value in, 0 masks it out; a missing direction is none of the three.
    out[i] = (-Number(d > 0) & buy) | (-Number(d < 0) & sell) | (-Number(d === 0) & none);
  }
}

const inRange = (strength: number, confidence: number): boolean =>
  (strength === 1 || strength === 2 || strength === 3 || strength === 4) &&
  confidence >= -SLACK &&
  confidence <= 1 + SLACK;

/**
 * Packs directions, strengths and confidences, one signal per row; where any of the three is missing, no opinion.
 * Inputs of one element are constants.
 * @param confidence 0 to 1, rounded to thousandths
 * @returns the first row whose strength or confidence is out of range, -1 where all are fine
 */
export function packInto(
  out: Int32Array,
  direction: Float64Array,
  strength: Float64Array,
  confidence: Float64Array,
  zero: ZeroMeans,
): number {
  if (strength.length === 1 && confidence.length === 1 && inRange(strength[0], confidence[0])) {
    packConstantInto(out, direction, strength[0], Math.round(confidence[0] * 1000), zero);
    return -1;
  }
  const stepD = maskOf(direction);
  const stepS = maskOf(strength);
  const stepC = maskOf(confidence);
  for (let i = 0; i < out.length; i += 1) {
    const d = direction[i & stepD];
    const s = strength[i & stepS];
    const c = confidence[i & stepC];
    out[i] = 0;
    if (Number.isNaN(d) || Number.isNaN(s) || Number.isNaN(c)) continue;
    if (!inRange(s, c)) return i;
    const thousandths = Math.round(c * 1000);
    out[i] = d === 0 ? zeroPacked(zero, s, thousandths) : packSignal(d > 0 ? 'BUY' : 'SELL', s, thousandths);
  }
  return -1;
}

/** Keeps every opinion alive for `validity` rows, its own included, unless a newer one replaces it. */
export function extendInto(packed: Int32Array, validity: number): void {
  let last = 0;
  let left = 0;
  for (let i = 0; i < packed.length; i += 1) {
    if (packed[i] !== 0) {
      last = packed[i];
      left = validity;
    } else if (left > 0) packed[i] = last;
    left -= 1;
  }
}
