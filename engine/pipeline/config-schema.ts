/**
 * The settings of the pipeline: every number, switch and choice that changes what a run does, with its default.
 * Fractions are fractions (0.001 is 0.1 %), money is quote currency. `null` switches a limit off.
 */
import { z } from 'zod';

const fraction = z.number().min(0).max(1);
const positive = z.number().positive();
const limit = positive.nullable();

const accountSchema = z
  .strictObject({
    /** Starting cash. */
    cash: positive.default(100_000),
    /** Spot: cash and holdings stay >= 0. Margin: shorts are allowed. */
    type: z.enum(['spot', 'margin']).default('spot'),
  })
  .prefault({});

const costsSchema = z
  .strictObject({
    /** Fee on filled notional of orders that take liquidity: market orders, stops, touched targets. */
    taker: fraction.default(0.001),
    /** Fee of resting limit orders (targets filled as limits); `null` means the taker fee. */
    maker: fraction.nullable().default(null),
    /** How far the price moves against us, as a fraction of the price. */
    slippage: fraction.default(0.0005),
  })
  .prefault({});

const executionSchema = z
  .strictObject({
    sizeAt: z.enum(['decision', 'fill']).default('decision'),
    /** Candles an order waits beyond the next open. */
    latencyBars: z.int().min(0).max(1000).default(0),
    /** Which of stop and target comes first when one candle touches both. */
    intrabar: z.enum(['pessimistic', 'optimistic', 'ohlc-path']).default('pessimistic'),
    /** Whether stops look at the entry candle or only at the candles after it. */
    stopsFrom: z.enum(['fill', 'next']).default('fill'),
    /** A target is a resting limit (must be traded through, no slippage) or fills on touch as a taker. */
    targetFill: z.enum(['limit', 'touch']).default('limit'),
    closeAtEnd: z.boolean().default(false),
    /** Discount on the last close at which an instrument is closed whose data end before the run. */
    endHaircut: fraction.default(0),
  })
  .prefault({});

const combinerSchema = z.strictObject({ kind: z.enum(['majority', 'net']).default('majority') }).prefault({});

const sizingSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('all-in') }),
    z.strictObject({ kind: z.literal('notional'), notional: positive }),
    z.strictObject({ kind: z.literal('fraction'), fraction: positive }),
    z.strictObject({ kind: z.literal('volatility-target'), annual: positive, maxFraction: positive.default(1) }),
    z.strictObject({
      kind: z.literal('kelly'),
      /** Part of the Kelly fraction that is used. */
      scale: fraction.default(0.5),
      maxFraction: positive.default(1),
      /** Fraction used until 30 trades are closed. */
      before: fraction.default(0.1),
    }),
  ])
  .default({ kind: 'fraction', fraction: 0.2 });

const decisionSchema = z
  .strictObject({
    /** Signals whose mean confidence is below this are ignored; compared in thousandths. */
    minConfidence: fraction.default(0.7),
    onNoSignal: z.enum(['keep', 'flat']).default('keep'),
    entry: z.enum(['once', 'target', 'add']).default('once'),
    /** With `entry: 'target'`, resize when the target differs by more than this fraction of the present position. */
    resizeBand: z.number().min(0).default(0.2),
    /** `null`: flat on spot, reverse on margin. */
    onOpposite: z.enum(['flat', 'reverse']).nullable().default(null),
    /** Whether SELL may open a short. `null`: long only on spot; on margin what the strategies declare. */
    sides: z.enum(['long', 'both']).nullable().default(null),
    sizing: sizingSchema,
    riskScore: z.enum(['design', 'scaled']).default('design'),
  })
  .prefault({});

const distanceSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('percent'), fraction: positive }),
    z.strictObject({ kind: z.literal('atr'), multiple: positive, period: z.int().min(1).default(14) }),
  ])
  .nullable()
  .default(null);

const stopsSchema = z
  .strictObject({
    /** Distance of the stop from the entry price. */
    stopLoss: distanceSchema,
    /** Distance of the target from the entry price. */
    takeProfit: distanceSchema,
    /** Distance of the stop from the best price since the entry. */
    trailing: distanceSchema,
    /** Honour the stop and target columns that strategies give. */
    fromStrategy: z.boolean().default(true),
  })
  .prefault({});

const riskSchema = z
  .strictObject({
    /** Decisions with a higher risk score are refused. */
    maxRiskScore: fraction.nullable().default(0.8),
    /** Orders a UTC day. */
    maxDailyTrades: z.int().positive().nullable().default(1000),
    /** Largest |notional| of one symbol. */
    maxPositionNotional: limit.default(100_000),
    /** Largest |notional| of one symbol as a fraction of equity. */
    maxPositionFraction: limit.default(null),
    /** Sum of |notional| over equity. */
    maxGrossLeverage: limit.default(1),
    /** |sum of notional| over equity. */
    maxNetLeverage: limit.default(null),
    /** Halt for the rest of the UTC day once the day's loss exceeds this fraction of the equity it began with. */
    dailyLossLimit: fraction.nullable().default(null),
    /** Halt once equity is this fraction below its peak. */
    maxDrawdown: fraction.nullable().default(null),
    /** What a halt does with open positions. */
    onHalt: z.enum(['freeze', 'flatten']).default('flatten'),
    /** Days after which a drawdown halt ends, with a new peak; `null` means never. */
    resumeAfterDays: positive.nullable().default(null),
  })
  .prefault({});

const allocatorSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fixed'), weights: z.record(z.string(), fraction) }),
    z.strictObject({ kind: z.literal('equal'), invested: fraction.default(1) }),
    z.strictObject({
      kind: z.literal('inverse-volatility'),
      invested: fraction.default(1),
      /** Candles of the volatility estimate. */
      lookback: z.int().min(2).default(720),
    }),
  ])
  .default({ kind: 'equal', invested: 1 });

const triggerSchema = z
  .strictObject({
    /** `check`: look every `everyHours`; `calendar`: trade at Sunday's close, or every UTC day's; `band`: look at every step. */
    kind: z.enum(['check', 'calendar', 'band', 'calendar-or-band']).default('check'),
    everyHours: positive.default(24),
    calendar: z.enum(['daily', 'weekly', 'monthly']).default('weekly'),
  })
  .prefault({});

const rebalanceSchema = z
  .strictObject({
    /** Part of equity that the core weights apply to; decisions use the rest. 0 switches rebalancing off. */
    coreShare: fraction.default(0),
    allocator: allocatorSchema,
    trigger: triggerSchema,
    /** Absolute drift that is tolerated. */
    band: fraction.nullable().default(0.05),
    /** Drift that is tolerated as a fraction of the target weight; the smaller of the two bands counts. */
    relativeBand: positive.nullable().default(0.25),
    /** Drifts up to this are not traded. */
    deadBand: fraction.default(0.001),
    tradeTo: z.enum(['target', 'edge']).default('target'),
    /** Estimated cost of one rebalance, as a fraction of equity. */
    maxCost: fraction.nullable().default(0.001),
    /** Estimated cost of all rebalances of 30 days, as a fraction of equity. */
    maxMonthlyCost: fraction.nullable().default(null),
    /** Drift that raises an alert. */
    alertAt: fraction.default(0.1),
  })
  .prefault({});

const adaptationSchema = z
  .strictObject({
    volatility: z
      .strictObject({ kind: z.enum(['ewma', 'parkinson']).default('ewma'), halfLife: z.int().min(2).default(72) })
      .prefault({}),
    trend: z
      .strictObject({
        fast: z.int().min(2).default(24),
        slow: z.int().min(3).default(168),
        adx: z.int().min(2).default(14),
      })
      .prefault({}),
    regime: z
      .strictObject({
        /** Candles over which volatility is ranked. */
        window: z.int().min(10).default(720),
        /** Percentile of volatility above which the market is volatile. */
        volatileAbove: fraction.default(0.9),
        /** |t-statistic| of the trend above which it is a bull or bear market. */
        trendAbove: z.number().min(0).default(1),
        /** Candles for which a new regime must hold before it is believed. */
        dwell: z.int().min(1).default(6),
      })
      .prefault({}),
  })
  .prefault({});

const metricsSchema = z
  .strictObject({
    /** Returns at UTC day ends, the first from the starting cash; or at every candle, without that first one. */
    interval: z.enum(['day', 'candle']).default('day'),
    /** `null`: 365 for a 24/7 market, 252 for a session calendar. */
    periodsPerYear: positive.nullable().default(null),
  })
  .prefault({});

/** Strict: an unknown key is an error. */
export const pipelineSchema = z
  .strictObject({
    account: accountSchema,
    costs: costsSchema,
    execution: executionSchema,
    combiner: combinerSchema,
    decision: decisionSchema,
    stops: stopsSchema,
    risk: riskSchema,
    rebalance: rebalanceSchema,
    adaptation: adaptationSchema,
    metrics: metricsSchema,
    /** Candles replayed but not traded at the start; `'derived'` asks the columns of the strategies. */
    warmup: z.union([z.literal('derived'), z.int().min(0)]).default('derived'),
  })
  .prefault({});

/** Decoded settings of the pipeline, every default filled in. */
export type PipelineConfig = z.output<typeof pipelineSchema>;
/** Settings as a user may write them. */
export type PipelineInput = NonNullable<z.input<typeof pipelineSchema>>;
export type Distance = NonNullable<PipelineConfig['stops']['stopLoss']>;
export type Sizing = PipelineConfig['decision']['sizing'];
