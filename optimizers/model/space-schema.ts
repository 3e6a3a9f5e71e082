import { z } from 'zod';
import { ConfigError } from '../../engine/model/index.ts';
import { checkSpec } from './create-search-space.ts';
import type { ParamSpec } from './search-space.ts';

const floatEntry = z.strictObject({
  float: z.tuple([z.number(), z.number()]),
  log: z.boolean().default(false),
  step: z.number().positive().optional(),
});
const intEntry = z.strictObject({
  int: z.tuple([z.int(), z.int()]),
  log: z.boolean().default(false),
  step: z.int().positive().default(1),
});
const choiceEntry = z.strictObject({
  choice: z.array(z.union([z.number(), z.boolean(), z.string()])).min(1),
});
const boolEntry = z.strictObject({ bool: z.literal(true) });

/**
 * One entry of `space` as a user writes it: `{ int: [3, 60] }`, `{ float: [0.5, 0.9], step: 0.05 }`,
 * `{ float: [1e-4, 1e-1], log: true }`, `{ choice: ['once', 'add'] }` or `{ bool: true }`.
 */
export const paramEntrySchema = z.union([intEntry, floatEntry, choiceEntry, boolEntry]);

/** An entry of `space` before its defaults are filled in. */
export type ParamEntry = z.input<typeof paramEntrySchema>;

/**
 * Decodes one entry of `space`.
 * @param name the parameter's dot path, named by every complaint
 * @throws ConfigError `bad-space` where the entry is of no known shape, or min > max, or log reaches 0
 * @example
 * decodeParamEntry('strategy.trend.fast', { int: [3, 60] });
 * // { name: 'strategy.trend.fast', kind: 'int', min: 3, max: 60, log: false, step: 1 }
 */
export function decodeParamEntry(name: string, entry: unknown): ParamSpec {
  const schema = schemaFor(entry);
  if (schema === null) {
    const was = JSON.stringify(entry) ?? String(entry);
    throw new ConfigError(
      'bad-space',
      `Expected space.${name} to be {"int":[a,b]}, {"float":[a,b]}, {"choice":[...]} or {"bool":true}, was ${was}.`,
      { path: `space.${name}` },
    );
  }
  const decoded = schema.safeParse(entry);
  if (!decoded.success) {
    const issues = decoded.error.issues.map((issue) => `${[name, ...issue.path].join('.')}: ${issue.message}`);
    throw new ConfigError('bad-space', `Expected space.${name} to be well formed, was not (${issues.join('; ')}).`, {
      path: `space.${name}`,
      issues,
    });
  }
  const spec = specOf(name, decoded.data);
  checkSpec(spec);
  return spec;
}

/** The schema by the one key that tells the kinds apart, so that complaints are about the kind that was meant. */
function schemaFor(entry: unknown): typeof intEntry | typeof floatEntry | typeof choiceEntry | typeof boolEntry | null {
  if (typeof entry !== 'object' || entry === null) return null;
  if ('int' in entry) return intEntry;
  if ('float' in entry) return floatEntry;
  if ('choice' in entry) return choiceEntry;
  return 'bool' in entry ? boolEntry : null;
}

function specOf(name: string, entry: z.output<typeof paramEntrySchema>): ParamSpec {
  if ('int' in entry)
    return { name, kind: 'int', min: entry.int[0], max: entry.int[1], log: entry.log, step: entry.step };
  if ('float' in entry) {
    const [min, max] = entry.float;
    return { name, kind: 'float', min, max, log: entry.log, step: entry.step ?? null };
  }
  return { name, kind: 'choice', values: 'choice' in entry ? entry.choice : [false, true] };
}

/**
 * Decodes a whole `space`; every wrong entry is reported at once.
 * @param entries entry by dot path
 * @throws ConfigError `bad-space`
 */
export function decodeSpace(entries: Readonly<Record<string, unknown>>): readonly ParamSpec[] {
  const params: ParamSpec[] = [];
  const complaints: string[] = [];
  for (const [name, entry] of Object.entries(entries)) {
    try {
      params.push(decodeParamEntry(name, entry));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      complaints.push(error.message);
    }
  }
  if (complaints.length > 0) throw new ConfigError('bad-space', complaints.join('\n'), { issues: complaints });
  return params;
}
