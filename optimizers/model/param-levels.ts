import type { ParamSpec } from './search-space.ts';
import type { ParamValue } from './trial.ts';

/**
 * Counts the values of a dimension.
 * @returns the count, or null where the dimension is continuous
 */
export function levelCount(spec: ParamSpec): number | null {
  if (spec.kind === 'choice') return spec.values.length;
  if (spec.min === spec.max) return 1;
  if (spec.step === null) return null;
  // Half a millionth of a step forgives the rounding of (0.9 - 0.5) / 0.1.
  return Math.floor((spec.max - spec.min) / spec.step + 5e-7) + 1;
}

/**
 * Gives the value of one level of a stepped dimension or of a choice.
 * @param level 0 to levelCount - 1
 */
export function valueOfLevel(spec: ParamSpec, level: number): ParamValue {
  // The caller keeps level inside the list.
  if (spec.kind === 'choice') return spec.values[level];
  if (level === 0) return spec.min;
  if (spec.kind === 'int') return spec.min + level * spec.step;
  // 12 digits: 0.1 + 2 * 0.1 is written 0.3, and no step is that fine.
  return Number((spec.min + level * (spec.step ?? 0)).toPrecision(12));
}

/**
 * Finds the level of a value of a stepped dimension or of a choice; the nearest one for a number between two steps.
 * @returns the level, or -1 where a choice does not have the value
 */
export function levelOfValue(spec: ParamSpec, value: ParamValue): number {
  if (spec.kind === 'choice') return spec.values.indexOf(value);
  const count = levelCount(spec);
  if (typeof value !== 'number' || count === null) return -1;
  if (spec.step === null) return 0;
  return Math.min(count - 1, Math.max(0, Math.round((value - spec.min) / spec.step)));
}
