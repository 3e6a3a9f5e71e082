import fc from 'fast-check';
import { createSyntheticMarket, sliceSeries } from '#datasets';
import { type BacktestInput, type CandleSeries, type PipelineInput, pipelineSchema, type StrategyEntry } from '#engine';
import { strategies } from '#strategies';
import { entryOf } from './scripted-market.ts';

const SYMBOLS = ['AAA', 'BBB', 'CCC', 'DDD'];
const HOUR = 3_600_000;

/** Shipped strategies with settings short enough to trade often within a few hundred candles. */
export const BUSY: Readonly<Record<string, StrategyEntry['params']>> = {
  'sma-cross': { fast: 3, slow: 8 },
  'ema-trend': { fast: 3, slow: 20, k: 1.5 },
  'rsi-reversion': { period: 5, low: 40, high: 60 },
  'macd-momentum': { fast: 3, slow: 10, signal: 3 },
  'bollinger-reversion': { period: 10, width: 1, stop: 1.5 },
  'donchian-breakout': { entry: 10, exit: 5, stop: 1 },
  'buy-and-hold': {},
};

export const busyEntry = (name: string): StrategyEntry => entryOf(strategies[name], BUSY[name]);

/** A limit that is off as often as not. */
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 2 });

const marketArbitrary = fc
  .record({
    seed: fc.integer({ min: 0, max: 10_000 }),
    count: fc.integer({ min: 1, max: 4 }),
    candles: fc.integer({ min: 150, max: 400 }),
    missing: fc.constantFrom(0, 0, 0.05, 0.2),
    volatility: fc.constantFrom(0.6, 1.2),
    // Share of the candles cut off at either end, per symbol.
    ragged: fc.constantFrom(0, 0.3),
  })
  .map(({ seed, count, candles, missing, volatility, ragged }) => {
    const { series } = createSyntheticMarket({
      seed,
      symbols: SYMBOLS.slice(0, count),
      candles,
      missing,
      volatility,
      jumps: 100,
      jumpSize: 0.05,
    });
    if (ragged === 0) return series;
    const start = series[0].time[0];
    const cut = Math.floor(candles * ragged);
    return series.map((one, s) => {
      const from = start + ((s * 37 + seed) % cut) * HOUR;
      const to = start + (candles - (((s + 1) * 53 + seed) % cut)) * HOUR;
      // The first symbol stays whole, so that others are listed and delisted within the run.
      return s === 0 ? one : sliceSeries(one, from, to);
    });
  });

const distance = (least: number) =>
  optional(
    fc.oneof(
      fc.double({ min: least, max: 0.06, noNaN: true }).map((fraction) => ({ kind: 'percent' as const, fraction })),
      fc
        .record({ multiple: fc.double({ min: 0.5, max: 4, noNaN: true }), period: fc.integer({ min: 1, max: 14 }) })
        .map((rule) => ({ kind: 'atr' as const, ...rule })),
    ),
  );

const sizing: fc.Arbitrary<NonNullable<NonNullable<PipelineInput['decision']>['sizing']>> = fc.oneof(
  fc.constant({ kind: 'all-in' as const }),
  fc.integer({ min: 500, max: 80_000 }).map((notional) => ({ kind: 'notional' as const, notional })),
  fc.double({ min: 0.05, max: 1.5, noNaN: true }).map((fraction) => ({ kind: 'fraction' as const, fraction })),
  fc
    .double({ min: 0.1, max: 2, noNaN: true })
    .map((annual) => ({ kind: 'volatility-target' as const, annual, maxFraction: 1 })),
  fc.constant({ kind: 'kelly' as const, scale: 0.5, maxFraction: 0.8, before: 0.3 }),
);

const allocator: fc.Arbitrary<NonNullable<NonNullable<PipelineInput['rebalance']>['allocator']>> = fc.oneof(
  fc.double({ min: 0.2, max: 1, noNaN: true }).map((invested) => ({ kind: 'equal' as const, invested })),
  fc.double({ min: 0, max: 0.9, noNaN: true }).map((weight) => ({ kind: 'fixed' as const, weights: { AAA: weight } })),
  fc.integer({ min: 2, max: 60 }).map((lookback) => ({ kind: 'inverse-volatility' as const, invested: 0.9, lookback })),
);

/** Settings over everything that the pipeline can be told. */
export const configArbitrary: fc.Arbitrary<PipelineInput> = fc.record({
  account: fc.record({
    cash: fc.constantFrom(10_000, 100_000),
    type: fc.constantFrom('spot' as const, 'margin' as const),
  }),
  costs: fc.record({
    taker: fc.constantFrom(0, 0.001, 0.01),
    maker: fc.constantFrom(null, 0.0002),
    slippage: fc.constantFrom(0, 0.0005, 0.004),
  }),
  execution: fc.record({
    sizeAt: fc.constantFrom('decision' as const, 'decision' as const, 'fill' as const),
    latencyBars: fc.constantFrom(0, 0, 0, 1, 3),
    intrabar: fc.constantFrom('pessimistic' as const, 'optimistic' as const, 'ohlc-path' as const),
    stopsFrom: fc.constantFrom('fill' as const, 'next' as const),
    targetFill: fc.constantFrom('limit' as const, 'touch' as const),
    closeAtEnd: fc.boolean(),
    endHaircut: fc.constantFrom(0, 0.02),
  }),
  combiner: fc.record({ kind: fc.constantFrom('majority' as const, 'net' as const) }),
  decision: fc.record({
    minConfidence: fc.constantFrom(0, 0.5, 0.7),
    onNoSignal: fc.constantFrom('keep' as const, 'flat' as const),
    entry: fc.constantFrom('once' as const, 'target' as const, 'add' as const),
    resizeBand: fc.constantFrom(0, 0.05, 0.2),
    onOpposite: fc.constantFrom(null, 'flat' as const, 'reverse' as const),
    sides: fc.constantFrom(null, 'long' as const, 'both' as const),
    sizing,
    riskScore: fc.constantFrom('design' as const, 'scaled' as const),
  }),
  stops: fc.record({
    stopLoss: distance(0.002),
    takeProfit: distance(0.002),
    trailing: distance(0.002),
    fromStrategy: fc.boolean(),
  }),
  risk: fc.record({
    maxRiskScore: optional(fc.constantFrom(0.6, 0.8)),
    maxDailyTrades: optional(fc.constantFrom(2, 1000)),
    maxPositionNotional: optional(fc.constantFrom(3_000, 100_000)),
    maxPositionFraction: optional(fc.constantFrom(0.1, 0.6)),
    maxGrossLeverage: optional(fc.constantFrom(0.8, 1, 2)),
    maxNetLeverage: optional(fc.constantFrom(0.3, 1)),
    dailyLossLimit: optional(fc.constantFrom(0.01, 0.03)),
    maxDrawdown: optional(fc.constantFrom(0.03, 0.1)),
    onHalt: fc.constantFrom('freeze' as const, 'flatten' as const),
    resumeAfterDays: fc.constantFrom(null, 1, 2),
  }),
  rebalance: fc.record({
    coreShare: fc.constantFrom(0, 0, 0.4, 0.8, 1),
    allocator,
    trigger: fc.record({
      kind: fc.constantFrom('check' as const, 'calendar' as const, 'band' as const, 'calendar-or-band' as const),
      everyHours: fc.constantFrom(6, 24),
      calendar: fc.constantFrom('daily' as const, 'weekly' as const, 'monthly' as const),
    }),
    band: optional(fc.constantFrom(0.01, 0.05)),
    relativeBand: optional(fc.constantFrom(0.05, 0.25)),
    deadBand: fc.constantFrom(0, 0.001),
    tradeTo: fc.constantFrom('target' as const, 'edge' as const),
    maxCost: optional(fc.constantFrom(0.0002, 0.001)),
    maxMonthlyCost: optional(fc.constantFrom(0.002)),
  }),
  adaptation: fc.constant({
    volatility: { halfLife: 12 },
    trend: { fast: 4, slow: 12, adx: 5 },
    regime: { window: 40, dwell: 2 },
  }),
  metrics: fc.record({ interval: fc.constantFrom('day' as const, 'candle' as const) }),
  warmup: fc.constantFrom(0, 0, 5, 'derived' as const),
});

const strategiesArbitrary = fc
  .record({
    names: fc.oneof(
      { weight: 5, arbitrary: fc.subarray(Object.keys(BUSY), { minLength: 1, maxLength: 2 }) },
      { weight: 1, arbitrary: fc.subarray(Object.keys(BUSY), { minLength: 0, maxLength: 4 }) },
    ),
    weight: fc.constantFrom(1, 2.5),
    validity: fc.constantFrom(1, 1, 4),
  })
  .map(({ names, weight, validity }): StrategyEntry[] =>
    names.map((name, k) => ({ ...busyEntry(name), weight: k === 0 ? weight : 1, validity })),
  );

const venueArbitrary = fc.record({
  tickSize: fc.constantFrom(null, 0.01, 0.5),
  lotStep: fc.constantFrom(null, null, 0.01, 1),
  minNotional: fc.constantFrom(null, null, 10, 500),
  maxUnits: fc.constantFrom(null, null, 50),
});

/** A whole backtest: a market with its gaps, the venue's rules, strategies and settings. */
export const inputArbitrary: fc.Arbitrary<BacktestInput> = fc
  .record({ series: marketArbitrary, config: configArbitrary, strategies: strategiesArbitrary, venue: venueArbitrary })
  .map(({ series, config, strategies: entries, venue }) => ({
    name: 'random',
    config: pipelineSchema.parse(config),
    instruments: series.map(({ symbol }: CandleSeries) => ({ symbol, ...venue })),
    series,
    strategies: entries,
    from: null,
    to: null,
    market: '24/7' as const,
    [fc.toStringMethod]: () =>
      JSON.stringify({
        config,
        venue,
        strategies: entries.map(({ id, weight, validity }) => ({ id, weight, validity })),
        series: series.map(({ symbol, length, time, id }) => ({ symbol, length, first: time[0], id })),
      }),
  }));
