import { createSyntheticMarket } from '#datasets';
import { type BacktestInput, type CandleSeries, pipelineSchema, plainInstrument, type StrategyEntry } from '#engine';
import { strategies } from '#strategies';

/** Configs that take turns, so that no two runs in a row are the same. */
export const CONFIGS = 16;

/** Four signal sources; three follow, one fades. */
const SOURCES = ['sma-cross', 'ema-trend', 'rsi-reversion', 'macd-momentum'] as const;

/** What changes from config to config: only stops, costs and limits, or the strategies' thresholds and confidences as well. */
export type Rotation = 'settings' | 'thresholds';

/** Candles of a seeded synthetic market; only their number matters here. */
export function makeSeries(symbols: number, candles: number): readonly CandleSeries[] {
  return createSyntheticMarket({
    seed: 5,
    candles,
    missing: 0,
    symbols: Array.from({ length: symbols }, (_, k) => `S${k}/USD`),
  }).series;
}

/** The full pipeline: four sources, floor, risk score, limits, stop, target, trailing stop, rebalancing under a cost limit. */
export function makeInputs(series: readonly CandleSeries[], rotation: Rotation): BacktestInput[] {
  const instruments = series.map((one) => plainInstrument(one.symbol));
  return Array.from({ length: CONFIGS }, (_, k) => ({
    name: `config ${k}`,
    series,
    instruments,
    from: null,
    to: null,
    market: '24/7' as const,
    strategies: SOURCES.map((id) => makeEntry(id, rotation === 'thresholds' ? k : 0)),
    config: pipelineSchema.parse({
      decision: { minConfidence: 0.7, sizing: { kind: 'fraction', fraction: 0.5 / series.length } },
      risk: { maxRiskScore: 0.95, maxPositionNotional: null, maxPositionFraction: 0.9 },
      stops: {
        fromStrategy: false,
        stopLoss: { kind: 'percent', fraction: 0.03 + 0.001 * k },
        takeProfit: { kind: 'percent', fraction: 0.1 + 0.001 * k },
        trailing: { kind: 'percent', fraction: 0.06 },
      },
      rebalance: { coreShare: 0.3, maxCost: 0.0005 + 0.0001 * k },
    }),
  }));
}

/** With k, the signals of three sources are new in every config, while all configs share the indicators, as in a sweep. */
function makeEntry(id: (typeof SOURCES)[number], k: number): StrategyEntry {
  const confidence = 0.75 + 0.01 * k;
  const params = id === 'rsi-reversion' ? { low: 20 + k, high: 80 - k } : id === 'ema-trend' ? {} : { confidence };
  return { id, definition: strategies[id], params, weight: 1, active: true, validity: 1, symbols: null };
}
