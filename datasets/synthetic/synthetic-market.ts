import { type CandleSeries, ConfigError, type DataQuality, REGIMES } from '../../engine/model/index.ts';
import { createCandleSeries } from '../candle-columns.ts';
import { measureQuality } from '../checks/candle-quality.ts';
import { parseIsoTime } from '../formats/timestamp.ts';
import { parseInterval } from '../interval.ts';
import { pickCandles } from '../slice-series.ts';
import { createCommonNoise } from './common-noise.ts';
import type { EdgeKind } from './edge-plan.ts';
import { presentCandles } from './outages.ts';
import { createRegimePath } from './regime-path.ts';
import { createSyntheticCandles, type MarketGround } from './synthetic-candles.ts';
import { type SyntheticInput, type SyntheticSpec, syntheticSchema } from './synthetic-schema.ts';
import { createVolatilityPath } from './volatility-path.ts';

const YEAR_MS = 365 * 86_400_000;

/** What could be known of an instrument's returns: the truth about one planted edge. */
export interface EdgeTruth {
  readonly kind: EdgeKind;
  readonly symbol: string;
  /** Instrument whose past says it: the leader, or the instrument itself. */
  readonly source: string;
  /** Annual Sharpe ratio, before costs, of holding the sign of the forecast from close to close. */
  readonly sharpe: number;
  /** Expected logarithmic return of a candle per unit of forecast. */
  readonly strength: number;
  /** Forecast of every step of the common grid, known at its open; standard normal. */
  readonly forecast: Float64Array;
}

/** A market made up from a seed. */
export interface SyntheticMarket {
  /** One per symbol, in their order. */
  readonly series: readonly CandleSeries[];
  /** As measured on each series; the file is `synthetic`. */
  readonly quality: readonly DataQuality[];
  /** True regime of every step of the common grid, codes of REGIMES; step k opens at start + k x interval. */
  readonly regimes: Uint8Array;
  /** Edges of the setting `edges` that are switched on; the older `edge` has no entry. */
  readonly edges: readonly EdgeTruth[];
  readonly spec: SyntheticSpec;
}

/**
 * Makes up a market: correlated instruments through labelled regimes, with jumps, missing candles and, if asked for,
 * clustered volatility, fat tails and edges that a strategy can find. The same spec gives the same bytes on every machine; missing candles and volumes
 * change no price.
 * @param input what differs from the defaults of syntheticSchema
 * @throws ConfigError `synthetic-spec` naming every wrong key, `synthetic-edge`; DatasetError `synthetic-range`
 * @see createSyntheticCandles, planEdges, createVolatilityPath, createPlantedEdge and createRegimePath for the formulas
 * @example
 * const { series, regimes } = createSyntheticMarket({ seed: 7, candles: 1000, edge: 0.1 });
 */
export function createSyntheticMarket(input: SyntheticInput = {}): SyntheticMarket {
  const spec = decode(input);
  const intervalMs = parseInterval(spec.interval);
  const startMs = typeof spec.start === 'number' ? spec.start : parseIsoTime(spec.start);
  const years = intervalMs / YEAR_MS;
  const jumpChance = Math.min(1, spec.jumps * years);
  const regimes = spec.regimes
    ? createRegimePath(spec.seed, spec.candles, intervalMs)
    : new Uint8Array(spec.candles).fill(REGIMES.indexOf('normal'));
  const common = createCommonNoise(spec.seed, spec.candles, jumpChance);
  const volatility = createVolatilityPath(spec);
  const ground: MarketGround = { spec, startMs, intervalMs, years, jumpChance, regimes, common, volatility };
  const instruments = createSyntheticCandles(ground);
  const series = instruments.map(({ columns }, index) => {
    const whole = createCandleSeries(spec.symbols[index] as string, intervalMs, columns);
    if (spec.missing === 0) return whole;
    return pickCandles(whole, presentCandles(spec.seed, index, spec.candles, spec.missing));
  });
  const quality = series.map((one) => measureQuality(one, { file: 'synthetic', sha256: one.id }));
  const edges = instruments.flatMap(({ plan, forecasts }, index) =>
    plan.edges.map(({ kind, sharpe, strength, forecast: { source } }, e): EdgeTruth => {
      const [symbol, from] = [spec.symbols[index] as string, spec.symbols[source] as string];
      return { kind, symbol, source: from, sharpe, strength, forecast: forecasts[e] as Float64Array };
    }),
  );
  return { series, quality, regimes, edges, spec };
}

function decode(input: SyntheticInput): SyntheticSpec {
  const result = syntheticSchema.safeParse(input);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => `${path.join('.') || 'spec'}: ${message}`);
  throw new ConfigError('synthetic-spec', `Expected a synthetic market, was wrong at ${issues.join('; ')}`, { issues });
}
