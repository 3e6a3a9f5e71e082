import { ConfigError } from '../../engine/model/index.ts';
import type { ParamSpec, SearchSpace } from './search-space.ts';
import type { ParamValue, ParamValues } from './trial.ts';

/**
 * Puts a search space together and checks it.
 * @param params the dimensions
 * @param present the settings as they are; they may lie between steps and outside the bounds
 * @param feasible a pure predicate over whole settings, true everywhere when absent
 * @throws ConfigError `bad-space` where a dimension is empty or named twice, or a present value is missing
 */
export function createSearchSpace(
  params: readonly ParamSpec[],
  present: ParamValues,
  feasible: (values: ParamValues) => boolean = () => true,
): SearchSpace {
  if (params.length === 0)
    throw new ConfigError('bad-space', 'Expected space to name at least one parameter, was empty.');
  const names = new Set<string>();
  for (const spec of params) {
    if (names.has(spec.name))
      throw new ConfigError('bad-space', `Expected space to name "${spec.name}" once, was twice.`);
    names.add(spec.name);
    checkSpec(spec);
    checkPresent(spec, present[spec.name]);
  }
  return Object.freeze({ params: Object.freeze([...params]), present: Object.freeze({ ...present }), feasible });
}

/**
 * Checks the bounds, the step and the scale of one dimension.
 * @throws ConfigError `bad-space`
 */
export function checkSpec(spec: ParamSpec): void {
  const path = `space.${spec.name}`;
  if (spec.kind === 'choice') {
    if (spec.values.length === 0) fail(path, 'to have at least one choice', 'none');
    if (new Set(spec.values).size < spec.values.length)
      fail(path, 'to have distinct choices', JSON.stringify(spec.values));
    return;
  }
  const { min, max, step } = spec;
  if (!Number.isFinite(min) || !Number.isFinite(max)) fail(path, 'to have finite bounds', `[${min}, ${max}]`);
  if (min > max) fail(path, 'to have min <= max', `[${min}, ${max}]`);
  if (spec.kind === 'int' && !(Number.isInteger(min) && Number.isInteger(max) && Number.isInteger(step))) {
    fail(path, 'to have integer bounds and step', `[${min}, ${max}], step ${step}`);
  }
  if (step !== null && !(step > 0)) fail(path, 'to have a step > 0', String(step));
  // Cells of a logarithmic scale reach half a step below the smallest value.
  if (spec.log && !(min - (step ?? 0) / 2 > 0)) fail(path, 'with log to have min > step / 2 and > 0', String(min));
}

function checkPresent(spec: ParamSpec, value: ParamValue | undefined): void {
  const path = `the present value of ${spec.name}`;
  if (value === undefined) fail(path, 'to be given', 'missing');
  if (spec.kind !== 'choice' && (typeof value !== 'number' || !Number.isFinite(value))) {
    fail(path, 'to be a number', JSON.stringify(value));
  }
}

function fail(path: string, expected: string, was: string): never {
  throw new ConfigError('bad-space', `Expected ${path} ${expected}, was ${was}.`, { path });
}
