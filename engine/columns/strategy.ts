import { ConfigError, StrategyError } from '../model/index.ts';
import { createInstrumentColumns, type InstrumentColumns } from './candle-columns.ts';
import { applyColumn, type Condition, type Operand } from './column.ts';
import { alignToOwn, type Output } from './node.ts';
import { DISTANCE } from './operations.ts';
import type { Param, ParamValue, ValuesOf } from './param.ts';
import { enterExit, SignalColumn, type SignalOptions } from './signal-column.ts';

interface Exits {
  /** Distance of the stop from the entry price, in price units; none where it is missing or not positive. */
  readonly stop?: Operand;
  /** Distance of the target from the entry price, in price units; none where it is missing or not positive. */
  readonly target?: Operand;
}

/** What `each` returns: opinions, or the short form, long on enter and flat on exit (exit wins where both hold). */
export type StrategyColumns =
  | (Exits & { readonly signal: SignalColumn })
  | (Exits & SignalOptions & { readonly enter: Condition; readonly exit?: Condition });

/** Which positions a strategy means: SELL flattens, or SELL may open a short. */
export type Sides = 'long' | 'both';

export interface StrategySpec<S extends Readonly<Record<string, Param>>> {
  readonly name: string;
  readonly params?: S;
  /** Values that may be tried together, such as `(p) => p.fast < p.slow`. */
  readonly constraint?: (p: ValuesOf<S>) => boolean;
  /** 'long' for the enter/exit form and 'both' for signals, by default. */
  readonly sides?: Sides;
  /** Describes the columns of one instrument; called once per setting of the parameters, never per candle. */
  readonly each: (columns: InstrumentColumns, p: ValuesOf<S>) => StrategyColumns;
}

/** The columns of a strategy with its parameters filled in; all on the instrument's own interval. */
export interface StrategyGraph {
  readonly signal: SignalColumn;
  readonly stop: Output | null;
  readonly target: Output | null;
  /** Which form the strategy was written in. */
  readonly form: 'signal' | 'enter-exit';
}

export type ParamValues = Readonly<Record<string, ParamValue>>;

/** A strategy as the rest of the program knows it. */
export interface StrategyDefinition {
  readonly name: string;
  readonly params: Readonly<Record<string, Param>>;
  readonly sides: Sides;
  /** Whether complete values satisfy the constraint; true without one. */
  readonly feasible: (values: ParamValues) => boolean;
  /** Builds the graph for complete, valid values; `bindStrategy` checks them first. */
  readonly build: (values: ParamValues) => StrategyGraph;
}

const distance = (of: Operand | undefined): Output | null =>
  of === undefined ? null : alignToOwn(applyColumn(DISTANCE, [of]));

function buildGraph(name: string, columns: StrategyColumns): StrategyGraph {
  if (typeof columns !== 'object' || columns === null || !('signal' in columns || 'enter' in columns)) {
    throw new StrategyError('no-signal', `Expected strategy ${name} to return a signal, or enter and exit.`, { name });
  }
  const stop = distance(columns.stop);
  const target = distance(columns.target);
  if ('signal' in columns) {
    const { signal } = columns;
    if (!(signal instanceof SignalColumn)) {
      throw new StrategyError(
        'no-signal',
        `Expected the signal of strategy ${name} to come from side() or event(), was ${typeof signal}.`,
        { name },
      );
    }
    return { signal: signal.onOwnInterval(), stop, target, form: 'signal' };
  }
  return { signal: enterExit(columns.enter, columns.exit, columns).onOwnInterval(), stop, target, form: 'enter-exit' };
}

/**
 * Declares a strategy: its parameters once, and its columns as a function of them.
 * @returns a definition; nothing is computed yet
 * @throws {ConfigError} without a name
 * @example
 * export default strategy({
 *   name: 'ema-trend',
 *   params: { fast: param.int(3, 60), slow: param.int(20, 300) },
 *   constraint: (p) => p.fast < p.slow,
 *   each: ({ close }, p) => ({ signal: side(above(ema(close, p.fast), ema(close, p.slow))) }),
 * });
 */
export function strategy<const S extends Readonly<Record<string, Param>> = Record<never, never>>(
  spec: StrategySpec<S>,
): StrategyDefinition {
  const { name, each, constraint } = spec;
  if (typeof name !== 'string' || name === '')
    throw new ConfigError('bad-strategy', 'Expected a strategy to have a name.');
  if (typeof each !== 'function') throw new ConfigError('bad-strategy', `Expected strategy ${name} to have an each().`);
  const params: Readonly<Record<string, Param>> = spec.params ?? {};

  // bindStrategy has checked every value against its declaration, which is what ValuesOf<S> says.
  const typed = (values: ParamValues) => values as ValuesOf<S>;

  function call<T>(what: string, run: () => T): T {
    try {
      return run();
    } catch (cause) {
      if (cause instanceof StrategyError || cause instanceof ConfigError) throw cause;
      const message = cause instanceof Error ? cause.message : String(cause);
      throw new StrategyError('threw', `Strategy ${name} threw in ${what}: ${message}`, { name }, cause);
    }
  }

  const build = (values: ParamValues): StrategyGraph =>
    call('each', () => buildGraph(name, each(createInstrumentColumns(), typed(values))));
  let sides: Sides | undefined = spec.sides;

  return {
    name,
    params,
    feasible: (values) => constraint === undefined || call('constraint', () => constraint(typed(values))),
    build,
    get sides() {
      sides ??= build(defaultsOf(params)).form === 'signal' ? 'both' : 'long';
      return sides;
    },
  };
}

/** Default values of declared parameters. */
export function defaultsOf(params: Readonly<Record<string, Param>>): ParamValues {
  return Object.fromEntries(Object.entries(params).map(([key, declared]) => [key, declared.default]));
}
