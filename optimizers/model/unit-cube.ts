/**
 * The unit cube in which samplers work. A continuous dimension maps its range onto [0, 1]. A dimension with L levels
 * cuts [0, 1] into cells, level k being the centre of its cell: a uniform draw is then uniform over the levels.
 * With `log`, ranges and cells are equal in the logarithm of the value.
 */
import { exp, log } from '../../engine/math/index.ts';
import { levelCount, levelOfValue, valueOfLevel } from './param-levels.ts';
import type { ParamSpec, SearchSpace } from './search-space.ts';
import type { ParamValue, ParamValues } from './trial.ts';

type NumericSpec = Exclude<ParamSpec, { kind: 'choice' }>;

/** Ends of the range that [0, 1] covers: half a step beyond the outer levels of a stepped dimension. */
function edgesOf(spec: NumericSpec): readonly [number, number] {
  if (spec.step === null) return [spec.min, spec.max];
  const count = levelCount(spec) ?? 1;
  return [spec.min - spec.step / 2, spec.min + (count - 0.5) * spec.step];
}

/**
 * Maps a value to its coordinate.
 * @returns 0 to 1; a value outside the range is clamped, an unknown choice is NaN
 */
export function toUnit(spec: ParamSpec, value: ParamValue): number {
  const count = levelCount(spec);
  if (spec.kind === 'choice') {
    const level = levelOfValue(spec, value);
    return level < 0 ? Number.NaN : (level + 0.5) / spec.values.length;
  }
  if (count === 1) return 0.5;
  const number = count === null ? Math.min(spec.max, Math.max(spec.min, Number(value))) : levelNumber(spec, value);
  const [low, high] = edgesOf(spec);
  return spec.log ? (log(number) - log(low)) / (log(high) - log(low)) : (number - low) / (high - low);
}

function levelNumber(spec: NumericSpec, value: ParamValue): number {
  return spec.min + levelOfValue(spec, value) * (spec.step ?? 0);
}

/**
 * Maps a coordinate to a value of the dimension.
 * @param unit 0 to 1; values outside are clamped
 */
export function fromUnit(spec: ParamSpec, unit: number): ParamValue {
  const count = levelCount(spec);
  if (count !== null) {
    const level = Math.floor(levelPosition(spec, unit) + 0.5);
    return valueOfLevel(spec, Math.min(count - 1, Math.max(0, level)));
  }
  // levelCount is null for continuous floats only.
  const { min, max, log: scaled } = spec as NumericSpec;
  const u = Math.min(1, Math.max(0, unit));
  const value = scaled ? exp(log(min) + u * (log(max) - log(min))) : min + u * (max - min);
  return Math.min(max, Math.max(min, value));
}

/**
 * Maps a coordinate to a real-valued level: k - 0.5 to k + 0.5 lie in the cell of level k.
 * @param spec a dimension with levels
 */
export function levelPosition(spec: ParamSpec, unit: number): number {
  const u = Math.min(1, Math.max(0, unit));
  if (spec.kind === 'choice') return Math.min(u * spec.values.length, spec.values.length - 1e-9) - 0.5;
  const count = levelCount(spec) ?? 1;
  if (count === 1 || spec.step === null) return 0;
  if (!spec.log) return u * count - 0.5;
  const [low, high] = edgesOf(spec);
  return (exp(log(low) + u * (log(high) - log(low))) - spec.min) / spec.step;
}

/** Gives the coordinate of a level: the centre of its cell. */
export function unitOfLevel(spec: ParamSpec, level: number): number {
  return toUnit(spec, valueOfLevel(spec, level));
}

/**
 * Maps whole settings into the cube.
 * @param out one coordinate per dimension, in the order of `space.params`
 */
export function encodeInto(out: Float64Array, space: SearchSpace, values: ParamValues): void {
  for (let d = 0; d < space.params.length; d++) {
    const spec = space.params[d];
    out[d] = toUnit(spec, values[spec.name] ?? Number.NaN);
  }
}

/** Maps a point of the cube to settings on the steps of the space. */
export function decodePoint(space: SearchSpace, point: ArrayLike<number>): ParamValues {
  const values: Record<string, ParamValue> = {};
  for (let d = 0; d < space.params.length; d++) {
    const spec = space.params[d];
    values[spec.name] = fromUnit(spec, point[d]);
  }
  return values;
}
