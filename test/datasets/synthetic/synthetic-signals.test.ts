import { describe, expect, it } from 'vitest';
import { createSyntheticMarket, createSyntheticSignals, type SyntheticSignalSpec } from '#datasets';
import { majorityOf, pipelineSchema, plainInstrument, runBacktest } from '#engine';
import { recordedEntry } from '../../support/recorded-arbitrary.ts';

const HOUR = 3_600_000;
/** Prices without drift, whose returns nothing can foretell. */
const marketOf = (seed: number, candles: number, symbols = ['A']) =>
  createSyntheticMarket({ seed, symbols, candles, missing: 0, regimes: false, jumps: 0 }).series;

describe('createSyntheticSignals', () => {
  const series = marketOf(1, 3000, ['A', 'B']);
  const spec: SyntheticSignalSpec = { seed: 5, hitRate: 0.6, horizon: 4, delayMs: 1000 };

  it('is the same for the same seed, and another for another', () => {
    expect(createSyntheticSignals(series, spec)).toEqual(createSyntheticSignals(series, spec));
    const other = createSyntheticSignals(series, { ...spec, seed: 6 }).signals;
    expect(other.id).not.toBe(createSyntheticSignals(series, spec).signals.id);
  });

  it('speaks at every horizon-th close, available after its delay, in order', () => {
    const { signals } = createSyntheticSignals(series, spec);
    // Candles 0, 4, ... up to the last k with open k + 5 there.
    expect(signals.length).toBe(2 * Math.ceil((3000 - 5) / 4));
    expect([...signals.symbols]).toEqual(['A', 'B']);
    for (let k = 0; k < signals.length; k += 1) {
      expect(signals.eventTime[k]).toBe(series[0].time[4 * (k >> 1)] + HOUR);
      expect(signals.availableAt[k]).toBe(signals.eventTime[k] + 1000);
    }
  });

  it.each([0, 0.3, 0.5, 0.6, 1])('is right in %f of its opinions', (hitRate) => {
    const { signals, hits, decided } = createSyntheticSignals(series, { ...spec, hitRate });
    let right = 0;
    let could = 0;
    for (let k = 0; k < signals.length; k += 1) {
      const { open } = series[signals.symbol[k]];
      const at = 4 * (k >> 1);
      const way = Math.sign(open[at + 5] - open[at + 1]);
      if (way !== 0) could += 1;
      if (way === majorityOf(signals.packed[k])) right += 1;
    }
    expect([hits, decided]).toEqual([right, could]);
    // Four standard deviations of a binomial share.
    expect(Math.abs(hits / decided - hitRate)).toBeLessThanOrEqual(4 * Math.sqrt((hitRate * (1 - hitRate)) / decided));
  });

  it('refuses what is no rate or no horizon', () => {
    expect(() => createSyntheticSignals(series, { ...spec, hitRate: 1.1 })).toThrow('Expected hitRate from 0 to 1');
    expect(() => createSyntheticSignals(series, { ...spec, horizon: 0 })).toThrow('was 0.6, 0 and 1000');
  });
});

describe('a planted hit rate', () => {
  const SEEDS = 20;
  const HORIZON = 6;

  /** Logarithm of the growth of equity when every opinion is followed with all there is, long and short. */
  function growth(seed: number, hitRate: number, cost: number): number {
    const series = marketOf(100 + seed, 2400);
    const { signals } = createSyntheticSignals(series, { seed, hitRate, horizon: HORIZON });
    const off = { maxRiskScore: null, maxDailyTrades: null, maxPositionNotional: null, maxGrossLeverage: null };
    const { equity } = runBacktest({
      name: 'planted',
      config: pipelineSchema.parse({
        account: { type: 'margin' },
        costs: { taker: cost, slippage: 0 },
        decision: { sizing: { kind: 'fraction', fraction: 1 } },
        risk: off,
        warmup: 0,
      }),
      instruments: [plainInstrument('A')],
      series,
      strategies: [],
      recorded: [recordedEntry(signals)],
      from: null,
      to: null,
      market: '24/7',
    });
    return Math.log(equity.equity[equity.equity.length - 1] / equity.equity[0]);
  }

  /** Mean over markets in its standard errors. */
  function tStatistic(hitRate: number, cost: number): number {
    const values = Array.from({ length: SEEDS }, (_, seed) => growth(seed, hitRate, cost));
    const mean = values.reduce((a, b) => a + b) / SEEDS;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (SEEDS - 1);
    return mean / Math.sqrt(variance / SEEDS);
  }

  it('of 60 % makes money, with costs too', () => {
    expect(tStatistic(0.6, 0)).toBeGreaterThan(6);
    expect(tStatistic(0.6, 0.0005)).toBeGreaterThan(3);
  });

  it('of 50 % makes none, and pays its costs', () => {
    // Growth of the logarithm drifts down by half the variance, a tenth of a standard error of one market.
    expect(Math.abs(tStatistic(0.5, 0))).toBeLessThan(3);
    expect(tStatistic(0.5, 0.0015)).toBeLessThan(-3);
  });

  it('of 40 % loses what 60 % makes', () => {
    expect(tStatistic(0.4, 0)).toBeLessThan(-6);
  });
});
