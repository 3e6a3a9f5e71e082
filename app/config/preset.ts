import type { PipelineInput } from '#engine';
import { isRecord } from './schema-map.ts';

/** Names of the presets. */
export const PRESET_NAMES = ['parity'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

/**
 * Settings that a preset lays under the user's own.
 * `parity` is what plain backtesting libraries do: sized at the fill, all in, no limits, no warm-up, no cost budget.
 */
const PRESETS: Readonly<Record<PresetName, PipelineInput>> = {
  parity: {
    execution: { sizeAt: 'fill', targetFill: 'touch' },
    warmup: 0,
    metrics: { interval: 'candle' },
    decision: { minConfidence: 0, sizing: { kind: 'all-in' } },
    risk: {
      maxRiskScore: null,
      maxDailyTrades: null,
      maxPositionNotional: null,
      maxPositionFraction: null,
      maxGrossLeverage: null,
      maxNetLeverage: null,
      dailyLossLimit: null,
      maxDrawdown: null,
    },
    rebalance: { deadBand: 0, relativeBand: null, maxCost: null, maxMonthlyCost: null },
  },
};

/** A config as written, with its preset's settings filled in below its own. */
export function applyPreset(input: unknown): unknown {
  if (!isRecord(input)) return input;
  const preset = PRESET_NAMES.find((name) => name === input.preset);
  return preset === undefined ? input : mergeUnder(PRESETS[preset], input);
}

/** Own settings win; objects are merged key by key. */
function mergeUnder(under: unknown, own: unknown): unknown {
  if (!isRecord(under) || !isRecord(own)) return own;
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(own)) merged[key] = key in under ? mergeUnder(under[key], value) : value;
  return merged;
}
