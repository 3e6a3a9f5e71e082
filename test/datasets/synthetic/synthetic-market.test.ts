import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPlantedEdge } from '../../../datasets/synthetic/planted-edge.ts';
import { createSyntheticMarket } from '../../../datasets/synthetic/synthetic-market.ts';
import { type SyntheticInput, syntheticSchema } from '../../../datasets/synthetic/synthetic-schema.ts';
import { type CandleSeries, REGIMES } from '../../../engine/model/index.ts';
import { errorOf } from '../support/candle-arbitrary.ts';

const HOUR = 3_600_000;
const only = (input: SyntheticInput): CandleSeries => createSyntheticMarket(input).series[0] as CandleSeries;
/** Logarithmic returns from close to close. */
const returnsOf = ({ close }: CandleSeries) =>
  Float64Array.from(close.subarray(1), (c, i) => Math.log(c / (close[i] as number)));

function correlationOf(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const n = Math.min(x.length, y.length);
  let [sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [a, b] = [x[i] as number, y[i] as number];
    sx += a;
    sy += b;
    sxx += a * a;
    syy += b * b;
    sxy += a * b;
  }
  return (sxy - (sx * sy) / n) / Math.sqrt((sxx - (sx * sx) / n) * (syy - (sy * sy) / n));
}

/** Nothing but noise: one volatility, no drift, no jumps, no outages, ticks too fine to matter. */
const plain: SyntheticInput = { regimes: false, jumps: 0, missing: 0, tickDecimals: 9 };

describe('the same spec gives the same bytes', () => {
  test('pinned: a change here changes the markets of every config that names a seed', () => {
    const market = createSyntheticMarket({
      seed: 42,
      symbols: ['A', 'B'],
      candles: 2000,
      edge: 0.1,
      missing: 0.01,
      jumps: 100,
    });
    expect(market.series.map(({ id }) => id)).toEqual([
      '6e6440852cba3959ceee645f3bfc312e39db4faada95dadad4ba7a66e99f9b76',
      '89355018bdc6e82f50c5aa4db1c6959a4bc92fd592dc98cbce2788a2ef533ee2',
    ]);
  });

  test('another seed gives another market', () => {
    expect(only({ seed: 1, candles: 100 }).id).not.toBe(only({ seed: 2, candles: 100 }).id);
  });

  test('missing candles and volumes change no price; more symbols change none of the first', () => {
    const whole = only({ candles: 500, missing: 0 });
    const holes = only({ candles: 500, missing: 0.2, volumes: false });
    expect(holes.length).toBeLessThan(450);
    for (const [i, time] of holes.time.entries()) {
      const at = whole.time.indexOf(time);
      expect([holes.open[i], holes.high[i], holes.low[i], holes.close[i]]).toEqual([
        whole.open[at],
        whole.high[at],
        whole.low[at],
        whole.close[at],
      ]);
    }
    expect(holes.volume.every((volume) => volume === 0)).toBe(true);
    expect(only({ candles: 500, missing: 0, symbols: ['AAA/USD'] }).id).toBe(whole.id);
  });
});

test('every candle is consistent, on the grid and on the tick, whatever the spec', () => {
  const spec = fc.record({
    seed: fc.nat(),
    candles: fc.integer({ min: 2, max: 120 }),
    interval: fc.constantFrom('1m', '5m', '15m', '30m', '1h', '4h', '1d' as const),
    price: fc.double({ min: 1, max: 1e6, noNaN: true }),
    volatility: fc.double({ min: 0.01, max: 2, noNaN: true }),
    correlation: fc.double({ min: 0, max: 0.99, noNaN: true }),
    regimes: fc.boolean(),
    jumps: fc.integer({ min: 0, max: 365 }),
    missing: fc.double({ min: 0, max: 0.5, noNaN: true }),
    edge: fc.double({ min: 0, max: 1, noNaN: true }),
    volumes: fc.boolean(),
    tickDecimals: fc.integer({ min: 2, max: 8 }),
  });
  const extras = fc.record(
    {
      clustering: fc.record({
        deviation: fc.double({ min: 0, max: 1, noNaN: true }),
        halfLife: fc.double({ min: 0.5, max: 500, noNaN: true }),
      }),
      degreesOfFreedom: fc.double({ min: 2.1, max: 50, noNaN: true }),
      edges: fc.record({
        momentum: fc.record({ sharpe: fc.double({ min: 0, max: 3, noNaN: true }) }),
        leadLag: fc.tuple(fc.record({ leader: fc.constant('A'), follower: fc.constant('B'), sharpe: fc.constant(2) })),
      }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(spec, extras, (base, more) => {
      // Edges must find their Sharpe ratio in the path: jumps alone cannot carry it.
      const path = { edge: 0, volatility: 0.3 + base.volatility };
      const input = more.edges === undefined ? { ...base, ...more } : { ...base, ...more, ...path };
      const { series, regimes, quality } = createSyntheticMarket({ ...input, symbols: ['A', 'B'] });
      expect(regimes.length).toBe(input.candles);
      expect(regimes.every((code) => code < REGIMES.length)).toBe(true);
      for (const [k, { time, open, high, low, close, volume, intervalMs, length }] of series.entries()) {
        expect([time[0], time[length - 1]]).toEqual([
          Date.UTC(2021, 0, 1),
          Date.UTC(2021, 0, 1) + (input.candles - 1) * intervalMs,
        ]);
        for (let i = 0; i < length; i++) {
          const [o, h, l, c, v] = [open[i], high[i], low[i], close[i], volume[i]] as [
            number,
            number,
            number,
            number,
            number,
          ];
          if (!(l > 0 && l <= Math.min(o, c) && h >= Math.max(o, c) && h < Infinity && v >= 0 && v < Infinity)) {
            throw new Error(`Candle ${i}: ${[o, h, l, c, v]}`);
          }
          for (const p of [o, h, l, c])
            if (Number(p.toFixed(input.tickDecimals)) !== p) throw new Error(`${p} is off the tick`);
          if (((time[i] as number) - (time[0] as number)) % intervalMs !== 0)
            throw new Error(`Candle ${i} is off the grid`);
        }
        expect(quality[k]).toMatchObject({ file: 'synthetic', rows: length, outside: 0, sha256: series[k]?.id });
      }
    }),
    { seed: 1, numRuns: 150 },
  );
});

describe('the noise', () => {
  test.each([0, 0.3, 0.6, 0.9])('correlation %d is what was asked', (correlation) => {
    const { series } = createSyntheticMarket({ correlation, candles: 20_000, missing: 0 });
    const returns = series.map(returnsOf);
    for (const [i, x] of returns.entries()) {
      for (const y of returns.slice(i + 1)) expect(Math.abs(correlationOf(x, y) - correlation)).toBeLessThan(0.03);
    }
  });

  test.each([0, 0.5])('volatility is what was asked, edge %d or not', (edge) => {
    const returns = returnsOf(only({ ...plain, volatility: 0.8, edge, candles: 40_000 }));
    const variance = returns.reduce((sum, r) => sum + r * r, 0) / returns.length;
    expect(Math.sqrt(variance * 8760) / 0.8).toBeGreaterThan(0.97);
    expect(Math.sqrt(variance * 8760) / 0.8).toBeLessThan(1.03);
  });

  test('without edge no lag is significant', () => {
    const returns = returnsOf(only({ ...plain, candles: 40_000 }));
    for (const lag of [1, 2, 3, 5, 10, 24, 48]) {
      // Four standard errors, 1 / sqrt(n).
      expect(Math.abs(correlationOf(returns.subarray(lag), returns))).toBeLessThan(4 / Math.sqrt(returns.length));
    }
  });

  test('without edge the price is a martingale, jumps or not: its mean over many markets stays', () => {
    const symbols = Array.from({ length: 1000 }, (_, n) => `S${n}`);
    for (const jumps of [0, 365]) {
      const { series } = createSyntheticMarket({
        ...plain,
        symbols,
        correlation: 0,
        jumps,
        jumpSize: 0.1,
        candles: 200,
        interval: '1d',
      });
      const ends = series.map(({ close }) => (close[199] as number) / 100);
      const mean = ends.reduce((a, b) => a + b, 0) / ends.length;
      const deviation = Math.sqrt(ends.reduce((sum, e) => sum + (e - mean) * (e - mean), 0) / ends.length);
      expect(Math.abs(mean - 1)).toBeLessThan((4 * deviation) / Math.sqrt(ends.length));
    }
  });

  test('high and low are those of a path, not of its ends: the mean range is near that of Brownian motion', () => {
    const { high, low, length } = only({ ...plain, candles: 20_000 });
    let sum = 0;
    for (let i = 0; i < length; i++) sum += Math.log((high[i] as number) / (low[i] as number));
    // Continuous: sqrt(8 / pi) = 1.596 deviations. Watched at 12 steps, about 0.33 deviations of a range are lost.
    const range = sum / length / (0.6 / Math.sqrt(8760));
    expect(range).toBeGreaterThan(1.2);
    expect(range).toBeLessThan(1.4);
  });
});

describe('the edge', () => {
  test.each([0.05, 0.1, 0.3])('of %d is measurable in closes alone', (edge) => {
    const series = only({ ...plain, edge, candles: 60_000 });
    const returns = returnsOf(series);
    const deviation = 0.6 / Math.sqrt(8760);
    const planted = createPlantedEdge();
    const forecasts: number[] = [];
    const seen: number[] = [];
    // Returns stand in for the noise, which only the market knows.
    for (const r of returns) {
      forecasts.push(planted.forecast());
      seen.push(r);
      planted.update(r / deviation);
    }
    const correlation = correlationOf(forecasts, seen);
    expect(correlation).toBeGreaterThan(4 / Math.sqrt(seen.length));
    expect(correlation).toBeLessThan(edge + 4 / Math.sqrt(seen.length));
  });

  test('switched off it is not: the same measure is insignificant', () => {
    const returns = returnsOf(only({ ...plain, edge: 0, candles: 60_000 }));
    const planted = createPlantedEdge();
    const forecasts = Array.from(returns, (r) => {
      const forecast = planted.forecast();
      planted.update((r * Math.sqrt(8760)) / 0.6);
      return forecast;
    });
    expect(Math.abs(correlationOf(forecasts, returns))).toBeLessThan(4 / Math.sqrt(returns.length));
  });
});

describe('regimes and jumps', () => {
  test('returns are wilder in volatile phases and rise in bull, fall in bear ones', () => {
    const symbols = ['A', 'B', 'C', 'D'];
    const { series, regimes } = createSyntheticMarket({
      symbols,
      correlation: 0,
      missing: 0,
      jumps: 0,
      candles: 60_000,
    });
    const sums = REGIMES.map(() => ({ n: 0, sum: 0, square: 0 }));
    for (const returns of series.map(returnsOf)) {
      for (const [i, r] of returns.entries()) {
        const own = sums[regimes[i + 1] as number];
        if (own === undefined) throw new Error('no such regime');
        own.n++;
        own.sum += r;
        own.square += r * r;
      }
    }
    const [bull, bear, volatile, normal] = sums.map(({ n, sum, square }) => ({
      deviation: Math.sqrt((square / n) * 8760),
      // Arithmetic growth of a year: the logarithm's mean and half its variance.
      growth: (sum / n + square / n / 2) * 8760,
    }));
    const ratio = (x?: { deviation: number }) => (x?.deviation ?? 0) / 0.6;
    for (const [found, asked] of [
      [ratio(bull), 0.9],
      [ratio(bear), 1.2],
      [ratio(volatile), 1.9],
      [ratio(normal), 0.7],
    ] as const) {
      expect(found / asked).toBeGreaterThan(0.97);
      expect(found / asked).toBeLessThan(1.03);
    }
    expect(bull?.growth).toBeGreaterThan(0.5);
    expect(bear?.growth).toBeLessThan(-0.5);
  });

  test('off means normal throughout', () => {
    const { regimes } = createSyntheticMarket({ regimes: false, candles: 100 });
    expect(new Set([...regimes].map((code) => REGIMES[code]))).toEqual(new Set(['normal']));
  });

  test('jumps come at opens, as often as asked, to all instruments at once', () => {
    const { series } = createSyntheticMarket({
      ...plain,
      jumps: 200,
      jumpSize: 0.1,
      candles: 8760 * 4,
      symbols: ['A', 'B'],
    });
    const opens = series.map(({ open, close }) =>
      [...open.keys()].filter((i) => i > 0 && Math.abs((open[i] as number) / (close[i - 1] as number) - 1) > 1e-6),
    );
    expect(opens[0]).toEqual(opens[1]);
    expect(opens[0]?.length).toBeGreaterThan(720);
    expect(opens[0]?.length).toBeLessThan(880);
    const quiet = only({ ...plain, jumps: 0, candles: 2000 });
    expect([...quiet.open.subarray(1)]).toEqual([...quiet.close.subarray(0, -1)]);
  });
});

describe('the spec', () => {
  test('defaults are four instruments, three years of hours', () => {
    expect(syntheticSchema.parse({})).toMatchObject({
      seed: 1,
      candles: 26_280,
      interval: '1h',
      edge: 0,
      missing: 0.002,
    });
    expect(syntheticSchema.parse({}).symbols.length).toBe(4);
  });

  test('start may be ISO or ms', () => {
    expect(only({ start: '2020-06-01T12:00+02:00', candles: 5 }).time[0]).toBe(Date.UTC(2020, 5, 1, 10));
    expect(only({ start: 7 * HOUR, candles: 5 }).time[0]).toBe(7 * HOUR);
  });

  test('all that is wrong is named at once', () => {
    // A spec from a file may hold anything.
    const wrong = { seed: -1, symbols: ['A', 'A'], start: 'soon', candels: 5 } as unknown as SyntheticInput;
    const error = errorOf(() => createSyntheticMarket(wrong));
    expect(error).toMatchObject({ kind: 'ConfigError', code: 'synthetic-spec' });
    for (const word of ['seed', 'symbols: Expected every symbol once.', 'start: Expected an ISO', 'candels']) {
      expect(error.message).toContain(word);
    }
  });

  test('a price that leaves what doubles and ticks can show is an error, not a zero', () => {
    const input: SyntheticInput = { price: 1, tickDecimals: 0, volatility: 5, interval: '1d', candles: 3000 };
    expect(errorOf(() => createSyntheticMarket(input))).toMatchObject({
      kind: 'DatasetError',
      code: 'synthetic-range',
    });
  });
});
