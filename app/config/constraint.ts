/** Constraints of a study such as `strategy.trend.fast < strategy.trend.slow`: path or number, operator, path or number. */
import { type CandlebenchError, ConfigError } from '#engine';
import { nearestName } from './suggestion.ts';

type Value = number | boolean | string;
type Operator = '<' | '<=' | '>' | '>=' | '==' | '!=';
type Operand = { readonly path: string } | { readonly number: number };

export interface Constraint {
  readonly text: string;
  readonly left: Operand;
  readonly operator: Operator;
  readonly right: Operand;
}

const GRAMMAR = /^\s*(\S+)\s*(<=|>=|==|!=|<|>)\s*(\S+)\s*$/;
const COMPACT = /(<=|>=|==|!=|<|>)/;

/**
 * Reads one constraint.
 * @param text `a < b`, with `<`, `<=`, `>`, `>=`, `==` or `!=`
 * @param known paths that have a value
 * @throws ConfigError invalid-constraint
 */
export function parseConstraint(text: string, known: readonly string[]): Constraint {
  const match = GRAMMAR.exec(text.replace(COMPACT, ' $1 '));
  if (match === null) {
    throw refusal(`Expected a constraint such as "strategy.trend.fast < strategy.trend.slow", was "${text}".`, text);
  }
  const [, left = '', operator = '', right = ''] = match;
  // The pattern lets nothing else through.
  return { text, left: operand(left, known, text), operator: operator as Operator, right: operand(right, known, text) };
}

/** True where the values keep the constraint; a path without a value in `values` is looked up in `fixed`. */
export function holds(
  constraint: Constraint,
  values: Readonly<Record<string, Value>>,
  fixed: Readonly<Record<string, Value>>,
): boolean {
  const left = operandValue(constraint.left, values, fixed);
  const right = operandValue(constraint.right, values, fixed);
  switch (constraint.operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '==':
      return left === right;
    case '!=':
      return left !== right;
  }
}

function operand(text: string, known: readonly string[], whole: string): Operand {
  const number = Number(text);
  if (Number.isFinite(number)) return { number };
  if (known.includes(text)) return { path: text };
  const near = nearestName(text, known);
  throw refusal(
    `Unknown setting ${text} in the constraint "${whole}"${near === null ? '.' : `, did you mean ${near}?`}`,
    whole,
  );
}

function operandValue(
  side: Operand,
  values: Readonly<Record<string, Value>>,
  fixed: Readonly<Record<string, Value>>,
): Value {
  return 'number' in side ? side.number : (values[side.path] ?? fixed[side.path] ?? Number.NaN);
}

function refusal(message: string, text: string): CandlebenchError {
  return new ConfigError('invalid-constraint', message, { constraint: text });
}
