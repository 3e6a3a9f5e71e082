import { ConfigError, MAX_SOURCES } from '../model/index.ts';

/** A strategy as the manager knows it. */
export interface ManagedStrategy {
  readonly id: string;
  readonly weight: number;
  active: boolean;
  /** Null: all symbols. */
  readonly symbols: readonly string[] | null;
}

/** Which strategies exist, which are active, and what each weighs. */
export class StrategyManager<S extends ManagedStrategy = ManagedStrategy> {
  private readonly strategies = new Map<string, S>();

  /** @throws {ConfigError} on a second strategy of one id, or past the 15 sources a packed signal can count */
  add(strategy: S): void {
    if (this.strategies.has(strategy.id)) {
      throw new ConfigError('duplicate-strategy', `Expected strategy ids to be unique, was ${strategy.id} twice.`);
    }
    if (this.strategies.size === MAX_SOURCES) {
      throw new ConfigError(
        'too-many-strategies',
        `Expected at most ${MAX_SOURCES} strategies, was ${MAX_SOURCES + 1}.`,
      );
    }
    this.strategies.set(strategy.id, strategy);
  }

  activate(id: string): void {
    this.get(id).active = true;
  }

  deactivate(id: string): void {
    this.get(id).active = false;
  }

  /** Active strategies that trade a symbol, in the order they were added. */
  activeFor(symbol: string): readonly S[] {
    return [...this.strategies.values()].filter(
      (strategy) => strategy.active && (strategy.symbols === null || strategy.symbols.includes(symbol)),
    );
  }

  all(): readonly S[] {
    return [...this.strategies.values()];
  }

  private get(id: string): S {
    const strategy = this.strategies.get(id);
    if (strategy === undefined) {
      const known = [...this.strategies.keys()].join(', ') || 'none';
      throw new ConfigError('unknown-strategy', `Expected a strategy id out of ${known}, was ${id}.`);
    }
    return strategy;
  }
}
