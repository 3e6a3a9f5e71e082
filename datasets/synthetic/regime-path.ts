import { createRandom } from '../../engine/math/index.ts';
import { REGIMES, type Regime } from '../../engine/model/index.ts';
import { DAY_MS } from '../interval.ts';

/** How the market moves in a regime. */
interface RegimeDynamics {
  /** Expected logarithmic growth of a year, from the regime alone. */
  readonly drift: number;
  /** Factor on the volatility. */
  readonly volatility: number;
  /** Mean length of a phase, days. */
  readonly days: number;
  /** Where it goes when it ends: shares in the order of REGIMES, sum 1. */
  readonly next: readonly number[];
}

export const REGIME_DYNAMICS: Readonly<Record<Regime, RegimeDynamics>> = {
  bull: { drift: 1.2, volatility: 0.9, days: 24, next: [0, 0.15, 0.25, 0.6] },
  bear: { drift: -1.2, volatility: 1.2, days: 14, next: [0.2, 0, 0.4, 0.4] },
  volatile: { drift: 0, volatility: 1.9, days: 6, next: [0.25, 0.35, 0, 0.4] },
  normal: { drift: 0, volatility: 0.7, days: 20, next: [0.5, 0.25, 0.25, 0] },
};

/**
 * Draws a persistent Markov path of regimes that begins in `normal`. A phase ends with probability
 * min(1, interval / mean length) at every step, so phases are geometric with the mean length of their regime.
 * @param length steps
 * @param intervalMs length of a step
 * @returns codes of REGIMES
 */
export function createRegimePath(seed: number, length: number, intervalMs: number): Uint8Array {
  const random = createRandom(seed, 0, 'synthetic regimes');
  const dynamics = REGIMES.map((regime) => REGIME_DYNAMICS[regime]);
  const path = new Uint8Array(length);
  let code = REGIMES.indexOf('normal');
  for (let t = 0; t < length; t++) {
    const { days, next } = dynamics[code] as RegimeDynamics;
    const leaves = random.float() < intervalMs / (days * DAY_MS);
    const draw = random.float();
    if (t > 0 && leaves) code = pick(next, draw);
    path[t] = code;
  }
  return path;
}

/** Index of the share that a uniform draw falls into. */
function pick(shares: readonly number[], draw: number): number {
  let sum = 0;
  for (const [index, share] of shares.entries()) {
    sum += share;
    if (draw < sum) return index;
  }
  // Only reached when rounding left the sum of the shares below the draw.
  return shares.findLastIndex((share) => share > 0);
}

/**
 * Mean of the squared volatility factor over a long path: what regimes multiply the variance of returns by.
 * @param intervalMs length of a step
 */
export function meanSquareVolatility(intervalMs: number): number {
  const dynamics = REGIMES.map((regime) => REGIME_DYNAMICS[regime]);
  let phases = dynamics.map(() => 1 / dynamics.length);
  // Half of every step stays where it is, so that the powers of the chain settle whatever its period.
  for (let n = 0; n < 200; n++) {
    const arriving = dynamics.map((_, to) =>
      dynamics.reduce((sum, { next }, from) => sum + (phases[from] as number) * (next[to] as number), 0),
    );
    phases = phases.map((share, k) => (share + (arriving[k] as number)) / 2);
  }
  let time = 0;
  let squares = 0;
  for (const [k, { days, volatility }] of dynamics.entries()) {
    const share = (phases[k] as number) * Math.max(days, intervalMs / DAY_MS);
    time += share;
    squares += share * volatility * volatility;
  }
  return squares / time;
}
