/** The operations that methods of columns are made of. */
import { highestInto, lowestInto, RollingHighest, RollingLowest } from '../indicators/index.ts';
import {
  absInto,
  distanceInto,
  divInto,
  maxInto,
  minInto,
  minusInto,
  negInto,
  plusInto,
  timesInto,
  whereInto,
} from './arithmetic.ts';
import {
  aboveInto,
  andInto,
  atLeastInto,
  type CrossWay,
  compareInto,
  createCrossedNext,
  createLatchNext,
  crossedInto,
  eventInto,
  latchInto,
  notInto,
  orInto,
} from './comparison.ts';
import type { Next, PointwiseOperation, StatefulOperation } from './node.ts';
import { createShiftNext, shiftInto } from './shift.ts';

type Unary = (out: Float64Array, a: Float64Array) => void;
type Binary = (out: Float64Array, a: Float64Array, b: Float64Array) => void;

function unary(name: string, kernel: Unary): PointwiseOperation {
  const into: PointwiseOperation['into'] = ([out], [a]) => kernel(out, a);
  return { kind: 'pointwise', name, params: '', outputs: 1, length: 0, memory: 0, into };
}

function binary(name: string, kernel: Binary, params = ''): PointwiseOperation {
  const into: PointwiseOperation['into'] = ([out], [a, b]) => kernel(out, a, b);
  return { kind: 'pointwise', name, params, outputs: 1, length: 0, memory: 0, into };
}

export const PLUS = binary('plus', plusInto);
export const MINUS = binary('minus', minusInto);
export const TIMES = binary('times', timesInto);
export const DIV = binary('div', divInto);
export const MAX = binary('max', maxInto);
export const MIN = binary('min', minInto);
export const NEG = unary('neg', negInto);
export const ABS = unary('abs', absInto);
export const WHERE = binary('where', whereInto);
/** A stop or target distance: positive, or none. */
export const DISTANCE = unary('distance', distanceInto);
export const ABOVE = binary('above', aboveInto);
export const AT_LEAST = binary('atLeast', atLeastInto);
/** Shared by all crossings of the same two columns. */
export const COMPARE = binary('compare', compareInto);
export const AND = binary('and', andInto);
export const OR = binary('or', orInto);
export const NOT = unary('not', notInto);

/** Direction of two events; `both` is what holds when both happen. */
export function eventOperation(both: 0 | -1): PointwiseOperation {
  return binary('event', (out, buy, sell) => eventInto(out, buy, sell, both), String(both));
}

export const LATCH: StatefulOperation = {
  kind: 'stateful',
  name: 'latch',
  params: '',
  outputs: 1,
  length: 0,
  memory: 0,
  into: ([out], [long, short, flat]) => latchInto(out, long, short, flat),
  createNext: createLatchNext,
  broadcasts: true,
};

export function crossedOperation(way: CrossWay): StatefulOperation {
  return {
    kind: 'stateful',
    name: 'crossed',
    params: way,
    outputs: 1,
    length: 1,
    memory: 1,
    into: ([out], [compared]) => crossedInto(out, compared, way),
    createNext: () => createCrossedNext(way),
  };
}

export function shiftOperation(n: number): StatefulOperation {
  return {
    kind: 'stateful',
    name: 'shift',
    params: String(n),
    outputs: 1,
    length: n,
    memory: n,
    into: ([out], [x]) => shiftInto(out, x, n),
    createNext: () => createShiftNext(n),
  };
}

function extremeNext(state: RollingHighest | RollingLowest): Next {
  return ([x], [out]) => {
    out[0] = state.next(x[0]);
  };
}

export function highestOperation(n: number): StatefulOperation {
  return {
    kind: 'stateful',
    name: 'highest',
    params: String(n),
    outputs: 1,
    length: n - 1,
    memory: n,
    into: ([out], [x]) => highestInto(out, x, n),
    createNext: () => extremeNext(new RollingHighest(n)),
  };
}

export function lowestOperation(n: number): StatefulOperation {
  return {
    kind: 'stateful',
    name: 'lowest',
    params: String(n),
    outputs: 1,
    length: n - 1,
    memory: n,
    into: ([out], [x]) => lowestInto(out, x, n),
    createNext: () => extremeNext(new RollingLowest(n)),
  };
}
