import {
  type BoundStrategy,
  bindStrategy,
  type ColumnCache,
  evaluateStrategy,
  type SourceColumns,
} from '../columns/index.ts';
import { ConfigError, MAX_SOURCES, type Market, type MarketColumns } from '../model/index.ts';
import type { PipelineConfig } from '../pipeline/index.ts';
import {
  type CombinedColumn,
  evaluateRecorded,
  findSignalRuns,
  netScores,
  type RecordedEntry,
  type SignalRuns,
  StrategyManager,
  sumSources,
} from '../signals/index.ts';
import type { StrategyEntry } from './backtest-input.ts';

/** Bound strategies, their columns, and combined signals kept (per symbol), for configs that change only what comes after them. */
const KEPT = 16;

/** What the active strategies and recorded signals say about one symbol. */
export interface SymbolSignals {
  readonly combined: CombinedColumn;
  readonly sources: readonly SourceColumns[];
  /** Rows before which the columns have not forgotten their start. */
  readonly warmup: number;
}

interface Managed {
  readonly id: string;
  readonly weight: number;
  readonly active: boolean;
  readonly symbols: readonly string[] | null;
  readonly bound: BoundStrategy;
  readonly validity: number;
}

/**
 * Evaluates strategies and combines them, per symbol, reusing what an earlier run over the same market computed.
 * The results hold for as long as the caller keeps them.
 */
export class SignalPlanner {
  private readonly market: Market;
  private readonly cache: ColumnCache;
  private readonly combined: Map<string, CombinedColumn>[];
  private readonly keptRuns: Map<string, SignalRuns>[];
  private readonly sources: Map<string, SourceColumns>[];
  private readonly bound = new Map<string, BoundStrategy>();
  private readonly names = new WeakMap<object, number>();
  private named = 0;

  constructor(market: Market, cache: ColumnCache) {
    this.market = market;
    this.cache = cache;
    this.combined = market.columns.map(() => new Map());
    this.keptRuns = market.columns.map(() => new Map());
    this.sources = market.columns.map(() => new Map());
  }

  /** Forgets combined signals and runs; columns stay in the cache that was given. */
  clear(): void {
    for (const kept of [this.bound, ...this.combined, ...this.keptRuns, ...this.sources]) kept.clear();
  }

  /** @throws {ConfigError | StrategyError} when a strategy's parameters or its code are wrong, or on too many sources */
  signals(
    strategies: readonly StrategyEntry[],
    kind: PipelineConfig['combiner']['kind'],
    recorded: readonly RecordedEntry[] = [],
  ): SymbolSignals[] {
    const manager = new StrategyManager<Managed>();
    for (const { id, weight, active, symbols, definition, params, validity } of strategies) {
      manager.add({ id, weight, active, symbols, validity, bound: this.bind(definition, params) });
    }
    return this.market.columns.map((columns, s) => {
      const active = manager.activeFor(columns.series.symbol);
      const sources = active.map(({ bound, validity }) =>
        keep(this.sources[s], `${this.nameOf(bound)} ${validity}`, () =>
          evaluateStrategy(bound, columns.series, this.cache, { validity }),
        ),
      );
      const weights = active.map((strategy) => strategy.weight);
      for (const entry of recorded) {
        for (const voice of evaluateRecorded(entry, columns.series, this.cache)) {
          sources.push(voice);
          weights.push(entry.weight);
        }
      }
      if (sources.length > MAX_SOURCES) throw tooManySources(columns.series.symbol, sources.length);
      return {
        combined: this.combine(s, columns, sources, weights, kind),
        sources,
        warmup: sources.reduce((most, source) => Math.max(most, source.warmup), 0),
      };
    });
  }

  private bind(definition: StrategyEntry['definition'], params: StrategyEntry['params']): BoundStrategy {
    const key = `${this.nameOf(definition)} ${JSON.stringify(params)}`;
    return keep(this.bound, key, () => bindStrategy(definition, params));
  }

  /** @param floor in thousandths @param from grid index before which nothing may act */
  runs(s: number, combined: CombinedColumn, floor: number, from: number): SignalRuns {
    const key = `${this.nameOf(combined)} ${floor} ${from}`;
    return keep(this.keptRuns[s], key, () => findSignalRuns(combined, floor, this.market.columns[s].row, from));
  }

  private combine(
    s: number,
    columns: MarketColumns,
    sources: readonly SourceColumns[],
    weights: readonly number[],
    kind: CombinedColumn['kind'],
  ): CombinedColumn {
    const names = sources.map((source) => this.nameOf(source.packed));
    const key = kind === 'net' ? `net ${names.join()} ${weights.join()}` : names.join();
    return keep(this.combined[s], key, () => {
      const onGrid = sources.map((source) => spread(source.packed, columns.row));
      const packed = onGrid.length === 1 ? onGrid[0] : sumSources(onGrid, this.market.length);
      const score = kind === 'net' ? netScores(onGrid, weights, this.market.length) : null;
      return { kind, packed, score };
    });
  }

  private nameOf(thing: object): number {
    let name = this.names.get(thing);
    if (name === undefined) {
      name = this.named;
      this.named += 1;
      this.names.set(thing, name);
    }
    return name;
  }
}

function tooManySources(symbol: string, count: number): ConfigError {
  return new ConfigError(
    'too-many-sources',
    `Expected at most ${MAX_SOURCES} strategies and recorded voices about ${symbol}, was ${count}; choose with sources or types.`,
    { symbol, count },
  );
}

/** A column by row, laid on the grid; shared when every candle is there. */
function spread(packed: Int32Array, row: Int32Array | null): Int32Array {
  if (row === null) return packed;
  const onGrid = new Int32Array(row.length);
  for (let i = 0; i < row.length; i += 1) if (row[i] >= 0) onGrid[i] = packed[row[i]];
  return onGrid;
}

/** Looks up, or makes and keeps; the oldest entry goes first. */
function keep<T>(kept: Map<string, T>, key: string, make: () => T): T {
  let value = kept.get(key);
  if (value === undefined) {
    value = make();
    for (const oldest of kept.keys()) {
      if (kept.size < KEPT) break;
      kept.delete(oldest);
    }
    kept.set(key, value);
  }
  return value;
}
