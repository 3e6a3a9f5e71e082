import { describe, expect, it } from 'vitest';
import { MarketRegimeDetector, regimeColumn } from '../../../engine/adaptation/index.ts';
import { createRandom } from '../../../engine/math/index.ts';
import { REGIMES, type Regime } from '../../../engine/model/index.ts';
import { prefixOf, type Stretch, syntheticSeries } from './synthetic-series.ts';

const YEAR = 8766;
const OPTIONS = {
  volatility: { kind: 'ewma', halfLife: 24 },
  trend: { slow: 72 },
  regime: { window: 1500, volatileAbove: 0.85, trendAbove: 2, dwell: 6 },
} as const;

const SHAPES: Readonly<Record<Regime, Omit<Stretch, 'candles'>>> = {
  bull: { drift: 0.0025, volatility: 0.005 },
  bear: { drift: -0.0025, volatility: 0.005 },
  volatile: { drift: 0, volatility: 0.015 },
  normal: { drift: 0, volatility: 0.005 },
};
const LENGTH = 250;
/** Candles the detector is given to notice a change. */
const SETTLING = 100;

/** Stretches of labelled regimes; about one in eight is volatile. */
function labelled(seed: number): { series: ReturnType<typeof syntheticSeries>; labels: Regime[] } {
  const random = createRandom(seed, 0, 'labels');
  const labels = Array.from({ length: 80 }, (): Regime => {
    const u = random.int(1, 8);
    return u === 1 ? 'volatile' : u <= 3 ? 'bull' : u <= 5 ? 'bear' : 'normal';
  });
  return {
    labels,
    series: syntheticSeries(
      seed,
      labels.map((label) => ({ ...SHAPES[label], candles: LENGTH })),
      4,
    ),
  };
}

describe('regimeColumn', () => {
  it('names the regimes of a market whose regimes are known', () => {
    const { series, labels } = labelled(5);
    const column = regimeColumn(series, OPTIONS, YEAR);
    const hits: Record<Regime, number> = { bull: 0, bear: 0, volatile: 0, normal: 0 };
    const total: Record<Regime, number> = { bull: 0, bear: 0, volatile: 0, normal: 0 };
    labels.forEach((label, k) => {
      if (k * LENGTH < OPTIONS.regime.window) return;
      for (let i = k * LENGTH + SETTLING; i < (k + 1) * LENGTH; i++) {
        total[label]++;
        if (REGIMES[column[i]] === label) hits[label]++;
      }
    });
    const share = (regime: Regime): number => hits[regime] / total[regime];
    for (const regime of REGIMES) expect([regime, share(regime) > 0.75]).toEqual([regime, true]);
  });

  it('sees closed candles only: noise after t changes nothing up to t', () => {
    const { series } = labelled(6);
    const whole = regimeColumn(series, OPTIONS, YEAR);
    for (const n of [1, 73, 1700, 9000]) {
      expect(regimeColumn(prefixOf(series, n), OPTIONS, YEAR)).toEqual(whole.subarray(0, n));
      const close = series.close.slice();
      close.fill(1e6, n);
      expect(regimeColumn({ ...series, close }, OPTIONS, YEAR).subarray(0, n)).toEqual(whole.subarray(0, n));
    }
  });

  it('agrees with the stream', () => {
    const series = prefixOf(labelled(7).series, 4000);
    const detector = new MarketRegimeDetector(OPTIONS, YEAR);
    const streamed = Uint8Array.from({ length: series.length }, (_, i) =>
      detector.next(series.open[i], series.high[i], series.low[i], series.close[i]),
    );
    expect(streamed).toEqual(regimeColumn(series, OPTIONS, YEAR));
    expect(new Set(streamed).size).toBe(4);
  });

  it('believes a regime only after it held for the dwell', () => {
    const { series } = labelled(8);
    const at = (dwell: number): Uint8Array =>
      regimeColumn(series, { ...OPTIONS, regime: { ...OPTIONS.regime, dwell } }, YEAR);
    const raw = at(1);
    const patient = at(20);
    let believed = REGIMES.indexOf('normal');
    let held = 20;
    let before = believed;
    for (let i = 0; i < raw.length; i++) {
      held = raw[i] === before ? held + 1 : 1;
      before = raw[i];
      if (held >= 20) believed = raw[i];
      expect(patient[i]).toBe(believed);
    }
    const transitions = (column: Uint8Array): number => column.filter((v, i) => i > 0 && v !== column[i - 1]).length;
    expect(transitions(patient)).toBeLessThan(transitions(raw) / 2);
  });

  it('calls a market normal while it knows too little of it', () => {
    const { series } = labelled(9);
    const column = regimeColumn(series, OPTIONS, YEAR);
    expect(column.subarray(0, OPTIONS.trend.slow - 1).every((code) => REGIMES[code] === 'normal')).toBe(true);
  });
});
