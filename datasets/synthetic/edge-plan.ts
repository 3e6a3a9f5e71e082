import { ConfigError } from '../../engine/model/index.ts';
import { factorCholesky, solveCholesky } from './cholesky.ts';
import { averageOver, covarianceOf, createEdgeForecast, type EdgeForecast, type Response } from './edge-forecast.ts';
import type { NoiseMixer } from './noise-mixer.ts';
import type { SyntheticSpec } from './synthetic-schema.ts';

export type EdgeKind = 'momentum' | 'reversion' | 'lead-lag';

/** One planted edge of one instrument. */
export interface PlannedEdge {
  readonly kind: EdgeKind;
  /** Annual Sharpe ratio of its ideal trader before costs, as asked for. */
  readonly sharpe: number;
  readonly forecast: EdgeForecast;
  /** Expected logarithmic return of a candle per unit of forecast. */
  readonly strength: number;
}

/** The planted edges of one instrument. */
export interface EdgePlan {
  readonly edges: readonly PlannedEdge[];
  /** Factor on the deviation of the noise, so that edges leave the variance of returns as it was. */
  readonly noise: number;
}

/** Variance of the logarithmic return of a candle. */
export interface ReturnVariance {
  /** From the path within candles. */
  readonly diffusion: number;
  /** From jumps at opens. */
  readonly jumps: number;
}

/**
 * Finds how strong the edges of an instrument must be for what their ideal traders are to earn.
 *
 * The ideal trader of edge i holds sign(f(i)), one unit long or short, from close to close. With forecasts f of
 * covariance C, strengths b, N candles a year and a return variance of V, he earns sqrt(2 / pi) (C b)(i) a candle with
 * mean square V. His Sharpe ratio is S(i) when
 *
 *     (C b)(i) = sqrt(pi V / 2) q / sqrt(1 + q^2),  q = S(i) / sqrt(N)
 *
 * which is solved for b. The noise is scaled to leave V as it was: its variance is D - b' C b, of the diffusion D.
 * @param index of the instrument
 * @param years length of a candle, 1 / N
 * @throws ConfigError `synthetic-edge` when edges coincide, or ask for more than all there is to predict
 */
export function planEdges(
  spec: SyntheticSpec,
  index: number,
  years: number,
  variance: ReturnVariance,
  mixer: NoiseMixer,
): EdgePlan {
  const wanted = wantedEdges(spec, index);
  if (wanted.length === 0) return { edges: [], noise: 1 };
  const total = variance.diffusion + variance.jumps;
  const means = wanted.map(({ sharpe }) => {
    const q = sharpe * Math.sqrt(years);
    return (Math.sqrt((Math.PI * total) / 2) * q) / Math.sqrt(1 + q * q);
  });
  const covariance = wanted.map((x) =>
    wanted.map((y) => covarianceOf(x.response, y.response, mixer.correlation(x.source, y.source))),
  );
  const symbol = spec.symbols[index] ?? '';
  const factor = factorCholesky(covariance);
  if (factor === null) {
    const text = `Expected the edges of ${symbol} to predict from different noise, was the same twice.`;
    throw new ConfigError('synthetic-edge', text, { symbol });
  }
  const strengths = solveCholesky(factor, means);
  const predicted = strengths.reduce((sum, b, i) => sum + b * (means[i] as number), 0);
  if (!(predicted < variance.diffusion)) {
    const share = ((100 * predicted) / variance.diffusion).toFixed(0);
    const text = `Expected edges of ${symbol} to predict less than the whole variance, was ${share} %; ask for a lower sharpe.`;
    throw new ConfigError('synthetic-edge', text, { symbol, predicted, variance: variance.diffusion });
  }
  const edges = wanted.map(({ kind, sharpe, source, response }, i) => ({
    kind,
    sharpe,
    forecast: createEdgeForecast(source, response),
    strength: strengths[i] as number,
  }));
  return { edges, noise: Math.sqrt(1 - predicted / variance.diffusion) };
}

interface WantedEdge {
  readonly kind: EdgeKind;
  readonly sharpe: number;
  readonly source: number;
  readonly response: Response;
}

/** Edges of an instrument that are switched on. */
function wantedEdges({ edges, symbols }: SyntheticSpec, index: number): WantedEdge[] {
  const { momentum, reversion, leadLag = [] } = edges ?? {};
  const wanted: WantedEdge[] = [];
  const own = (kind: EdgeKind, sharpe: number, response: Response) =>
    wanted.push({ kind, sharpe, source: index, response });
  if (momentum !== undefined) own('momentum', momentum.sharpe, averageOver(momentum.candles, 1));
  if (reversion !== undefined) own('reversion', reversion.sharpe, averageOver(reversion.candles, -1));
  for (const { leader, follower, lag, sharpe } of leadLag) {
    if (follower !== symbols[index]) continue;
    wanted.push({ kind: 'lead-lag', sharpe, source: symbols.indexOf(leader), response: { kind: 'lag', lag } });
  }
  return wanted.filter(({ sharpe }) => sharpe > 0);
}
