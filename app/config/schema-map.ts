/** A schema seen as JSON Schema: which keys exist at a path, and what a value there should have been. */
import { z } from 'zod';

/** The part of JSON Schema that our own schemas produce. */
export interface SchemaNode {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
}

const maps = new WeakMap<z.ZodType, SchemaNode>();

/** The schema as JSON Schema of what a user may write; made once per schema. */
export function schemaMap(schema: z.ZodType): SchemaNode {
  let map = maps.get(schema);
  if (map === undefined) {
    // zod types its result by the full standard; SchemaNode names the keywords that are read here.
    map = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as SchemaNode;
    maps.set(schema, map);
  }
  return map;
}

/**
 * The alternatives that a schema offers at a path.
 * @param root schema
 * @param path keys from the root
 * @param input what was written at the root; decides between alternatives that have a `kind`
 */
export function nodesAt(root: SchemaNode, path: readonly PropertyKey[], input: unknown): readonly SchemaNode[] {
  let nodes = alternatives(root);
  let value = input;
  for (const key of path) {
    const next: SchemaNode[] = [];
    for (const node of sameKind(nodes, value)) {
      const property = node.properties?.[String(key)];
      const open = node.additionalProperties;
      if (property !== undefined) next.push(...alternatives(property));
      else if (typeof key === 'number' && node.items !== undefined) next.push(...alternatives(node.items));
      else if (typeof open === 'object') next.push(...alternatives(open));
    }
    nodes = next;
    value = isRecord(value) || Array.isArray(value) ? Reflect.get(value, key) : undefined;
  }
  return sameKind(nodes, value);
}

/** Keys that exist in any of the alternatives. */
export function keysOf(nodes: readonly SchemaNode[]): string[] {
  return [...new Set(nodes.flatMap((node) => Object.keys(node.properties ?? {})))];
}

/** Dot paths of every setting below a node, for "did you mean decision.minConfidence". */
export function pathsBelow(root: SchemaNode, prefix = ''): string[] {
  return alternatives(root).flatMap((node) =>
    Object.entries(node.properties ?? {}).flatMap(([key, child]) => [
      prefix + key,
      ...pathsBelow(child, `${prefix}${key}.`),
    ]),
  );
}

/** Words for what a value should have been: `a number from 0 to 1`, `one of majority, net`. */
export function describeNodes(nodes: readonly SchemaNode[]): string {
  const constants = nodes.flatMap((node) => node.enum ?? (node.const === undefined ? [] : [node.const]));
  const others = nodes.filter((node) => node.enum === undefined && node.const === undefined).map(describeNode);
  const parts: string[] = [];
  if (constants.length > 1) parts.push(`one of ${constants.map(String).join(', ')}`);
  else if (constants.length === 1) parts.push(JSON.stringify(constants[0]));
  const words = [...parts, ...new Set(others)];
  if (words.length < 2) return words[0] ?? 'something else';
  return `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}

function describeNode(node: SchemaNode): string {
  if (node.description !== undefined) return node.description;
  switch (node.type) {
    case 'integer':
      return `an integer${range(node)}`;
    case 'number':
      return `a number${range(node)}`;
    case 'string':
      return node.minLength === undefined ? 'a text' : 'a text that is not empty';
    case 'boolean':
      return 'true or false';
    case 'array':
      return node.minItems === undefined ? 'a list' : `a list of at least ${node.minItems}`;
    case 'object': {
      const kinds = node.properties?.kind?.const;
      return kinds === undefined ? 'an object' : `an object of kind ${String(kinds)}`;
    }
    case 'null':
      return 'null';
    default:
      return 'a value';
  }
}

function range(node: SchemaNode): string {
  // zod bounds every integer by the largest safe one; nobody needs to read that.
  const top = node.maximum === Number.MAX_SAFE_INTEGER ? undefined : node.maximum;
  const bottom = node.minimum === Number.MIN_SAFE_INTEGER ? undefined : node.minimum;
  if (bottom !== undefined && top !== undefined) return ` from ${bottom} to ${top}`;
  if (node.exclusiveMinimum !== undefined)
    return top === undefined ? ` > ${node.exclusiveMinimum}` : ` > ${node.exclusiveMinimum} and <= ${top}`;
  if (bottom !== undefined) return ` >= ${bottom}`;
  return top === undefined ? '' : ` <= ${top}`;
}

function alternatives(node: SchemaNode): readonly SchemaNode[] {
  // What has words of its own is told in those words, not as the list of its alternatives.
  const inner = node.description === undefined ? (node.anyOf ?? node.oneOf) : undefined;
  return inner === undefined ? [node] : inner.flatMap(alternatives);
}

/** Of alternatives told apart by `kind`, the one that the value names; all of them when it names none. */
function sameKind(nodes: readonly SchemaNode[], value: unknown): readonly SchemaNode[] {
  if (!isRecord(value)) return nodes;
  const objects = nodes.filter((node) => node.type === 'object' || node.properties !== undefined);
  const named = objects.filter(
    (node) => node.properties?.kind?.const !== undefined && node.properties.kind.const === value.kind,
  );
  return named.length > 0 ? named : objects.length > 0 ? objects : nodes;
}

/** True for plain objects. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
