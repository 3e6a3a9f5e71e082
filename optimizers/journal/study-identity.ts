import { ConfigError } from '../../engine/model/index.ts';
import type { Objective, ParamSpec, ParamValues, SamplerSpec } from '../model/index.ts';

/**
 * What a study is a study of: everything its trials are a function of, and nothing else (no budget of trials, so that
 * a study can be continued with a larger one; no workers, no paths, no times).
 */
export interface StudyIdentity {
  readonly name: string;
  readonly seed: number;
  readonly sampler: SamplerSpec;
  /** Width of the lagged window that the sampler uses. */
  readonly window: number;
  readonly objective: Objective;
  readonly space: readonly ParamSpec[];
  readonly present: ParamValues;
  /** Predicates of the space, as text. */
  readonly constraints: readonly string[];
  /** Hash of base config, data, split, strategies and engine. */
  readonly fingerprint: string;
}

/**
 * Refuses to continue a journal with another study.
 * @param before identity in the journal, as JSON read it
 * @throws ConfigError `study-changed`, naming each difference
 */
export function checkSameStudy(before: unknown, now: StudyIdentity, file: string): void {
  const differences: string[] = [];
  // By way of JSON: an absent optional member equals an undefined one.
  compare('', before, JSON.parse(JSON.stringify(now)), differences);
  if (differences.length === 0) return;
  const shown = differences.slice(0, 5).join('; ');
  const more = differences.length > 5 ? ` (and ${differences.length - 5} more)` : '';
  throw new ConfigError('study-changed', `Expected the study to be the one in ${file}, but ${shown}${more}.`, {
    differences,
  });
}

function compare(path: string, before: unknown, now: unknown, differences: string[]): void {
  if (isContainer(before) && isContainer(now) && Array.isArray(before) === Array.isArray(now)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
    for (const key of keys) compare(path === '' ? key : `${path}.${key}`, before[key], now[key], differences);
    return;
  }
  if (Object.is(before, now)) return;
  differences.push(`${path} was ${show(before)} there and is ${show(now)} now`);
}

/** Arrays count as records of their positions. */
const isContainer = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const show = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value));
