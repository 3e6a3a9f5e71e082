/** The lazy graph behind a strategy: what is computed from what, without a single candle in it. */
import { hashString53 } from '../math/index.ts';

/** Columns of candles a graph can start from. */
export type CandleField = 'open' | 'high' | 'low' | 'close' | 'volume';

/** Fills whole columns; every array of `out` has the length of the candles. */
export type IntoColumns = (out: readonly Float64Array[], inputs: readonly Float64Array[], time: Float64Array) => void;
/** Takes one value per input and gives one per output, in arrays of one element; `time` is the candle's open, epoch ms. */
export type Next = (inputs: readonly Float64Array[], out: readonly Float64Array[], time: number) => void;

interface Named {
  readonly name: string;
  /** Everything besides the inputs that the values depend on, as text. */
  readonly params: string;
  readonly outputs: number;
  /** Rows before the first value, given inputs without gaps. */
  readonly length: number;
  /** Rows after which the values no longer depend on where the inputs began. */
  readonly memory: number;
}

/** Row by row, so the stream runs the same kernel over columns of one element. */
export interface PointwiseOperation extends Named {
  readonly kind: 'pointwise';
  /** Inputs of one element are constants: read them at `i & (length === 1 ? 0 : -1)`. */
  readonly into: IntoColumns;
}

/** Looks back: a column form and a streaming form of the same arithmetic. */
export interface StatefulOperation extends Named {
  readonly kind: 'stateful';
  readonly into: IntoColumns;
  readonly createNext: () => Next;
  /** True: `into` reads inputs of one element as constants; else they arrive written out in full. */
  readonly broadcasts?: boolean;
}

export type Operation =
  | PointwiseOperation
  | StatefulOperation
  | (Named & { readonly kind: 'candles'; readonly field: CandleField })
  | (Named & { readonly kind: 'constant'; readonly value: number })
  | (Named & { readonly kind: 'align' });

/** One output of a node. */
export interface Output {
  readonly node: Node;
  readonly output: number;
}

export interface Node {
  /** Structural: equal keys mean equal values on equal candles. */
  readonly key: string;
  /** Interval of its rows in ms; null is the instrument's own, undefined is "any" (constants). */
  readonly frame: number | null | undefined;
  readonly inputs: readonly Output[];
  readonly operation: Operation;
  /** True for something that happens at a close, false for a state that lasts. */
  readonly event: boolean;
}

/** Longer keys are replaced by their hash: a graph that shares nodes would grow them exponentially. */
const MAX_KEY = 160;

const inputKey = (input: Output): string => (input.output === 0 ? input.node.key : `${input.node.key}.${input.output}`);

function createKey(operation: Operation, inputs: readonly Output[], suffix: string): string {
  const key = `${operation.name}(${[...inputs.map(inputKey), operation.params].join(',')})${suffix}`;
  if (key.length <= MAX_KEY) return key;
  return `${operation.name}#${hashString53(key).toString(36)}${hashString53(`+${key}`).toString(36)}`;
}

/** A constant, usable beside columns of any interval. */
export function constantNode(value: number): Node {
  const operation = {
    kind: 'constant',
    name: 'const',
    params: String(value),
    outputs: 1,
    length: 0,
    memory: 0,
    value,
  } as const;
  // String() drops the sign of zero, which division by it would show.
  return { key: Object.is(value, -0) ? '-0' : String(value), frame: undefined, inputs: [], operation, event: false };
}

/** A column of the candles themselves, at the instrument's own interval (null) or a higher one. */
export function candleNode(field: CandleField, frame: number | null): Node {
  const operation = { kind: 'candles', name: field, params: '', outputs: 1, length: 0, memory: 0, field } as const;
  return { key: frame === null ? field : `${field}@${frame}`, frame, inputs: [], operation, event: false };
}

/**
 * Shows a column of a higher interval to candles of the own one: the value of the last candle that has closed.
 * An event shows only at the close it happened at.
 */
export function alignToOwn(input: Output): Output {
  if (input.node.frame === null || input.node.frame === undefined) return input;
  const operation = { kind: 'align', name: 'align', params: '', outputs: 1, length: 0, memory: 0 } as const;
  const key = createKey(operation, [input], '');
  return { node: { key, frame: null, inputs: [input], operation, event: input.node.event }, output: 0 };
}

/** Applies an operation; inputs of different intervals meet at the instrument's own. */
export function createNode(operation: Operation, inputs: readonly Output[], event = false): Node {
  const frames = new Set(inputs.map((input) => input.node.frame).filter((frame) => frame !== undefined));
  const met = frames.size > 1 ? inputs.map(alignToOwn) : inputs;
  const frame = frames.size > 1 ? null : [...frames][0];
  return { key: createKey(operation, met, ''), frame, inputs: met, operation, event };
}
