import type { z } from 'zod';
import { ConfigError } from '#engine';
import { describeNodes, isRecord, keysOf, nodesAt, pathsBelow, schemaMap } from './schema-map.ts';
import { nearestName } from './suggestion.ts';

/** One thing that is wrong with a configuration. */
export interface DecodeIssue {
  /** Dot path, empty for the whole. */
  readonly path: string;
  /** One sentence. */
  readonly text: string;
}

/**
 * Decodes what a user wrote, strictly: unknown keys are errors, and all errors are told at once.
 * @param schema what it should be
 * @param input what was written
 * @param where file or object it came from; begins the message
 * @returns the decoded value with every default filled in
 * @throws ConfigError invalid-config, with `details.issues` of path and sentence
 */
export function decode<S extends z.ZodType>(schema: S, input: unknown, where: string): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw configError(where, issuesOf(schema, input, result.error.issues));
}

/** One ConfigError for all issues: a sentence for one, a list for several. */
export function configError(where: string, issues: readonly DecodeIssue[]): ConfigError {
  const [first] = issues;
  const text =
    issues.length === 1 && first !== undefined
      ? `${where}: ${first.text}`
      : [`${where}: ${issues.length} settings are wrong.`, ...issues.map((issue) => `  ${issue.text}`)].join('\n');
  return new ConfigError('invalid-config', text, { where, issues });
}

function issuesOf(schema: z.ZodType, input: unknown, raw: readonly z.core.$ZodIssue[]): DecodeIssue[] {
  const map = schemaMap(schema);
  const issues = new Map<string, DecodeIssue>();
  const add = (path: readonly PropertyKey[], text: string): void => {
    const joined = path.map(String).join('.');
    if (!issues.has(joined)) issues.set(joined, { path: joined, text });
  };
  for (const issue of raw) {
    if (issue.code === 'unrecognized_keys') {
      const known = keysOf(nodesAt(map, issue.path, input));
      for (const key of issue.keys)
        add([...issue.path, key], unknownKey([...issue.path, key], key, known, pathsBelow(map)));
    } else if (issue.code === 'custom') {
      add(issue.path, issue.message);
    } else {
      const path = deepestPath(issue);
      const nodes = nodesAt(map, path, input);
      add(
        path,
        `Expected ${path.length === 0 ? 'it' : path.map(String).join('.')} to be ${describeNodes(nodes)}, was ${show(valueAt(input, path))}.`,
      );
    }
  }
  return [...issues.values()];
}

/** In a union, the alternative that fits furthest says best what is wrong. */
function deepestPath(issue: z.core.$ZodIssue): readonly PropertyKey[] {
  if (issue.code !== 'invalid_union') return issue.path;
  let deepest: readonly PropertyKey[] = [];
  for (const alternative of issue.errors) {
    for (const inner of alternative) {
      const path = deepestPath(inner);
      if (path.length > deepest.length) deepest = path;
    }
  }
  return [...issue.path, ...deepest];
}

function unknownKey(
  path: readonly PropertyKey[],
  key: string,
  known: readonly string[],
  everywhere: readonly string[],
): string {
  const name = path.map(String).join('.');
  const near = nearestName(key, known);
  if (near !== null) return `Unknown key ${name}, did you mean ${near}?`;
  const elsewhere = everywhere.find((other) => other.endsWith(`.${key}`));
  if (elsewhere !== undefined) return `Unknown key ${name}, did you mean ${elsewhere}?`;
  return known.length === 0 ? `Unknown key ${name}.` : `Unknown key ${name}; known here are ${known.join(', ')}.`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) value = isRecord(value) || Array.isArray(value) ? Reflect.get(value, key) : undefined;
  return value;
}

/** A value as it may stand in a sentence. */
export function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
