/** From the `space` of a study to dimensions, present values and a predicate. */
import { ConfigError, defaultsOf, type Param, pipelineSchema } from '#engine';
import {
  createSearchSpace,
  decodeParamEntry,
  type ParamSpec,
  type ParamValue,
  type ParamValues,
  type SearchSpace,
} from '#optimizers/model';
import { type DecodedBacktest, pipelineOf } from '../config/backtest-schema.ts';
import { holds, parseConstraint } from '../config/constraint.ts';
import { configError, type DecodeIssue } from '../config/decode.ts';
import { recordedSchema } from '../config/recorded-schema.ts';
import type { DecodedStudy } from '../config/study-schema.ts';
import type { PreparedRun } from '../prepare-run.ts';
import { applyValues, findSetting, listSettings, type Place, type Setting } from './settings.ts';

/** A search space, and where its values go in the config. */
export interface StudySpace {
  readonly space: SearchSpace;
  readonly places: ReadonlyMap<string, Place>;
}

/**
 * Makes the search space of a study.
 * @param study decoded
 * @param base the base config, prepared
 * @param where file of the study, for messages
 * @throws ConfigError for unknown settings (with a suggestion), bounds outside of what a setting allows, min > max
 */
export function createStudySpace(study: DecodedStudy, base: PreparedRun, where: string): StudySpace {
  const declared = base.strategies.map(({ entry }) => entry.definition.params);
  const settings = listSettings(base.config, declared.map(defaultsOf));
  const params: ParamSpec[] = [];
  const present: Record<string, ParamValue> = {};
  const places = new Map<string, Place>();
  const issues: DecodeIssue[] = [];
  for (const [path, entry] of Object.entries(study.space)) {
    try {
      const setting = findSetting(settings, path);
      const param = declaredParam(setting, declared);
      const spec = entry === true ? rangeOf(path, setting, param) : decodeParamEntry(path, entry);
      checkBounds(spec, setting, param, base);
      if (setting.present === null)
        throw new ConfigError('no-present', `Expected ${path} to have a value in the base config, was null.`);
      params.push(spec);
      present[path] = setting.present;
      places.set(path, setting.place);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      issues.push({ path: `space.${path}`, text: error.message });
    }
  }
  if (issues.length > 0) throw configError(where, issues);
  const fixed = Object.fromEntries(
    [...settings].flatMap(([path, { present: value }]) => (value === null ? [] : [[path, value]])),
  );
  const constraints = study.constraints.map((text) => parseConstraint(text, Object.keys(fixed)));
  const feasible = (values: ParamValues): boolean =>
    constraints.every((constraint) => holds(constraint, values, fixed)) && strategiesAccept(base, places, values);
  return { space: createSearchSpace(params, present, feasible), places };
}

/** A constraint that a strategy itself declares, such as fast < slow, is part of every study. */
function strategiesAccept(base: PreparedRun, places: ReadonlyMap<string, Place>, values: ParamValues): boolean {
  const config = applyValues(base.config, places, values);
  return config.strategies.every(({ params }, i) => {
    const { definition } = base.strategies[i].entry;
    return definition.feasible({ ...defaultsOf(definition.params), ...params });
  });
}

function declaredParam(setting: Setting, declared: readonly Readonly<Record<string, Param>>[]): Param | null {
  const [root, index, kind, name] = setting.place;
  return root === 'strategies' && kind === 'params' ? (declared[Number(index)]?.[String(name)] ?? null) : null;
}

/** What `true` means: the declared range of a parameter, or both values of a switch. */
function rangeOf(path: string, setting: Setting, param: Param | null): ParamSpec {
  if (param?.kind === 'int' || param?.kind === 'float') {
    const { min, max, step, scale } = param;
    return decodeParamEntry(path, {
      [param.kind]: [min, max],
      log: scale === 'log',
      ...(step === null ? {} : { step }),
    });
  }
  if (param?.kind === 'choice') return decodeParamEntry(path, { choice: param.values });
  if (typeof setting.present === 'boolean') return decodeParamEntry(path, { bool: true });
  throw new ConfigError(
    'no-range',
    `Expected space.${path} to have a range such as {"float":[a,b]}, as it declares none of its own.`,
  );
}

/** The ends of a dimension must be values that the setting allows; then what lies between is allowed as well. */
function checkBounds(spec: ParamSpec, setting: Setting, param: Param | null, base: PreparedRun): void {
  const ends: readonly ParamValue[] = spec.kind === 'choice' ? spec.values : [spec.min, spec.max];
  if (param !== null) {
    for (const end of ends) checkParamValue(spec, param, end);
    return;
  }
  if (setting.place[0] === 'strategies') return;
  for (const end of ends) {
    const config = applyValues(base.config, new Map([[spec.name, setting.place]]), { [spec.name]: end });
    const result = readBack(config, setting.place);
    if (result.success) continue;
    const reason = result.error.issues[0]?.message ?? 'not allowed';
    throw new ConfigError(
      'bad-bounds',
      `Expected space.${spec.name} to hold values that the setting allows, was ${JSON.stringify(end)} (${reason}).`,
    );
  }
  if (spec.kind === 'float' && !readBack(middle(spec, setting, base), setting.place).success) {
    throw new ConfigError(
      'bad-bounds',
      `Expected space.${spec.name} to be {"int":[a,b]}, as the setting takes integers.`,
    );
  }
}

/** Whether a config with a value at a place would decode: as settings of the pipeline, or of recorded signals. */
function readBack(config: DecodedBacktest, [root, index]: Place) {
  if (root !== 'signals') return pipelineSchema.safeParse(pipelineOf(config));
  const { weight, active, validity, minConfidence } = config.signals[Number(index)];
  const settings = { weight, active, validity, minConfidence };
  return recordedSchema.pick({ weight: true, active: true, validity: true, minConfidence: true }).safeParse(settings);
}

function middle(spec: Extract<ParamSpec, { kind: 'float' }>, setting: Setting, base: PreparedRun) {
  // An odd fraction of the range: no integer lies there unless the range is made of integers only.
  const value =
    spec.step === null ? spec.min + (spec.max - spec.min) * 0.38196601 : Math.min(spec.max, spec.min + spec.step);
  return applyValues(base.config, new Map([[spec.name, setting.place]]), { [spec.name]: value });
}

function checkParamValue(spec: ParamSpec, param: Param, value: ParamValue): void {
  const fail = (expected: string): never => {
    throw new ConfigError(
      'bad-bounds',
      `Expected space.${spec.name} to hold ${expected}, was ${JSON.stringify(value)}.`,
    );
  };
  if (param.kind === 'bool') {
    if (typeof value !== 'boolean') fail('true and false');
  } else if (param.kind === 'choice') {
    if (!param.values.includes(value)) fail(`values of ${param.values.join(', ')}`);
  } else {
    const noun = param.kind === 'int' ? 'integers' : 'numbers';
    if (typeof value !== 'number' || value < param.min || value > param.max)
      fail(`${noun} from ${param.min} to ${param.max}`);
    if (param.kind === 'int' && spec.kind === 'float') fail('integers ({"int":[a,b]})');
  }
}
