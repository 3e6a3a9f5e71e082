import { decimalsFor } from '../format/number.ts';
import { decodeIntegers, encodeIntegers } from './integer-codec.ts';

/** Ascending times: the first, the usual step, and where a step differs. */
export interface PackedTimes {
  readonly length: number;
  readonly start: number;
  readonly step: number;
  /** Index and size in ms of every step that is not the usual one, flat: [i0, ms0, i1, ms1, ...]. */
  readonly breaks: readonly number[];
}

/** Numbers on a grid of 10^-decimals, stored as differences. */
export interface PackedColumn {
  readonly length: number;
  readonly decimals: number;
  readonly data: string;
}

/** Packs ascending times. @param times epoch ms @param step usual step in ms */
export function packTimes(times: Float64Array, step: number): PackedTimes {
  const breaks: number[] = [];
  for (let i = 1; i < times.length; i++) {
    const gap = (times[i] ?? 0) - (times[i - 1] ?? 0);
    if (gap !== step) breaks.push(i, gap);
  }
  return { length: times.length, start: times[0] ?? 0, step, breaks };
}

/** Unpacks {@link packTimes}. */
export function unpackTimes(packed: PackedTimes): Float64Array {
  const times = new Float64Array(packed.length);
  let next = 0;
  let now = packed.start;
  for (let i = 0; i < packed.length; i++) {
    if (i > 0) {
      const isBreak = packed.breaks[next] === i;
      now += isBreak ? (packed.breaks[next + 1] ?? 0) : packed.step;
      if (isBreak) next += 2;
    }
    times[i] = now;
  }
  return times;
}

/**
 * Packs a column to a grid fine enough for a chart and a readout.
 * @param values finite numbers
 * @param significant digits kept of the largest value
 */
export function packColumn(values: Float64Array, significant = 7): PackedColumn {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  const decimals = largest > 0 ? decimalsFor(largest, significant) : 0;
  const scale = 10 ** decimals;
  const steps = new Float64Array(values.length);
  let before = 0;
  for (let i = 0; i < values.length; i++) {
    const now = Math.round((values[i] ?? 0) * scale);
    steps[i] = now - before;
    before = now;
  }
  return { length: values.length, decimals, data: encodeIntegers(steps) };
}

/** Unpacks {@link packColumn}. */
export function unpackColumn(packed: PackedColumn): Float64Array {
  const values = decodeIntegers(packed.data, packed.length);
  const scale = 10 ** packed.decimals;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i] ?? 0;
    values[i] = sum / scale;
  }
  return values;
}
