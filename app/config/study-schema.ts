/** What a study file may say: a base config, what may change in it, what is looked for, and how. */

import { z } from 'zod';
import { METRIC_NAMES } from '#engine';
import { objectiveSchema, type ParamEntry, samplerSchema, splitSchema } from '#optimizers/model';
import type { BacktestConfig } from './backtest-schema.ts';
import { configError, decode } from './decode.ts';
import { isRecord } from './schema-map.ts';
import { nearestName } from './suggestion.ts';

/** Decoded one by one, beside the setting it belongs to: it knows best what fits. */
const entrySchema = z.custom<true | ParamEntry>();

export const studySchema = z.strictObject({
  name: z.string().min(1).optional(),
  /** Path of a backtest config, or the config itself. */
  base: z.union([z.string().min(1), z.custom<BacktestConfig>(isRecord)]).describe('a file or a backtest config'),
  /** Settings that may change, by dot path; `true` takes a strategy parameter's declared range. */
  space: z.record(z.string(), entrySchema),
  constraints: z.array(z.string()).default([]),
  objective: objectiveSchema,
  sampler: samplerSchema,
  trials: z.int().min(1).max(10_000_000).default(200),
  seed: z.int().min(0).max(4_294_967_295).default(1),
  split: splitSchema,
  /** Width of the lagged window: trial i sees the results up to i - window. `null` takes the sampler's own. */
  window: z.int().min(1).max(4096).nullable().default(null),
});

/** A study as a user may write it. */
export type StudyConfig = z.input<typeof studySchema>;
/** A study with every default filled in. */
export type DecodedStudy = z.output<typeof studySchema>;

/**
 * Decodes a study.
 * @param input what the user wrote
 * @param where file or object it came from
 * @throws ConfigError invalid-config with every issue
 */
export function decodeStudy(input: unknown, where: string): DecodedStudy {
  const study = decode(studySchema, input, where);
  const issues = [];
  if (Object.keys(study.space).length === 0)
    issues.push({ path: 'space', text: 'Expected space to have at least one setting, was empty.' });
  const { metric, constraints } = study.objective;
  const named = [
    { path: 'objective.metric', metric },
    ...constraints.map((c, i) => ({ path: `objective.constraints.${i}.metric`, metric: c.metric })),
  ];
  for (const { path, metric: name } of named) {
    if (METRIC_NAMES.some((known) => known === name)) continue;
    const near = nearestName(name, METRIC_NAMES);
    issues.push({
      path,
      text: `Unknown metric ${name} in ${path}${near === null ? `; known are ${METRIC_NAMES.join(', ')}.` : `, did you mean ${near}?`}`,
    });
  }
  if (issues.length > 0) throw configError(where, issues);
  return study;
}

/** Gives a study its type in an editor; returns it as it is. */
export function defineStudy(study: StudyConfig): StudyConfig {
  return study;
}
