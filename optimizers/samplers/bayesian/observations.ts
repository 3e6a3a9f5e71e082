import { encodeInto, type SearchSpace, type TrialResult } from '../../model/index.ts';
import type { KernelShape } from './kernel-shape.ts';
import { transformOutputs } from './output-transform.ts';

/** The told trials as the Gaussian processes see them. */
export interface Observations {
  readonly shape: KernelShape;
  /** Points of trials that gave a value, in index order. */
  readonly worked: readonly Float64Array[];
  /** Points of all trials, in index order. */
  readonly all: readonly Float64Array[];
  /** Takes the results that were told since the last call. */
  follow(results: readonly TrialResult[]): void;
  allWorked(): boolean;
  /** Standardised values of the first `count` trials that worked, larger being better. */
  targets(count: number): Float64Array;
  /** +1 for a trial that worked, -1 for one that did not. */
  labels(count: number): Float64Array;
}

/** @param sign 1 where larger values are better, -1 where smaller are */
export function createObservations(space: SearchSpace, sign: 1 | -1): Observations {
  const shape: KernelShape = {
    dimensions: space.params.length,
    isChoice: Uint8Array.from(space.params, (spec) => (spec.kind === 'choice' ? 1 : 0)),
  };
  const worked: Float64Array[] = [];
  const all: Float64Array[] = [];
  const values: number[] = [];
  const labels: number[] = [];
  let followed = 0;
  return {
    shape,
    worked,
    all,
    follow(results) {
      for (; followed < results.length; followed++) {
        const { params, value } = results[followed];
        const point = new Float64Array(space.params.length);
        encodeInto(point, space, params);
        // The present settings may lie outside the choices: no point of this space.
        if (point.some(Number.isNaN)) continue;
        all.push(point);
        labels.push(value === null ? -1 : 1);
        if (value === null) continue;
        worked.push(point);
        values.push(value);
      }
    },
    allWorked: () => worked.length === all.length,
    targets: (count) => transformOutputs(Float64Array.from(values.slice(0, count)), sign),
    labels: (count) => Float64Array.from(labels.slice(0, count)),
  };
}
