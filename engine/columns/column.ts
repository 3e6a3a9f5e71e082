import { StrategyError } from '../model/index.ts';
import type { CrossWay } from './comparison.ts';
import { alignToOwn, constantNode, createNode, type Node, type Operation, type Output } from './node.ts';
import {
  ABOVE,
  ABS,
  AND,
  AT_LEAST,
  COMPARE,
  crossedOperation,
  DIV,
  highestOperation,
  LATCH,
  lowestOperation,
  MAX,
  MIN,
  MINUS,
  NEG,
  NOT,
  OR,
  PLUS,
  shiftOperation,
  TIMES,
  WHERE,
} from './operations.ts';

/** A column, or a number that stands for a constant one. */
export type Operand = Column | number;

/**
 * Numbers, one per candle, described and not yet computed. Immutable; every method gives a new column.
 * Where an input is missing, or a result would not be finite, there is no value.
 */
export class Column implements Output {
  readonly node: Node;
  readonly output: number;

  constructor(node: Node, output = 0) {
    this.node = node;
    this.output = output;
  }

  plus(other: Operand): Column {
    return applyColumn(PLUS, [this, other]);
  }

  /** Exactly 0 where the two differ by less than 1e-11 of their size. */
  minus(other: Operand): Column {
    return applyColumn(MINUS, [this, other]);
  }

  times(other: Operand): Column {
    return applyColumn(TIMES, [this, other]);
  }

  div(other: Operand): Column {
    return applyColumn(DIV, [this, other]);
  }

  neg(): Column {
    return applyColumn(NEG, [this]);
  }

  abs(): Column {
    return applyColumn(ABS, [this]);
  }

  max(other: Operand): Column {
    return applyColumn(MAX, [this, other]);
  }

  min(other: Operand): Column {
    return applyColumn(MIN, [this, other]);
  }

  /** This column where the condition holds, no value elsewhere. */
  where(condition: Condition): Column {
    return new Column(whereNode(this, condition));
  }

  /** Above or equal. */
  atLeast(other: Operand): Condition {
    return applyCondition(AT_LEAST, [this, other]);
  }

  /** The value of n rows ago, integer n >= 0: there is no looking ahead. */
  shift(n: number): Column {
    return checkPeriod(n, 'shift', 0) === 0 ? this : applyColumn(shiftOperation(n), [this]);
  }

  /** Highest of the last n values, this one included. */
  highest(n: number): Column {
    return applyColumn(highestOperation(checkPeriod(n, 'highest')), [this]);
  }

  /** Lowest of the last n values, this one included. */
  lowest(n: number): Column {
    return applyColumn(lowestOperation(checkPeriod(n, 'lowest')), [this]);
  }
}

/** True, false or unknown, one per candle, described and not yet computed. */
export class Condition implements Output {
  readonly node: Node;
  readonly output = 0;

  constructor(node: Node) {
    this.node = node;
  }

  and(other: Condition): Condition {
    return new Condition(createNode(AND, [this, other], this.node.event || other.node.event));
  }

  or(other: Condition): Condition {
    return new Condition(createNode(OR, [this, other], this.node.event && other.node.event));
  }

  not(): Condition {
    return applyCondition(NOT, [this]);
  }
}

/** @throws {StrategyError} on anything but a column, a condition or a finite number */
export function toOutput(input: Operand | Condition): Output {
  if (input instanceof Column || input instanceof Condition) return input;
  if (typeof input === 'number' && Number.isFinite(input)) return { node: constantNode(input), output: 0 };
  throw new StrategyError('bad-operand', `Expected a column or a finite number, was ${String(input)}.`);
}

/** Events of a higher interval let a value through at their own close only, so both meet at the own candles first. */
export function whereNode(of: Output, condition: Condition): Node {
  const inputs = condition.node.event ? [alignToOwn(of), alignToOwn(condition)] : [of, condition];
  return createNode(WHERE, inputs);
}

/** Applies an operation with one output. */
export function applyColumn(operation: Operation, inputs: readonly (Operand | Condition)[], event = false): Column {
  return new Column(createNode(operation, inputs.map(toOutput), event));
}

/** Applies an operation that gives a condition. */
export function applyCondition(
  operation: Operation,
  inputs: readonly (Operand | Condition)[],
  event = false,
): Condition {
  return new Condition(createNode(operation, inputs.map(toOutput), event));
}

/** @returns the period, @throws {StrategyError} unless it is an integer >= least */
export function checkPeriod(period: number, name: string, least = 1): number {
  if (Number.isSafeInteger(period) && period >= least) return period;
  throw new StrategyError('bad-period', `Expected ${name} to take an integer >= ${least}, was ${String(period)}.`, {
    name,
    period,
  });
}

/** True where a is above b; numbers within 1e-11 of their size are equal. */
export function above(a: Operand, b: Operand): Condition {
  return applyCondition(ABOVE, [a, b]);
}

/** True where a is below b; numbers within 1e-11 of their size are equal. */
export function below(a: Operand, b: Operand): Condition {
  return applyCondition(ABOVE, [b, a]);
}

/**
 * True at the candle at which a crosses b: up means not above before and above now.
 * @example
 * crossed(sma(close, 20), 'up', sma(close, 50));
 */
export function crossed(a: Operand, way: CrossWay, b: Operand): Condition {
  return applyCondition(crossedOperation(way), [applyColumn(COMPARE, [a, b])], true);
}

/**
 * A state that lasts: 1 from `long` on, -1 from `short` on, 0 from `flat` on; no value before the first of them.
 * Where several hold at once, flat wins over short and short over long.
 */
export function latch(on: {
  readonly long?: Condition;
  readonly short?: Condition;
  readonly flat?: Condition;
}): Column {
  return applyColumn(LATCH, [on.long ?? 0, on.short ?? 0, on.flat ?? 0]);
}
