import { ConfigError } from '../../engine/model/index.ts';
import {
  fromUnit,
  levelCount,
  type ParamSpec,
  type ParamValue,
  type ParamValues,
  type SearchSpace,
  valueOfLevel,
} from '../model/index.ts';
import { createLaggedSampler } from './lagged-sampler.ts';
import type { Sampler, SamplerOptions } from './sampler.ts';

/** Points of the largest grid; more could neither be run nor listed. */
const MAX_POINTS = 4_194_304;

export interface GridOptions extends SamplerOptions {
  readonly window: number;
  /** Points on a continuous dimension, both ends included; null where there is none to be gridded. */
  readonly points: number | null;
}

/**
 * Runs through every feasible combination, the last parameter fastest, after the present settings.
 * @throws ConfigError `grid-infinite` where a continuous dimension has neither a step nor `points`, `grid-too-large`
 */
export function createGridSampler(space: SearchSpace, options: GridOptions): Sampler {
  const axes = space.params.map((spec) => axisOf(spec, options.points));
  const total = axes.reduce((product, axis) => product * axis.length, 1);
  if (total > MAX_POINTS) {
    throw new ConfigError('grid-too-large', `Expected the grid to have at most ${MAX_POINTS} points, was ${total}.`, {
      total,
    });
  }
  const present = axes.map((axis, d) => axis.indexOf(space.present[space.params[d].name]));
  const order = new Uint32Array(total);
  // One object and one list of levels for all points: a grid may have millions.
  const levels = new Uint32Array(axes.length);
  const values: Record<string, ParamValue> = {};
  let count = 0;
  for (let n = 0; n < total; n++) {
    levelsInto(levels, axes, n);
    space.params.forEach(({ name }, d) => {
      values[name] = axes[d][levels[d]];
    });
    if (space.feasible(values) && !present.every((level, d) => level === levels[d])) order[count++] = n;
  }
  const pointAt = (n: number): ParamValues => {
    levelsInto(levels, axes, n);
    return Object.fromEntries(space.params.map(({ name }, d) => [name, axes[d][levels[d]]]));
  };
  return createLaggedSampler({
    kind: 'grid',
    space,
    window: options.window,
    size: count + 1,
    // Past the end it starts over; whoever asks knows the size.
    propose: (index) => (count === 0 ? space.present : pointAt(order[(index - 1) % count])),
  });
}

function axisOf(spec: ParamSpec, points: number | null): readonly ParamValue[] {
  const count = levelCount(spec);
  if (count !== null) return Array.from({ length: count }, (_, level) => valueOfLevel(spec, level));
  if (points === null) {
    throw new ConfigError(
      'grid-infinite',
      `Expected space.${spec.name} to have a step for the grid sampler (or sampler.points to be given), was continuous.`,
      { path: `space.${spec.name}` },
    );
  }
  return Array.from({ length: points }, (_, k) => fromUnit(spec, k / (points - 1)));
}

/** Level per axis of point `n`, the last axis turning fastest. */
function levelsInto(out: Uint32Array, axes: readonly (readonly ParamValue[])[], n: number): void {
  let rest = n;
  for (let d = axes.length - 1; d >= 0; d--) {
    const { length } = axes[d];
    out[d] = rest % length;
    rest = Math.floor(rest / length);
  }
}
