/**
 * What a user file sees instead of the global scope: nothing in it reads a clock, draws a random number, reaches the
 * network, or differs in the last bit between platforms. Not a fence against malice; a fence against accident.
 */
import { cos, exp, expm1, log, log1p, pow, StrategyError, sin } from '#engine';

/** Names that user code could reach the outside by, and what they would give it. */
const FORBIDDEN: Readonly<Record<string, string>> = {
  performance: 'the clock',
  setTimeout: 'timers',
  setInterval: 'timers',
  setImmediate: 'timers',
  clearTimeout: 'timers',
  clearInterval: 'timers',
  clearImmediate: 'timers',
  queueMicrotask: 'timers',
  crypto: 'random numbers',
  fetch: 'the network',
  WebSocket: 'the network',
  process: 'the process',
  Intl: 'the locale',
  WeakRef: 'the garbage collector',
  FinalizationRegistry: 'the garbage collector',
  Worker: 'other threads',
  Atomics: 'other threads',
  WebAssembly: 'compiled code',
  Function: 'code made from text',
  eval: 'code made from text',
};

const ALLOWED = [
  'Object', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'BigInt', 'Map', 'Set', 'WeakMap', 'WeakSet', 'JSON', 'Reflect',
  'Proxy', 'Promise', 'RegExp', 'Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError',
  'AggregateError', 'ArrayBuffer', 'DataView', 'Float32Array', 'Float64Array', 'Int8Array', 'Int16Array', 'Int32Array',
  'Uint8Array', 'Uint8ClampedArray', 'Uint16Array', 'Uint32Array', 'BigInt64Array', 'BigUint64Array', 'parseInt', 'parseFloat',
  'isNaN', 'isFinite', 'NaN', 'Infinity', 'undefined', 'console', 'structuredClone', 'encodeURIComponent', 'decodeURIComponent',
] as const; // biome-ignore format: a list of names reads best dense

/** Names and values that shadow the globals inside one user file. */
export interface DeterministicScope {
  readonly names: readonly string[];
  readonly values: readonly unknown[];
}

/**
 * Makes the scope of one user file.
 * @param file its name, for the errors that the traps throw
 */
export function createDeterministicScope(file: string): DeterministicScope {
  const refuse = (use: string, gives: string): never => {
    throw new StrategyError(
      'forbidden',
      `uses ${use}; strategies cannot reach ${gives}, so that a run is the same every time.`,
      { file, use },
    );
  };
  const own: Record<string, unknown> = { Math: createMath(refuse), Date: createDate(refuse) };
  for (const [name, gives] of Object.entries(FORBIDDEN)) own[name] = createTrap(name, gives, refuse);
  const world: Record<string, unknown> = { ...own };
  for (const name of ALLOWED) world[name] = Reflect.get(globalThis, name);
  for (const name of ['globalThis', 'global', 'self', 'window']) own[name] = world;
  Object.freeze(Object.assign(world, { globalThis: world, global: world, self: world }));
  return { names: Object.keys(own), values: Object.values(own) };
}

type Refuse = (use: string, gives: string) => never;

/** Fails on every use, with the name of what was used. `typeof x` still works, as packages probe for globals. */
function createTrap(name: string, gives: string, refuse: Refuse): unknown {
  return new Proxy(function forbidden() {}, {
    get: (target, key) =>
      typeof key === 'symbol' || key === 'prototype' ? Reflect.get(target, key) : refuse(`${name}.${key}`, gives),
    apply: () => refuse(`${name}()`, gives),
    construct: () => refuse(`new ${name}()`, gives),
  });
}

/** `Date.UTC(...)` is arithmetic and stays; all else depends on the clock or the time zone. */
function createDate(refuse: Refuse): unknown {
  return new Proxy(Date, {
    get: (target, key) =>
      key === 'UTC' || key === 'prototype' || typeof key === 'symbol'
        ? Reflect.get(target, key)
        : refuse(`Date.${key}`, 'the clock'),
    apply: () => refuse('Date()', 'the clock'),
    construct: () => refuse('new Date()', 'the clock'),
  });
}

const LN2 = log(2);
const LN10 = log(10);
const EXACT = [
  'abs',
  'ceil',
  'clz32',
  'floor',
  'fround',
  'imul',
  'max',
  'min',
  'round',
  'sign',
  'sqrt',
  'trunc',
] as const;
const CONSTANTS = ['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'] as const;

/** Math with one result on every platform: exact functions as they are, the others from engine/math. */
function createMath(refuse: Refuse): object {
  const math: Record<string, unknown> = {
    exp,
    expm1,
    log,
    log1p,
    pow,
    sin,
    cos,
    tan: (x: number) => sin(x) / cos(x),
    log2: (x: number) => log(x) / LN2,
    log10: (x: number) => log(x) / LN10,
    cbrt: (x: number) => (x === 0 ? x : Math.sign(x) * exp(log(Math.abs(x)) / 3)),
    hypot: (...sides: number[]) => Math.sqrt(sides.reduce((sum, side) => sum + side * side, 0)),
    sinh: (x: number) => (expm1(x) - expm1(-x)) / 2,
    cosh: (x: number) => (exp(x) + exp(-x)) / 2,
    tanh: (x: number) => (Math.abs(x) > 22 ? Math.sign(x) : expm1(2 * x) / (expm1(2 * x) + 2)),
    random: () => refuse('Math.random()', 'random numbers'),
  };
  for (const name of EXACT) math[name] = Math[name];
  for (const name of CONSTANTS) math[name] = Math[name];
  for (const name of Object.getOwnPropertyNames(Math)) {
    math[name] ??= () => refuse(`Math.${name}()`, 'functions whose last bit differs between platforms');
  }
  return Object.freeze(math);
}
