import type { CustomParams, MakeNext } from './custom-column.ts';

/** Names that lead to clocks, chance, the network or state shared with the rest of the program. */
const SEALED = [
  'Date',
  'performance',
  'process',
  'globalThis',
  'global',
  'window',
  'self',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'fetch',
  'crypto',
  'require',
  'module',
  'Intl',
  'Function',
] as const;

function sealedMath(): Math {
  const descriptors = Object.getOwnPropertyDescriptors(Math);
  // Everything of Math but chance.
  return Object.freeze(Object.create(null, { ...descriptors, random: { value: undefined } })) as Math;
}

/**
 * Rebuilds a custom column's function from its source text alone, where nothing from outside can be seen.
 * @throws {ReferenceError | TypeError | SyntaxError} here or when it runs, if it needs anything from outside
 */
export function sealFunction(makeNext: MakeNext): MakeNext {
  // Bundlers that keep names wrap functions in `__name`; it changes nothing.
  const create = new Function('Math', '__name', ...SEALED, `'use strict'; return (${makeNext.toString()});`);
  const sealed: unknown = create(sealedMath(), (f: unknown) => f, ...SEALED.map(() => undefined));
  // The text is that of a MakeNext.
  return (values: CustomParams) => (sealed as MakeNext)(values);
}
