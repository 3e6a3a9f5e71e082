import { createCandleSeries } from '#datasets';
import {
  type BacktestInput,
  type CandleSeries,
  column,
  type Instrument,
  type PipelineInput,
  param,
  pipelineSchema,
  plainInstrument,
  type RunResult,
  runBacktest,
  type StrategyEntry,
  side,
  strategy,
} from '#engine';

export const HOUR = 3_600_000;
/** A Monday, 2024-01-01. */
export const START = 1_704_067_200_000;

/** What the scripted strategy says at the close of a candle. */
export interface ScriptedSignal {
  readonly direction: 'BUY' | 'SELL' | 'HOLD';
  /** 1 to 4; 2 by default. */
  readonly strength?: number;
  /** 0 to 1; 1 by default. */
  readonly confidence?: number;
}

export const BUY: ScriptedSignal = { direction: 'BUY' };
export const SELL: ScriptedSignal = { direction: 'SELL' };
export const HOLD: ScriptedSignal = { direction: 'HOLD' };

/** Open, high, low, close, and what is said at the close; `null` is a missing candle. */
export type ScriptedCandle = readonly [number, number, number, number, ScriptedSignal?] | null;

/** A candle that stands still at a price. */
export const still = (price: number, signal?: ScriptedSignal): ScriptedCandle =>
  signal === undefined ? [price, price, price, price] : [price, price, price, price, signal];

/** The script travels in the volume, which no stage of the engine reads. */
function encode(signal: ScriptedSignal | undefined): number {
  if (signal === undefined) return 0;
  const { direction, strength = 2, confidence = 1 } = signal;
  return { BUY: 1, SELL: 2, HOLD: 3 }[direction] + 10 * strength + 100 * Math.round(1000 * confidence);
}

export function scriptedSeries(
  symbol: string,
  candles: readonly ScriptedCandle[],
  intervalMs = HOUR,
  start = START,
): CandleSeries {
  const rows = candles.flatMap((candle, k) => (candle === null ? [] : [{ time: start + k * intervalMs, candle }]));
  const price = (k: 0 | 1 | 2 | 3) => Float64Array.from(rows, ({ candle }) => candle[k]);
  return createCandleSeries(symbol, intervalMs, {
    time: Float64Array.from(rows, (row) => row.time),
    open: price(0),
    high: price(1),
    low: price(2),
    close: price(3),
    volume: Float64Array.from(rows, ({ candle }) => encode(candle[4])),
  });
}

/** Says what the script of each candle says; stop and target are distances in quote currency. */
export const scripted = strategy({
  name: 'scripted',
  params: { stop: param.float(0, 1e6, { default: 0 }), target: param.float(0, 1e6, { default: 0 }) },
  each: ({ volume }, p) => ({
    signal: side(
      column('direction', [volume], {}, () => (code) => (code === 0 ? undefined : [0, 1, -1, 0][code % 10])),
      {
        strength: column('strength', [volume], {}, () => (code) => (code === 0 ? 1 : Math.floor(code / 10) % 10)),
        confidence: column('confidence', [volume], {}, () => (code) => Math.floor(code / 100) / 1000),
        otherwise: 'HOLD',
      },
    ),
    stop: p.stop,
    target: p.target,
  }),
});

export function entryOf(definition: StrategyEntry['definition'], params: StrategyEntry['params'] = {}): StrategyEntry {
  return { id: definition.name, definition, params, weight: 1, active: true, validity: 1, symbols: null };
}

export interface ScriptedRun {
  readonly candles: Readonly<Record<string, readonly ScriptedCandle[]>>;
  readonly config?: PipelineInput;
  readonly instruments?: readonly Instrument[];
  readonly strategies?: readonly StrategyEntry[];
  readonly intervalMs?: number;
  readonly start?: number;
}

/** Settings under which figures can be checked in the head: no costs, no limits, one unit for 100 of money. */
export const FREE: PipelineInput = {
  warmup: 0,
  account: { cash: 1000 },
  costs: { taker: 0, slippage: 0 },
  decision: { sizing: { kind: 'notional', notional: 100 } },
  risk: { maxRiskScore: null, maxDailyTrades: null, maxPositionNotional: null, maxGrossLeverage: null },
};

export function scriptedInput({
  candles,
  config,
  instruments,
  strategies,
  intervalMs,
  start,
}: ScriptedRun): BacktestInput {
  const series = Object.entries(candles).map(([symbol, rows]) => scriptedSeries(symbol, rows, intervalMs, start));
  return {
    name: 'scripted',
    config: pipelineSchema.parse({ ...FREE, ...config }),
    instruments: instruments ?? series.map(({ symbol }) => plainInstrument(symbol)),
    series,
    strategies: strategies ?? [entryOf(scripted)],
    from: null,
    to: null,
    market: '24/7',
  };
}

/** Runs a script with settings that differ from FREE by whole groups. */
export function runScripted(run: ScriptedRun): RunResult {
  return runBacktest(scriptedInput(run));
}
