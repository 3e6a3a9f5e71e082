import {
  createSearchSpace,
  type ParamSpec,
  type ParamValues,
  type SearchSpace,
} from '../../../optimizers/model/index.ts';

export const float = (
  name: string,
  min: number,
  max: number,
  rest: { log?: boolean; step?: number } = {},
): ParamSpec => ({
  name,
  kind: 'float',
  min,
  max,
  log: rest.log ?? false,
  step: rest.step ?? null,
});

export const int = (
  name: string,
  min: number,
  max: number,
  rest: { log?: boolean; step?: number } = {},
): ParamSpec => ({
  name,
  kind: 'int',
  min,
  max,
  log: rest.log ?? false,
  step: rest.step ?? 1,
});

export const choice = (name: string, ...values: (string | number | boolean)[]): ParamSpec => ({
  name,
  kind: 'choice',
  values,
});

/** Every kind of dimension, with a predicate that forbids a third of the space. */
export function mixedSpace(): SearchSpace {
  return createSearchSpace(
    [
      int('fast', 3, 59, { step: 2 }),
      int('slow', 20, 300, { step: 20 }),
      float('floor', 0.5, 0.9, { step: 0.05 }),
      float('cost', 1e-4, 1e-1, { log: true }),
      choice('entry', 'once', 'target', 'add'),
      choice('short', false, true),
    ],
    { fast: 13, slow: 60, floor: 0.7, cost: 1e-3, entry: 'once', short: false },
    (p) => Number(p.fast) < Number(p.slow),
  );
}

/** A continuous box, the present settings off its centre. */
export function boxSpace(dimensions: number, min: number, max: number): SearchSpace {
  const params = Array.from({ length: dimensions }, (_, i) => float(`x${i}`, min, max));
  const present = Object.fromEntries(params.map(({ name }) => [name, min + 0.2 * (max - min)]));
  return createSearchSpace(params, present);
}

/** Values of a box as a vector. */
export const vector = (values: ParamValues): number[] => Object.values(values).map(Number);
