import { ConfigError } from '../model/index.ts';
import { nearest } from './nearest.ts';
import { findParamProblem } from './param.ts';
import { defaultsOf, type ParamValues, type StrategyDefinition, type StrategyGraph } from './strategy.ts';

/** A strategy with its parameters filled in and its graph built. */
export interface BoundStrategy {
  readonly definition: StrategyDefinition;
  /** Complete: defaults where nothing was given. */
  readonly params: ParamValues;
  readonly graph: StrategyGraph;
}

/**
 * Fills in parameters and builds the graph.
 * @param params values by name; missing ones take their defaults
 * @throws {ConfigError} on an unknown name, a value that does not fit its declaration, or a broken constraint
 * @throws {StrategyError} when the strategy's own code throws
 */
export function bindStrategy(definition: StrategyDefinition, params: ParamValues = {}): BoundStrategy {
  const { name } = definition;
  const known = Object.keys(definition.params);
  for (const [key, value] of Object.entries(params)) {
    const declared = Object.hasOwn(definition.params, key) ? definition.params[key] : undefined;
    if (declared === undefined) {
      const near = nearest(key, known);
      const hint = near === null ? ` Known: ${known.join(', ') || 'none'}.` : ` Did you mean ${near}?`;
      throw new ConfigError('unknown-param', `Strategy ${name} has no parameter ${key}.${hint}`, { name, key });
    }
    const problem = findParamProblem(declared, value);
    if (problem !== null) {
      throw new ConfigError('bad-param', `Expected ${key} of strategy ${name} ${problem}.`, { name, key, value });
    }
  }
  const values = { ...defaultsOf(definition.params), ...params };
  if (!definition.feasible(values)) {
    const given = known.map((key) => `${key} ${String(values[key])}`).join(', ');
    throw new ConfigError('broken-constraint', `The constraint of strategy ${name} does not hold for ${given}.`, {
      name,
      params: values,
    });
  }
  return { definition, params: values, graph: definition.build(values) };
}
