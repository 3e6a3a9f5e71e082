import { log, pow } from '../../engine/math/index.ts';

/**
 * Chooses the mean block length of the stationary bootstrap: the one that lets the variance of the mean come out best.
 *
 * With autocovariances R(k), a flat-top window w(x) = 1 up to x = 1/2 and 2 (1 - x) up to 1, and a bandwidth M:
 *
 *     G = sum over |k| <= M of w(|k| / M) |k| R(k),  g = sum over |k| <= M of w(|k| / M) R(k)
 *     b = (G^2 / g^2)^(1/3) n^(1/3), at least 1, at most min(3 sqrt(n), n / 3) rounded up
 *
 * M is twice the lag after which K = max(5, sqrt(log10 n)) autocorrelations in a row are below 2 sqrt(log10(n) / n).
 * When none is found up to sqrt(n) + K, M is that bound.
 * @param x observations, in order
 * @returns length in observations, not rounded; 1 when x does not vary
 * @see D. N. Politis, H. White, Econometric Reviews 23 (2004); A. Patton, D. N. Politis, H. White, Econometric Reviews
 *   28 (2009), whose correction g^2 is
 */
export function chooseBlockLength(x: Float64Array): number {
  const n = x.length;
  if (n < 4) return 1;
  const mean = x.reduce((sum, value) => sum + value, 0) / n;
  const centred = x.map((value) => value - mean);
  const covariances: number[] = [];
  const covariance = (lag: number): number => {
    for (let k = covariances.length; k <= lag; k++) covariances.push(autocovariance(centred, k));
    return covariances[lag] as number;
  };
  if (!(covariance(0) > 0)) return 1;

  const decades = log(n) / Math.LN10;
  const run = Math.max(5, Math.ceil(Math.sqrt(decades)));
  const longest = Math.min(n - 1, Math.ceil(Math.sqrt(n)) + run);
  const threshold = 2 * Math.sqrt(decades / n) * covariance(0);
  let quiet = 0;
  let bandwidth = longest;
  for (let lag = 1; lag <= longest; lag++) {
    quiet = Math.abs(covariance(lag)) < threshold ? quiet + 1 : 0;
    if (quiet < run) continue;
    // One at least, or a series without any autocorrelation would have no window at all.
    bandwidth = Math.min(longest, 2 * Math.max(1, lag - run));
    break;
  }

  let weighted = 0;
  let spectrum = covariance(0);
  for (let k = 1; k <= bandwidth; k++) {
    const window = Math.min(1, 2 * (1 - k / bandwidth));
    weighted += 2 * window * k * covariance(k);
    spectrum += 2 * window * covariance(k);
  }
  const largest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3));
  const ratio = weighted / spectrum;
  const length = pow(ratio * ratio * n, 1 / 3);
  // A spectrum estimated as 0 says that nothing is known: the longest blocks are the careful choice.
  return length <= largest ? Math.max(1, length) : largest;
}

function autocovariance(centred: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < centred.length; i++) sum += (centred[i] as number) * (centred[i - lag] as number);
  return sum / centred.length;
}
