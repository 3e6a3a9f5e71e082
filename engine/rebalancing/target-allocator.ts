import { ConfigError, type MarketColumns } from '../model/index.ts';

export type AllocatorRule =
  | { readonly kind: 'fixed'; readonly weights: Readonly<Record<string, number>> }
  | { readonly kind: 'equal'; readonly invested: number }
  | { readonly kind: 'inverse-volatility'; readonly invested: number; readonly lookback: number };

/** Slack of the sum of weights. */
const WEIGHT_SLACK = 0.01;

/**
 * Says what share of core equity each instrument should have. Weights plus cash are 1; an instrument that has no
 * candle yet gets nothing, and its share stays in cash.
 */
export class TargetAllocator {
  private readonly rule: AllocatorRule;
  private readonly columns: readonly MarketColumns[];
  /** Target weights of the last `allocate`; holds until the next call. */
  readonly weights: Float64Array;
  /** Grid index at which an instrument is listed or ends next. */
  private changesAt = 0;

  /** @throws {ConfigError} when fixed weights sum to more than 1, or name an instrument that is not in the run */
  constructor(rule: AllocatorRule, columns: readonly MarketColumns[]) {
    this.rule = rule;
    this.columns = columns;
    this.weights = new Float64Array(columns.length);
    if (rule.kind === 'fixed') checkFixedWeights(rule.weights, columns);
  }

  /** @param i grid index whose close is known; calls must not go back in time */
  allocate(i: number): Float64Array {
    const rule = this.rule;
    if (rule.kind === 'inverse-volatility') {
      for (let s = 0; s < this.weights.length; s += 1) {
        this.weights[s] = this.isListed(s, i) ? inverseVolatility(this.columns[s], i, rule.lookback) : 0;
      }
      scaleTo(this.weights, rule.invested);
    } else if (i >= this.changesAt) {
      this.allocateByListing(i, rule);
    }
    return this.weights;
  }

  /** Weights that depend only on which instruments are listed; they hold until that changes. */
  private allocateByListing(i: number, rule: AllocatorRule & { kind: 'fixed' | 'equal' }): void {
    this.changesAt = Number.POSITIVE_INFINITY;
    for (let s = 0; s < this.weights.length; s += 1) {
      const { series, first, last } = this.columns[s];
      const share = rule.kind === 'equal' ? 1 : (rule.weights[series.symbol] ?? 0);
      this.weights[s] = this.isListed(s, i) ? share : 0;
      const change = first > i ? first : last + 1;
      if (change > i) this.changesAt = Math.min(this.changesAt, change);
    }
    if (rule.kind === 'equal') scaleTo(this.weights, rule.invested);
  }

  private isListed(s: number, i: number): boolean {
    const { first, last } = this.columns[s];
    return first <= i && i <= last;
  }
}

/** Scales scores so that they sum to a total; all zero stays zero. */
function scaleTo(scores: Float64Array, total: number): void {
  let sum = 0;
  for (let s = 0; s < scores.length; s += 1) sum += scores[s];
  if (sum === 0) return;
  for (let s = 0; s < scores.length; s += 1) scores[s] = (scores[s] / sum) * total;
}

function checkFixedWeights(weights: Readonly<Record<string, number>>, columns: readonly MarketColumns[]): void {
  const symbols = columns.map((column) => column.series.symbol);
  let sum = 0;
  for (const [symbol, weight] of Object.entries(weights)) {
    if (!symbols.includes(symbol)) {
      throw new ConfigError(
        'unknown-symbol',
        `Expected rebalance.allocator.weights to name instruments of the run (${symbols.join(', ')}), was ${symbol}.`,
      );
    }
    sum += weight;
  }
  if (sum > 1 + WEIGHT_SLACK) {
    throw new ConfigError('weights-sum', `Expected rebalance.allocator.weights to sum to at most 1, was ${sum}.`);
  }
}

/** 1 / standard deviation of simple returns over the last `lookback` candles; 0 while fewer of them are known. */
function inverseVolatility(columns: MarketColumns, i: number, lookback: number): number {
  const { mark } = columns;
  let count = 0;
  let mean = 0;
  let m2 = 0;
  for (let k = Math.max(columns.first + 1, i - lookback + 1); k <= i; k += 1) {
    const r = mark[k] / mark[k - 1] - 1;
    count += 1;
    const delta = r - mean;
    mean += delta / count;
    m2 += delta * (r - mean);
  }
  return count < lookback || m2 === 0 ? 0 : 1 / Math.sqrt(m2 / (count - 1));
}
