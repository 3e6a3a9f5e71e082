import { StrategyError } from '../model/index.ts';
import { applyColumn, type Column, type Operand } from './column.ts';
import { isoTime } from './iso-time.ts';
import type { Next, StatefulOperation } from './node.ts';

/** Plain values that a custom column may be made with; they are part of its identity. */
export type CustomParams = Readonly<Record<string, number | string | boolean | null | readonly number[]>>;
/** Takes the newest value of every input; returns a finite number, or undefined for "no value". */
export type CustomNext = (...values: number[]) => number | undefined;
export type MakeNext<P extends CustomParams = CustomParams> = (params: P) => CustomNext;

export interface CustomExtent {
  /** Rows before the first value; 0 by default. */
  readonly length?: number;
  /** Rows after which the start is forgotten; by default 7 times the sum of the positive numeric params. */
  readonly memory?: number;
}

/** A custom operation, with its source for checks. */
export interface CustomOperation extends StatefulOperation {
  readonly custom: { readonly name: string; readonly makeNext: MakeNext; readonly values: CustomParams };
}

const callers: ((next: CustomNext, inputs: readonly Float64Array[], i: number) => number | undefined)[] = [
  (next) => next(),
  (next, [a], i) => next(a[i]),
  (next, [a, b], i) => next(a[i], b[i]),
  (next, [a, b, c], i) => next(a[i], b[i], c[i]),
  (next, [a, b, c, d], i) => next(a[i], b[i], c[i], d[i]),
];

function defaultMemory(values: CustomParams): number {
  let memory = 0;
  for (const value of Object.values(values)) {
    if (typeof value === 'number' && value > 0 && Number.isFinite(value)) memory += 7 * Math.ceil(value);
  }
  return memory;
}

/** One instance at work: starts anew after a gap in its inputs, refuses what is no number. */
function createRunner(name: string, values: CustomParams, makeNext: MakeNext) {
  let next: CustomNext | null = null;
  return (inputs: readonly Float64Array[], i: number, time: number): number => {
    for (const input of inputs) {
      if (input[i] - input[i] !== 0) {
        next = null;
        return Number.NaN;
      }
    }
    next ??= makeNext(values);
    const call = callers[inputs.length];
    const value = call === undefined ? next(...inputs.map((input) => input[i])) : call(next, inputs, i);
    if (value === undefined) return Number.NaN;
    if (Number.isFinite(value)) return value;
    throw new StrategyError(
      'not-finite',
      `Expected column ${name} to give a finite number, or undefined for no value, was ${String(value)} at ${isoTime(time)}.`,
      { column: name, time },
    );
  };
}

/** Runs a streaming function over whole columns. */
export function customInto(
  out: Float64Array,
  inputs: readonly Float64Array[],
  time: Float64Array,
  name: string,
  values: CustomParams,
  makeNext: MakeNext,
): void {
  const run = createRunner(name, values, makeNext);
  for (let i = 0; i < out.length; i += 1) out[i] = run(inputs, i, time[i]);
}

/**
 * A column computed by the user's own streaming function. Its identity is its name, its params and its source text,
 * so the function must depend on nothing else: no variable from outside, no clock, no chance. It sees one row at a
 * time and so cannot look ahead; after a gap in an input it is made anew.
 * @param makeNext called with `params`; returns the function that takes the newest value of each input
 * @throws {StrategyError} at evaluation, where it gives NaN or an infinity
 * @example
 * const spread = column('half-range', [candles.high, candles.low], {}, () => (high, low) => (high - low) / 2);
 */
export function column<const P extends CustomParams>(
  name: string,
  inputs: readonly Operand[],
  params: P,
  makeNext: MakeNext<P>,
  extent: CustomExtent = {},
): Column {
  // The runner only ever calls it with these very params.
  const make = makeNext as unknown as MakeNext;
  const identity = `${JSON.stringify(params)};${makeNext.toString()}`;
  return customColumn(name, inputs, params, make, identity, extent);
}

/** As `column`, with an identity of the caller's choosing. */
export function customColumn(
  name: string,
  inputs: readonly Operand[],
  values: CustomParams,
  makeNext: MakeNext,
  identity: string,
  extent: CustomExtent,
): Column {
  const operation: CustomOperation = {
    kind: 'stateful',
    name: `custom ${name}`,
    params: identity,
    outputs: 1,
    length: extent.length ?? 0,
    memory: extent.memory ?? defaultMemory(values),
    into: ([out], columns, time) => customInto(out, columns, time, name, values, makeNext),
    createNext: (): Next => {
      const run = createRunner(name, values, makeNext);
      return (columns, [out], time) => {
        out[0] = run(columns, 0, time);
      };
    },
    custom: { name, makeNext, values },
  };
  return applyColumn(operation, inputs);
}
