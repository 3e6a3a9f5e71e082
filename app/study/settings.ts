/** Settings of a backtest by dot path: `decision.minConfidence`, `strategy.<id>.<param>`, `signal.<id>.weight`. */
import { ConfigError } from '#engine';
import type { ParamValue, ParamValues } from '#optimizers/model';
import { type DecodedBacktest, pipelineOf } from '../config/backtest-schema.ts';
import { strategyId } from '../config/decode-backtest.ts';
import { RECORDED_SETTINGS, recordedId } from '../config/recorded-schema.ts';
import { isRecord } from '../config/schema-map.ts';
import { nearestName } from '../config/suggestion.ts';

/** Keys from the root of a config to one value. */
export type Place = readonly (string | number)[];

/** A setting that a study can change. */
export interface Setting {
  readonly path: string;
  readonly place: Place;
  /** Null where a limit is switched off. */
  readonly present: ParamValue | null;
}

/** Properties of a strategy in a config that can be swept like its parameters. */
const STRATEGY_SETTINGS = ['weight', 'active', 'validity'] as const;

/**
 * Lists every number, switch and choice of a config.
 * @param config decoded
 * @param defaults parameter defaults of each strategy, in the order of the config
 */
export function listSettings(config: DecodedBacktest, defaults: readonly ParamValues[]): Map<string, Setting> {
  const settings = new Map<string, Setting>();
  const add = (path: string, place: Place, present: ParamValue | null): void => {
    settings.set(path, { path, place, present });
  };
  const walk = (node: Readonly<Record<string, unknown>>, place: readonly string[]): void => {
    for (const [key, value] of Object.entries(node)) {
      const at = [...place, key];
      if (isRecord(value)) walk(value, at);
      else if (value === null || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string')
        add(at.join('.'), at, value);
    }
  };
  walk({ ...pipelineOf(config) }, []);
  config.strategies.forEach((strategy, i) => {
    const prefix = `strategy.${strategyId(strategy)}.`;
    for (const name of STRATEGY_SETTINGS) add(prefix + name, ['strategies', i, name], strategy[name]);
    for (const [name, value] of Object.entries({ ...defaults[i], ...strategy.params })) {
      add(prefix + name, ['strategies', i, 'params', name], value);
    }
  });
  config.signals.forEach((recorded, i) => {
    for (const name of RECORDED_SETTINGS)
      add(`signal.${recordedId(recorded)}.${name}`, ['signals', i, name], recorded[name]);
  });
  return settings;
}

/**
 * Finds one setting.
 * @throws ConfigError unknown-setting with a suggestion
 */
export function findSetting(settings: ReadonlyMap<string, Setting>, path: string): Setting {
  const setting = settings.get(path);
  if (setting !== undefined) return setting;
  const parent = path.split('.').slice(0, -1).join('.');
  if (settings.get(parent)?.present === null) {
    throw new ConfigError(
      'unknown-setting',
      `Expected ${parent} to be set in the base config before ${path} can be swept, was null.`,
      { path },
    );
  }
  const near = nearestName(path, [...settings.keys()]);
  throw new ConfigError(
    'unknown-setting',
    `Unknown setting ${path}${near === null ? '.' : `, did you mean ${near}?`}`,
    { path },
  );
}

/** A copy of plain data with one value replaced; what is not on the way is shared. */
export function replaceAt<T>(root: T, place: Place, value: unknown): T {
  const [key, ...rest] = place;
  if (key === undefined) return value as T;
  if (Array.isArray(root)) {
    const copy = [...root];
    copy[Number(key)] = replaceAt(copy[Number(key)], rest, value);
    // A copy of an array is an array of the same elements.
    return copy as T;
  }
  const record: Record<string | number, unknown> = isRecord(root) ? root : {};
  return { ...record, [key]: replaceAt(record[key], rest, value) } as T;
}

/** A config with the values of one trial in place. */
export function applyValues(
  config: DecodedBacktest,
  places: ReadonlyMap<string, Place>,
  values: ParamValues,
): DecodedBacktest {
  let result = config;
  for (const [path, value] of Object.entries(values)) {
    const place = places.get(path);
    if (place !== undefined) result = replaceAt(result, place, value);
  }
  return result;
}

/**
 * A config as the user wrote it, with the values of one trial in place: what best.json holds.
 * @param given as written
 * @param decoded the same config decoded; lends the `kind` of choices that were not written
 */
export function writeValues(
  given: unknown,
  decoded: DecodedBacktest,
  places: ReadonlyMap<string, Place>,
  values: ParamValues,
): unknown {
  let result = given;
  for (const [path, value] of Object.entries(values)) {
    const place = places.get(path);
    if (place === undefined) continue;
    for (let depth = 1; depth < place.length; depth += 1) {
      const above = place.slice(0, depth);
      const full = valueAt(decoded, above);
      if (valueAt(result, above) === undefined && isRecord(full) && 'kind' in full)
        result = replaceAt(result, above, full);
    }
    result = replaceAt(result, place, value);
  }
  return result;
}

function valueAt(root: unknown, place: Place): unknown {
  let value = root;
  for (const key of place) value = isRecord(value) || Array.isArray(value) ? Reflect.get(value, key) : undefined;
  return value;
}
