import { createRandom, exp, log } from '../../engine/math/index.ts';
import { DatasetError, REGIMES } from '../../engine/model/index.ts';
import { allocateColumns, type CandleColumns } from '../candle-columns.ts';
import { type CommonNoise, SUB_STEPS } from './common-noise.ts';
import { createPlantedEdge } from './planted-edge.ts';
import { REGIME_DYNAMICS } from './regime-path.ts';
import type { SyntheticSpec } from './synthetic-schema.ts';

/** The grid and what all instruments of a market share. */
export interface MarketGround {
  readonly spec: SyntheticSpec;
  /** Open time of the first candle, epoch ms. */
  readonly startMs: number;
  readonly intervalMs: number;
  /** Length of a candle in years. */
  readonly years: number;
  /** Probability of a jump at an open. */
  readonly jumpChance: number;
  /** Codes of REGIMES, one per candle. */
  readonly regimes: Uint8Array;
  readonly common: CommonNoise;
}

/** Volume of a quiet candle worth an hour, units. */
const HOURLY_VOLUME = 1000;
const HOURS_PER_YEAR = 8760;
/** Without regimes the market neither drifts nor changes its volatility. */
const STILL = { drift: 0, volatility: 1 };

/**
 * Draws all candles of one instrument on the grid, missing ones included.
 *
 * In a candle of length dt (years) and regime r, with s = volatility v(r) sqrt(dt), K sub-steps, correlation c, common
 * normals z and own normals e, the noise is n = sum over k of u(k) / sqrt(K), u = sqrt(c) z + sqrt(1 - c) e. With the
 * planted forecast f, edge g and w = 1 / sqrt(1 + g^2), sub-step k moves the logarithm of the price by
 *
 *     s w (u(k) / sqrt(K) + g f / K) + (drift(r) dt - (s w)^2 / 2 - j) / K
 *
 * where j = log(1 + p (exp(q^2 / 2) - 1)) pays for jumps of chance p and deviation q, which come at opens, with the same
 * correlation. So at edge 0 and drift 0 the price before rounding is a martingale, and at edge 0 nothing but the drift
 * of a regime can be predicted. High and low are the extremes of the path over the sub-steps; every price is rounded to
 * the tick. Volume is 1000 an hour x exp(0.5 normal) x v(r) x (1 + |n|), rounded to three decimals.
 * @param index of the instrument
 * @throws DatasetError `synthetic-range` when the price leaves [one tick, 1e12]
 */
export function createSyntheticCandles(ground: MarketGround, index: number): CandleColumns {
  const { spec, startMs, intervalMs, years, common, regimes } = ground;
  const { edge, tickDecimals } = spec;
  const noise = createRandom(spec.seed, index, 'synthetic prices');
  const jumps = createRandom(spec.seed, index, 'synthetic jump sizes');
  const volumes = createRandom(spec.seed, index, 'synthetic volumes');
  const planted = createPlantedEdge();
  const shared = Math.sqrt(spec.correlation);
  const own = Math.sqrt(1 - spec.correlation);
  const unpredicted = 1 / Math.sqrt(1 + edge * edge);
  const rootOfSteps = Math.sqrt(SUB_STEPS);
  const dynamics = REGIMES.map((regime) => (spec.regimes ? REGIME_DYNAMICS[regime] : STILL));
  const jumpCost = log(1 + ground.jumpChance * (exp((spec.jumpSize * spec.jumpSize) / 2) - 1));
  const baseVolume = HOURLY_VOLUME * HOURS_PER_YEAR * years;
  const ticks = Number(`1e${tickDecimals}`);
  // Ticks per unit are a power of ten, exact; the quotient is the double that the decimal text reads as.
  const rounded = (price: number): number => Math.round(price * ticks) / ticks;

  const out = allocateColumns(spec.candles);
  let level = log(spec.price);
  for (let t = 0; t < spec.candles; t++) {
    const { drift, volatility } = dynamics[regimes[t] as number] as (typeof dynamics)[number];
    const deviation = spec.volatility * volatility * Math.sqrt(years) * unpredicted;
    const trend = drift * years - (deviation * deviation) / 2 - jumpCost;
    const step = (deviation * edge * planted.forecast() + trend) / SUB_STEPS;
    const jump = jumps.normal();
    if (common.jumps[t] === 1) level += spec.jumpSize * (shared * (common.jumpSizes[t] as number) + own * jump);
    const open = level;
    let high = level;
    let low = level;
    let sum = 0;
    for (let k = 0; k < SUB_STEPS; k++) {
      const u = shared * (common.steps[t * SUB_STEPS + k] as number) + own * noise.normal();
      sum += u;
      level += (deviation * u) / rootOfSteps + step;
      high = Math.max(high, level);
      low = Math.min(low, level);
    }
    const total = sum / rootOfSteps;
    planted.update(total);

    const bottom = rounded(exp(low));
    const top = rounded(exp(high));
    if (!(bottom > 0 && top <= 1e12)) throw outOfRange(spec, index, t);
    out.time[t] = startMs + t * intervalMs;
    out.open[t] = rounded(exp(open));
    out.high[t] = top;
    out.low[t] = bottom;
    out.close[t] = rounded(exp(level));
    const volume = baseVolume * exp(0.5 * volumes.normal()) * volatility * (1 + Math.abs(total));
    out.volume[t] = spec.volumes ? Math.round(volume * 1000) / 1000 : 0;
  }
  return out;
}

function outOfRange(spec: SyntheticSpec, index: number, candle: number): DatasetError {
  const symbol = spec.symbols[index] ?? '';
  const text =
    `Expected the synthetic price of ${symbol} to stay between one tick and 1e12, was outside at candle ${candle}; ` +
    'use fewer candles, less volatility or more tickDecimals.';
  return new DatasetError('synthetic-range', text, { symbol, candle });
}
