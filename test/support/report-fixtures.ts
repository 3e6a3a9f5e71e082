/** Runs and studies made up for the tests of reports: consistent in themselves, but no engine has seen them. */
import {
  type CandleSeries,
  type DataQuality,
  type FillRecord,
  METRIC_NAMES,
  type MetricName,
  type OpenTrade,
  type OrderRecord,
  pipelineSchema,
  type RunResult,
  type TradeRecord,
} from '#engine';
import type { ParamSpec, ParamValues, StudyResult, TrialResult, ValidatedTrial } from '#optimizers/model';
import type { ReportIdentity, StudyIdentity } from '#reports';

const HOUR = 3_600_000;
const START = Date.UTC(2021, 0, 1);

/** Uniform numbers in (0, 1), the same for the same seed. */
export function createUniform(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A wandering market of hourly candles with two-digit prices. */
export function makeCandles(symbol: string, length: number, seed = 1): CandleSeries {
  const uniform = createUniform(seed);
  const column = () => new Float64Array(length);
  const [time, open, high, low, close, volume] = [column(), column(), column(), column(), column(), column()];
  let last = 100;
  const cents = (value: number): number => Math.max(1, Math.round(value * 100)) / 100;
  for (let i = 0; i < length; i++) {
    const now = cents(last * (1 + 0.03 * (uniform() - 0.497)));
    time[i] = START + i * HOUR;
    open[i] = last;
    close[i] = now;
    high[i] = cents(Math.max(last, now) * (1 + 0.005 * uniform()));
    low[i] = cents(Math.min(last, now) * (1 - 0.005 * uniform()));
    volume[i] = Math.round(1e6 * uniform());
    last = now;
  }
  return { symbol, intervalMs: HOUR, length, time, open, high, low, close, volume, id: `made-up-${symbol}-${seed}` };
}

interface Book {
  readonly trades: TradeRecord[];
  readonly open: OpenTrade[];
  readonly fills: FillRecord[];
  readonly orders: OrderRecord[];
  readonly equity: Float64Array;
}

const FEE = 0.001;

/** Follows one symbol with two averages and its own share of the cash. */
function followTrend(series: CandleSeries, cash: number, fast: number, slow: number): Book {
  const book: Book = { trades: [], open: [], fills: [], orders: [], equity: new Float64Array(series.length) };
  let [units, money, entryPrice, entryTime, entryFee, worst, best] = [0, cash, 0, 0, 0, 0, 0];
  let [fastSum, slowSum, wanted] = [0, 0, false];
  for (let i = 0; i < series.length; i++) {
    const open = series.open[i] ?? 0;
    const close = series.close[i] ?? 0;
    const time = series.time[i] ?? 0;
    const order = {
      id: `r-${i}-${series.symbol}`,
      time,
      symbol: series.symbol,
      reduceOnly: !wanted,
      status: 'filled',
      note: '',
    } as const;
    const fill = { orderId: order.id, time, symbol: series.symbol, price: open, slippage: 0, core: 0 };
    if (wanted && units === 0) {
      units = money / (open * (1 + FEE));
      entryFee = units * open * FEE;
      money = 0;
      [entryPrice, entryTime, worst, best] = [open, time, 0, 0];
      book.orders.push({ ...order, side: 'buy', size: units, reason: 'entry' });
      book.fills.push({ ...fill, side: 'buy', size: units, fee: entryFee, reason: 'entry', tactical: units });
    } else if (!wanted && units > 0) {
      const fee = units * open * FEE;
      money = units * open - fee;
      const pnl = units * (open - entryPrice) - fee - entryFee;
      book.trades.push({
        symbol: series.symbol,
        side: 'long',
        entryTime,
        entryPrice,
        exitTime: time,
        exitPrice: open,
        size: units,
        pnl,
        fees: fee + entryFee,
        exitReason: i % 3 === 0 ? 'stop' : 'signal',
        mae: worst,
        mfe: best,
        ledger: 'tactical',
      });
      book.orders.push({ ...order, side: 'sell', size: units, reason: 'exit' });
      book.fills.push({ ...fill, side: 'sell', size: units, fee, reason: 'exit', tactical: -units });
      units = 0;
    }
    if (units > 0) {
      worst = Math.min(worst, (series.low[i] ?? 0) / entryPrice - 1);
      best = Math.max(best, (series.high[i] ?? 0) / entryPrice - 1);
    }
    fastSum += close - (i >= fast ? (series.close[i - fast] ?? 0) : 0);
    slowSum += close - (i >= slow ? (series.close[i - slow] ?? 0) : 0);
    wanted = i >= slow && fastSum / fast > slowSum / slow;
    book.equity[i] = money + units * close;
  }
  if (units > 0) {
    const unrealised = units * ((series.close.at(-1) ?? 0) - entryPrice);
    book.open.push({
      symbol: series.symbol,
      side: 'long',
      entryTime,
      entryPrice,
      size: units,
      entryFee,
      unrealised,
      ledger: 'tactical',
    });
  }
  return book;
}

function deepest(values: Float64Array, start: number): number {
  let peak = start;
  let depth = 0;
  for (const value of values) {
    peak = Math.max(peak, value);
    depth = Math.max(depth, 1 - value / peak);
  }
  return depth;
}

/** A trend follower over candles of equal length; every figure comes from its own trades. */
export function makeRunResult(
  candles: readonly CandleSeries[],
  name = 'Trend on majors',
  fast = 48,
  slow = 240,
): RunResult {
  const config = pipelineSchema.parse({});
  const { cash } = config.account;
  const first = candles[0];
  if (first === undefined) throw new Error('Expected at least one series, got none.');
  const books = candles.map((series) => followTrend(series, cash / candles.length, fast, slow));
  const { length } = first;
  const equity = new Float64Array(length);
  const benchmark = new Float64Array(length);
  const gross = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    for (const [s, series] of candles.entries()) {
      equity[i] = (equity[i] ?? 0) + (books[s]?.equity[i] ?? 0);
      benchmark[i] = (benchmark[i] ?? 0) + ((cash / candles.length) * (series.close[i] ?? 0)) / (series.open[0] ?? 1);
    }
    gross[i] = (equity[i] ?? 0) * 0.6;
  }
  const trades = books.flatMap((book) => book.trades).sort((a, b) => a.exitTime - b.exitTime);
  const openTrades = books.flatMap((book) => book.open);
  const fills = books.flatMap((book) => book.fills).sort((a, b) => a.time - b.time);
  const orders = books.flatMap((book) => book.orders).sort((a, b) => a.time - b.time);
  const wins = trades.filter((trade) => trade.pnl > 0);
  const sum = (list: readonly TradeRecord[]): number => list.reduce((total, trade) => total + trade.pnl, 0);
  const time = first.time.map((open) => open + HOUR);
  const last = equity.at(-1) ?? cash;
  const years = (length * HOUR) / (365.25 * 24 * HOUR);
  const known: Partial<Record<MetricName, number>> = {
    totalReturn: last / cash - 1,
    cagr: (last / cash) ** (1 / years) - 1,
    volatility: 0.41,
    sharpe: 1.12,
    sortino: 1.61,
    maxDrawdown: deepest(equity, cash),
    maxDrawdownDays: 122,
    exposure: 0.52,
    turnover: 41.3,
    feesPaid: fills.reduce((total, fill) => total + fill.fee, 0),
    slippagePaid: 0,
    trades: trades.length,
    benchmarkReturn: (benchmark.at(-1) ?? cash) / cash - 1,
    benchmarkMaxDrawdown: deepest(benchmark, cash),
    alpha: 0.11,
    beta: 0.38,
    ...(trades.length > 0 && {
      winRate: wins.length / trades.length,
      expectancy: sum(trades) / trades.length,
      profitFactor: sum(wins) / Math.max(sum(wins) - sum(trades), 1),
    }),
  };
  const values = Object.fromEntries(METRIC_NAMES.map((metric) => [metric, known[metric] ?? null]));
  const missing = METRIC_NAMES.filter((metric) => known[metric] === undefined);
  return {
    name,
    config,
    symbols: candles.map((series) => series.symbol),
    intervalMs: HOUR,
    from: time[0] ?? 0,
    to: time.at(-1) ?? 0,
    warmupCandles: slow,
    equity: { candle: first.time, time, equity, cash: equity.map((value) => value * 0.4), gross, benchmark },
    orders,
    fills,
    trades,
    openTrades,
    rebalances: [],
    refusals: [
      { stage: 'decision', code: 'below-confidence', symbol: first.symbol, count: 31 },
      { stage: 'risk', code: 'risk-score', symbol: first.symbol, count: 12 },
    ],
    regimes: candles.map(({ symbol }, s) => ({
      symbol,
      candles: [0.34, 0.22, 0.09, 0.35].map((share, i) =>
        Math.round(length * (share + (i % 2 === 0 ? 1 : -1) * 0.01 * s)),
      ),
      transitions: 180 + s,
    })),
    counters: {
      candles: length * candles.length,
      staleCandles: 0,
      signals: fills.length * 7,
      decisions: fills.length + 12,
      ordersSubmitted: orders.length,
      fills: fills.length,
      ambiguousCandles: 2,
      halts: 0,
      alerts: 3,
      costBudgetBindings: 0,
    },
    metrics: {
      values: values as Record<MetricName, number | null>, // built from METRIC_NAMES above
      reasons: Object.fromEntries(missing.map((metric) => [metric, 'not computed for a made-up run'])),
      conventions: {
        interval: 'day',
        periodsPerYear: 365,
        returns: Math.floor(length / 24),
        ddof: 1,
        riskFreeRate: 0,
        cagr: 'elapsed',
      },
    },
    silence: trades.length + openTrades.length === 0 ? 'Every decision was refused by the risk stage.' : null,
  };
}

/** What a reader would have found in a clean file. */
export function makeQuality(series: CandleSeries): DataQuality {
  return {
    symbol: series.symbol,
    file: `${series.symbol}_1h.csv.gz`,
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    rows: series.length,
    first: series.time[0] ?? 0,
    last: series.time.at(-1) ?? 0,
    intervalMs: series.intervalMs,
    gaps: 3,
    missing: 14,
    longestGap: 8,
    outside: 0,
    zeroVolume: 2,
    warnings: ['3 gaps, the longest 8 candles.'],
  };
}

export const RUN_IDENTITY: ReportIdentity = {
  runId: 'b41c0a7e9d35',
  fingerprint: '5f0e3cf1b6c2a4a8d0f9a3c0d7f0cf1c6a1e0a2f4f2b7a9f8f3e6f1d2c4b5a69',
  engineVersion: '0.1.0',
  configHash: 'c0ffee00b6c2a4a8d0f9a3c0d7f0cf1c6a1e0a2f4f2b7a9f8f3e6f1d2c4b5a69',
  strategies: [
    {
      id: 'trend',
      name: 'sma-cross',
      hash: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
      params: { fast: 48, slow: 240, confidence: 0.8 },
    },
  ],
};

export const STUDY_IDENTITY: StudyIdentity = {
  studyId: 'study-77aa21',
  engineVersion: RUN_IDENTITY.engineVersion,
  configHash: RUN_IDENTITY.configHash,
  strategies: RUN_IDENTITY.strategies,
};

const SPACE: readonly ParamSpec[] = [
  { name: 'strategy.trend.fast', kind: 'int', min: 3, max: 60, log: false, step: 1 },
  { name: 'strategy.trend.slow', kind: 'int', min: 20, max: 400, log: true, step: 1 },
  { name: 'decision.minConfidence', kind: 'float', min: 0.5, max: 0.9, log: false, step: null },
  { name: 'rebalance.maxCost', kind: 'float', min: 0.0001, max: 0.01, log: true, step: null },
  { name: 'stops.fromStrategy', kind: 'choice', values: [true, false] },
  { name: 'combiner.kind', kind: 'choice', values: ['majority', 'net'] },
];

/** A random study over a smooth hill with noise; validation shrinks what training shows. */
export function makeStudyResult(budget = 300, seed = 7): StudyResult {
  const uniform = createUniform(seed);
  const metricsOf = (value: number): Record<string, number | null> => ({
    sharpe: value,
    totalReturn: value * 0.4,
    cagr: value * 0.12,
    maxDrawdown: Math.max(0.05, 0.4 - value * 0.1),
    trades: Math.round(40 + 100 * uniform()),
  });
  const trials: TrialResult[] = [];
  for (let index = 0; index < budget; index++) {
    const fast = index === 0 ? 24 : 3 + Math.floor(uniform() * 58);
    const slow = index === 0 ? 168 : Math.round(20 * 20 ** uniform());
    const confidence = index === 0 ? 0.7 : 0.5 + 0.4 * uniform();
    const params: ParamValues = {
      'strategy.trend.fast': fast,
      'strategy.trend.slow': slow,
      'decision.minConfidence': confidence,
      'rebalance.maxCost': index === 0 ? 0.001 : 0.0001 * 100 ** uniform(),
      'stops.fromStrategy': index === 0 || uniform() < 0.5,
      'combiner.kind': index === 0 || uniform() < 0.5 ? 'majority' : 'net',
    };
    const violations = [fast >= slow ? 1 : 0];
    if (fast >= slow) {
      trials.push({
        index,
        params,
        status: 'infeasible',
        value: null,
        violations,
        metrics: {},
        reason: 'strategy.trend.fast < strategy.trend.slow',
      });
      continue;
    }
    if (uniform() < 0.02 && index > 0) {
      trials.push({
        index,
        params,
        status: 'failed',
        value: null,
        violations: [0],
        metrics: {},
        reason: 'the strategy threw',
      });
      continue;
    }
    const hill = 1.6 - ((fast - 22) / 30) ** 2 - ((Math.log(slow) - 5) / 1.1) ** 2 - 4 * (confidence - 0.68) ** 2;
    const value = hill + 0.5 * (uniform() - 0.5);
    trials.push({ index, params, status: 'ok', value, violations: [0], metrics: metricsOf(value), reason: '' });
  }
  const ranked = trials.filter((trial) => trial.value !== null).sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const again = (trial: TrialResult): ValidatedTrial => ({
    index: trial.index,
    params: trial.params,
    train: trial.metrics,
    validation: metricsOf((trial.value ?? 0) * 0.45 + 0.3 * (uniform() - 0.5)),
  });
  const baseline = trials[0];
  const day = 86_400_000;
  return {
    name: 'Trend thresholds',
    seed,
    sampler: 'genetic',
    window: 24,
    objective: { metric: 'sharpe', direction: 'max' },
    constraints: ['trades >= 30', 'maxDrawdown <= 0.35'],
    space: SPACE,
    split: {
      train: [START, START + 650 * day],
      validation: [START + 650 * day, START + 870 * day],
      locked: [START + 870 * day, START + 1095 * day],
    },
    symbols: ['BTCUSDT', 'ETHUSDT'],
    trials,
    best: ranked[0]?.index ?? null,
    baseline: baseline === undefined ? null : again(baseline),
    validated: ranked.slice(0, 12).map(again),
    budget,
    fingerprint: '77aa21f1b6c2a4a8d0f9a3c0d7f0cf1c6a1e0a2f4f2b7a9f8f3e6f1d2c4b5a69',
  };
}
