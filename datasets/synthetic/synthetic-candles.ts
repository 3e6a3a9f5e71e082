import { createRandom, exp, log, type RandomStream } from '../../engine/math/index.ts';
import { DatasetError, REGIMES } from '../../engine/model/index.ts';
import { allocateColumns, type CandleColumns } from '../candle-columns.ts';
import { type CommonNoise, SUB_STEPS } from './common-noise.ts';
import { type EdgePlan, planEdges } from './edge-plan.ts';
import { replayHistory } from './noise-history.ts';
import { createNoiseMixer, type NoiseMixer, OWN_NORMALS } from './noise-mixer.ts';
import { createPlantedEdge, type PlantedEdge } from './planted-edge.ts';
import { meanSquareVolatility, REGIME_DYNAMICS } from './regime-path.ts';
import type { SyntheticSpec } from './synthetic-schema.ts';
import type { VolatilityPath } from './volatility-path.ts';

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
  readonly volatility: VolatilityPath;
}

/** The candles of one instrument, missing ones included, and what could be known of them before. */
export interface InstrumentCandles {
  readonly columns: CandleColumns;
  readonly plan: EdgePlan;
  /** For each edge of the plan, its forecast of every candle. */
  readonly forecasts: readonly Float64Array[];
}

/** Volume of a quiet candle worth an hour, units. */
const HOURLY_VOLUME = 1000;
const HOURS_PER_YEAR = 8760;
/** Without regimes the market neither drifts nor changes its volatility. */
const STILL = { drift: 0, volatility: 1 };

/** What one instrument keeps while its candles are drawn. */
interface InstrumentState extends InstrumentCandles {
  readonly index: number;
  readonly noise: RandomStream;
  readonly jumps: RandomStream;
  readonly volumes: RandomStream;
  readonly planted: PlantedEdge;
  /** Logarithm of the last price. */
  level: number;
}

/**
 * Draws all candles of all instruments on the grid, missing ones included.
 *
 * In a candle of length dt (years) and regime r, with volatility v(r), cluster factor v(t) and tail factor W(t), and K
 * sub-steps of correlated standard normals u(k), the noise is n = sum over k of u(k) / sqrt(K). With the forecast f of
 * the setting `edge` g, w = 1 / sqrt(1 + g^2), the edges b f of the setting `edges` and their noise factor z,
 * s = volatility v(r) v(t) W(t) sqrt(dt) w z, sub-step k moves the logarithm of the price by
 *
 *     s u(k) / sqrt(K) + (s g f + sum b f + drift(r) dt - s^2 / 2 - j) / K
 *
 * where j = log(1 + p (exp(q^2 / 2) - 1)) pays for jumps of chance p and deviation q, which come at opens, with the same
 * correlation. So without edge and drift the price before rounding is a martingale, and without edge nothing but the
 * drift of a regime can be predicted. High and low are the extremes of the path over the sub-steps; every price is
 * rounded to the tick. Volume is 1000 an hour x exp(0.5 normal) x v(r) v(t) x (1 + W(t) |n|), rounded to three decimals.
 * @returns one for each symbol
 * @throws DatasetError `synthetic-range` when a price leaves [one tick, 1e12]; ConfigError `synthetic-edge`
 */
export function createSyntheticCandles(ground: MarketGround): readonly InstrumentCandles[] {
  const { spec } = ground;
  const mixer = createNoiseMixer(spec);
  const states = spec.symbols.map((_, index) => createState(ground, index, mixer));
  const own = new Float64Array(states.length * OWN_NORMALS);
  const noises = new Float64Array(states.length);
  replayHistory(spec, mixer, states);
  const draw = createCandleDraw(ground, mixer, own);
  for (let t = 0; t < spec.candles; t++) {
    for (const { index, noise, jumps } of states) {
      const start = index * OWN_NORMALS;
      own[start + SUB_STEPS] = jumps.normal();
      for (let k = 0; k < SUB_STEPS; k++) own[start + k] = noise.normal();
    }
    for (const state of states) noises[state.index] = draw(state, t);
    for (const { index, plan, planted } of states) {
      planted.update(noises[index] as number);
      for (const { forecast } of plan.edges) forecast.update(noises[forecast.source] as number);
    }
  }
  return states;
}

function createState(ground: MarketGround, index: number, mixer: NoiseMixer): InstrumentState {
  const { spec, years, jumpChance, intervalMs } = ground;
  const calm = spec.regimes ? meanSquareVolatility(intervalMs) : 1;
  const plan = planEdges(
    spec,
    index,
    years,
    {
      diffusion: spec.volatility * spec.volatility * years * calm,
      jumps: jumpChance * spec.jumpSize * spec.jumpSize,
    },
    mixer,
  );
  return {
    index,
    columns: allocateColumns(spec.candles),
    plan,
    forecasts: plan.edges.map(() => new Float64Array(spec.candles)),
    noise: createRandom(spec.seed, index, 'synthetic prices'),
    jumps: createRandom(spec.seed, index, 'synthetic jump sizes'),
    volumes: createRandom(spec.seed, index, 'synthetic volumes'),
    planted: createPlantedEdge(),
    level: log(spec.price),
  };
}

/** Draws candle t of one instrument into its columns and returns its noise n. */
function createCandleDraw(
  ground: MarketGround,
  mixer: NoiseMixer,
  own: Float64Array,
): (state: InstrumentState, t: number) => number {
  const { spec, startMs, intervalMs, years, common, regimes } = ground;
  const { edge } = spec;
  const { level: levels, shock: shocks } = ground.volatility;
  const unpredicted = 1 / Math.sqrt(1 + edge * edge);
  const rootOfSteps = Math.sqrt(SUB_STEPS);
  const dynamics = REGIMES.map((regime) => (spec.regimes ? REGIME_DYNAMICS[regime] : STILL));
  const jumpCost = log(1 + ground.jumpChance * (exp((spec.jumpSize * spec.jumpSize) / 2) - 1));
  const baseVolume = HOURLY_VOLUME * HOURS_PER_YEAR * years;
  const ticks = Number(`1e${spec.tickDecimals}`);
  // Ticks per unit are a power of ten, exact; the quotient is the double that the decimal text reads as.
  const rounded = (price: number): number => Math.round(price * ticks) / ticks;

  return (state, t) => {
    const { index, columns: out, plan } = state;
    const { drift, volatility } = dynamics[regimes[t] as number] as (typeof dynamics)[number];
    const clustered = volatility * (levels?.[t] ?? 1);
    const shock = shocks?.[t] ?? 1;
    const deviation = spec.volatility * clustered * Math.sqrt(years) * unpredicted * shock * plan.noise;
    const trend = drift * years - (deviation * deviation) / 2 - jumpCost;
    const step = (deviation * edge * state.planted.forecast() + expectedReturn(state, t) + trend) / SUB_STEPS;
    let level = state.level;
    if (common.jumps[t] === 1) level += spec.jumpSize * mixer.mix(index, SUB_STEPS, common.jumpSizes[t] as number, own);
    const open = level;
    let high = level;
    let low = level;
    let sum = 0;
    for (let k = 0; k < SUB_STEPS; k++) {
      const u = mixer.mix(index, k, common.steps[t * SUB_STEPS + k] as number, own);
      sum += u;
      level += (deviation * u) / rootOfSteps + step;
      high = Math.max(high, level);
      low = Math.min(low, level);
    }
    state.level = level;
    const noise = sum / rootOfSteps;

    const bottom = rounded(exp(low));
    const top = rounded(exp(high));
    if (!(bottom > 0 && top <= 1e12)) throw outOfRange(spec, index, t);
    out.time[t] = startMs + t * intervalMs;
    out.open[t] = rounded(exp(open));
    out.high[t] = top;
    out.low[t] = bottom;
    out.close[t] = rounded(exp(level));
    const volume = baseVolume * exp(0.5 * state.volumes.normal()) * clustered * (1 + shock * Math.abs(noise));
    out.volume[t] = spec.volumes ? Math.round(volume * 1000) / 1000 : 0;
    return noise;
  };
}

/** Notes the forecasts of candle t and sums what they promise. */
function expectedReturn({ plan, forecasts }: InstrumentState, t: number): number {
  let sum = 0;
  for (let e = 0; e < forecasts.length; e++) {
    const { forecast, strength } = plan.edges[e] as EdgePlan['edges'][number];
    const value = forecast.value();
    (forecasts[e] as Float64Array)[t] = value;
    sum += strength * value;
  }
  return sum;
}

function outOfRange(spec: SyntheticSpec, index: number, candle: number): DatasetError {
  const symbol = spec.symbols[index] ?? '';
  const text =
    `Expected the synthetic price of ${symbol} to stay between one tick and 1e12, was outside at candle ${candle}; ` +
    'use fewer candles, less volatility or more tickDecimals.';
  return new DatasetError('synthetic-range', text, { symbol, candle });
}
