import { describe, expect, test } from 'vitest';
import { createSyntheticMarket, type SyntheticMarket } from '../../../datasets/synthetic/synthetic-market.ts';
import type { SyntheticInput } from '../../../datasets/synthetic/synthetic-schema.ts';
import { errorOf } from '../support/candle-arbitrary.ts';
import { autocorrelationOf, correlationOf, logReturnsOf, meanOf, returnsOf } from '../support/statistics.ts';

const YEARS = 5;
const SYMBOLS = Array.from({ length: 20 }, (_, n) => `S${n}`);
/** Daily candles without drift; instruments that are independent count as years of their own. */
const daily: SyntheticInput = {
  symbols: SYMBOLS,
  interval: '1d',
  candles: 365 * YEARS + 1,
  volatility: 0.3,
  correlation: 0,
  regimes: false,
  jumps: 0,
  missing: 0,
  tickDecimals: 9,
};
const SEEDS = Array.from({ length: 10 }, (_, seed) => seed + 1);

/** Annual Sharpe ratio of returns of daily positions of one unit, and its standard error. */
function sharpeOf(returns: number[]): { sharpe: number; error: number } {
  const mean = meanOf(returns);
  const deviation = Math.sqrt(meanOf(returns.map((r) => (r - mean) * (r - mean))));
  const q = mean / deviation;
  // A. W. Lo, The statistics of Sharpe ratios (2002), for independent returns.
  return { sharpe: q * Math.sqrt(365), error: Math.sqrt(((1 + (q * q) / 2) * 365) / returns.length) };
}

/** What holding the sign of the forecasts of one kind of edge earns, candle by candle, in all markets. */
function earningsOf(markets: readonly SyntheticMarket[], kind: string): number[] {
  return markets.flatMap(({ series, edges }) =>
    edges
      .filter((edge) => edge.kind === kind)
      .flatMap(({ symbol, forecast }) => {
        const own = series.find((one) => one.symbol === symbol);
        if (own === undefined) throw new Error(`Expected a series of ${symbol}.`);
        return [...returnsOf(own)].map((r, i) => r * Math.sign(forecast[i + 1] as number));
      }),
  );
}

const marketsOf = (input: SyntheticInput) => SEEDS.map((seed) => createSyntheticMarket({ ...daily, ...input, seed }));

describe('the ideal trader earns the Sharpe ratio asked for', () => {
  const leadLag = SYMBOLS.slice(1).map((follower) => ({ leader: 'S0', follower, lag: 2, sharpe: 2.5 }));
  const cases: readonly [string, SyntheticInput, Readonly<Record<string, number>>][] = [
    ['momentum', { edges: { momentum: { sharpe: 2, candles: 20 } } }, { momentum: 2 }],
    ['reversion', { edges: { reversion: { sharpe: 1.5, candles: 3 } } }, { reversion: 1.5 }],
    [
      'momentum against reversion, of the same noise',
      { edges: { momentum: { sharpe: 2, candles: 12 }, reversion: { sharpe: 1.5, candles: 6 } } },
      { momentum: 2, reversion: 1.5 },
    ],
    ['a leader and his followers', { edges: { leadLag } }, { 'lead-lag': 2.5 }],
    [
      'all three, among correlated instruments',
      {
        correlation: 0.3,
        edges: { momentum: { sharpe: 1.5, candles: 12 }, reversion: { sharpe: 1, candles: 4 }, leadLag },
      },
      { momentum: 1.5, reversion: 1, 'lead-lag': 2.5 },
    ],
    [
      'with fat tails, clusters and jumps',
      {
        degreesOfFreedom: 4,
        clustering: { deviation: 0.5, halfLife: 10 },
        jumps: 50,
        jumpSize: 0.04,
        edges: { momentum: { sharpe: 2, candles: 20 } },
      },
      { momentum: 2 },
    ],
    ['through regimes', { regimes: true, edges: { momentum: { sharpe: 2, candles: 20 } } }, { momentum: 2 }],
  ];

  test.each(cases)('%s', (_, input, wanted) => {
    const markets = marketsOf(input);
    for (const [kind, asked] of Object.entries(wanted)) {
      // Instruments may move together, seeds do not: their scatter tells how sure the mean is.
      const estimates = markets.map((market) => sharpeOf(earningsOf([market], kind)).sharpe);
      const mean = meanOf(estimates);
      const error = Math.sqrt(meanOf(estimates.map((x) => (x - mean) ** 2)) / (SEEDS.length - 1));
      expect(error).toBeLessThan(0.06 * asked);
      expect(Math.abs(mean - asked), `${kind}: ${mean}`).toBeLessThan(4 * error);
    }
  });

  test('from the first candle on: forecasts have a past, variance 1 and the covariance of their formula', () => {
    const symbols = Array.from({ length: 1000 }, (_, n) => `S${n}`);
    const edges = { momentum: { sharpe: 1, candles: 96 }, reversion: { sharpe: 1, candles: 8 } };
    const { edges: planted } = createSyntheticMarket({ ...daily, symbols, candles: 2, edges });
    const firstOf = (kind: string) =>
      Float64Array.from(
        planted.filter((edge) => edge.kind === kind),
        ({ forecast }) => forecast[0] as number,
      );
    const [momentum, reversion] = [firstOf('momentum'), firstOf('reversion')];
    for (const first of [momentum, reversion]) {
      expect(first.length).toBe(1000);
      expect(Math.abs(meanOf(first.map((f) => f * f)) - 1)).toBeLessThan(4 * Math.sqrt(2 / 1000));
    }
    const [a, b] = [1 - 2 / 97, 1 - 2 / 9];
    const covariance = -Math.sqrt((1 - a * a) * (1 - b * b)) / (1 - a * b);
    expect(Math.abs(correlationOf(momentum, reversion) - covariance)).toBeLessThan(4 / Math.sqrt(1000));
  });

  test('seed by seed the estimates scatter by their standard error', () => {
    const scores = marketsOf({ edges: { momentum: { sharpe: 2, candles: 20 } } }).flatMap((market) =>
      market.edges.map((edge) => {
        const { sharpe, error } = sharpeOf(earningsOf([{ ...market, edges: [edge] }], 'momentum'));
        return (sharpe - 2) / error;
      }),
    );
    expect(scores.length).toBe(200);
    const variance = meanOf(scores.map((z) => z * z));
    // Four standard errors of the mean of 200 squares.
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / 200));
  });
});

describe('switched off', () => {
  const off: SyntheticInput['edges'] = {
    momentum: { sharpe: 0 },
    reversion: { sharpe: 0 },
    leadLag: [{ leader: 'S0', follower: 'S1', sharpe: 0 }],
  };

  test('the market is byte for byte the one without edges, and has no truth to tell', () => {
    const plain = createSyntheticMarket({ ...daily, seed: 1 });
    const switched = createSyntheticMarket({ ...daily, seed: 1, edges: off });
    expect(switched.series.map(({ id }) => id)).toEqual(plain.series.map(({ id }) => id));
    expect(switched.edges).toEqual([]);
  });

  test('the rules that were ideal earn nothing', () => {
    const planted = marketsOf({ edges: { momentum: { sharpe: 2, candles: 20 } } });
    const markets = marketsOf({ edges: off }).map((market, m) => ({ ...market, edges: planted[m]?.edges ?? [] }));
    const { sharpe, error } = sharpeOf(earningsOf(markets, 'momentum'));
    expect(Math.abs(sharpe)).toBeLessThan(4 * error);
  });
});

describe('the edge can be seen in closes alone', () => {
  test('momentum: the filter of the description gives the forecast back', () => {
    const candles = 20_000;
    const { series, edges } = createSyntheticMarket({
      ...daily,
      symbols: ['A'],
      interval: '1h',
      candles,
      edges: { momentum: { sharpe: 3, candles: 48 } },
    });
    const [{ strength, forecast }] = edges as [SyntheticMarket['edges'][number]];
    const deviation = 0.3 / Math.sqrt(8760);
    const noise = Math.sqrt(deviation ** 2 - strength ** 2);
    const decay = 1 - 2 / 49;
    let average = 0;
    const seen: number[] = [];
    for (const r of logReturnsOf(series[0] as SyntheticMarket['series'][number])) {
      const expected = strength * Math.sqrt(1 - decay * decay) * average;
      seen.push(expected / strength);
      average = decay * average + (r - expected + (noise * noise) / 2) / noise;
    }
    const settled = 2000;
    expect(correlationOf(seen.slice(settled), forecast.subarray(1 + settled))).toBeGreaterThan(0.999_999);
  });

  test('lead-lag: the sign of what the leader did earns the Sharpe ratio, whatever the tails', () => {
    const markets = marketsOf({
      symbols: ['A', 'B', 'C'],
      candles: 365 * 30 + 1,
      degreesOfFreedom: 3,
      volatility: 0.1,
      correlation: [
        [1, 0.5, 0],
        [0.5, 1, 0],
        [0, 0, 1],
      ],
      edges: { leadLag: [{ leader: 'A', follower: 'B', lag: 3, sharpe: 3 }] },
    });
    const earned = (follower: number) =>
      markets.flatMap(({ series }) => {
        const [leader, own] = [series[0], series[follower]].map((one) =>
          returnsOf(one as SyntheticMarket['series'][number]),
        ) as [Float64Array, Float64Array];
        return Array.from(own.subarray(3), (r, i) => r * Math.sign(leader[i] as number));
      });
    const { sharpe, error } = sharpeOf(earned(1));
    expect(Math.abs(sharpe - 3)).toBeLessThan(4 * error);
    const other = sharpeOf(earned(2));
    expect(Math.abs(other.sharpe)).toBeLessThan(4 * other.error);
  });

  test('momentum of one candle: the first autocorrelation is b sqrt(1 - b^2), the next are nothing', () => {
    const { series, edges } = createSyntheticMarket({
      ...daily,
      symbols: ['A'],
      candles: 200_000,
      interval: '1m',
      edges: { momentum: { sharpe: 100, candles: 1 } },
    });
    const share = (edges[0]?.strength ?? 0) / (0.3 / Math.sqrt(525_600));
    const returns = logReturnsOf(series[0] as SyntheticMarket['series'][number]);
    const error = 1 / Math.sqrt(returns.length);
    expect(share).toBeGreaterThan(0.1);
    expect(Math.abs(autocorrelationOf(returns, 1) - share * Math.sqrt(1 - share * share))).toBeLessThan(4 * error);
    for (const lag of [2, 3, 10]) expect(Math.abs(autocorrelationOf(returns, lag))).toBeLessThan(4 * error);
  });

  test('edges leave the variance of returns as it was', () => {
    const [plain, planted] = [{}, { edges: { momentum: { sharpe: 5, candles: 5 } } }].map((input) => {
      const returns = marketsOf(input).flatMap(({ series }) => series.flatMap((one) => [...logReturnsOf(one)]));
      return Math.sqrt(meanOf(returns.map((r) => r * r)) * 365);
    }) as [number, number];
    const error = 0.3 / Math.sqrt(2 * SEEDS.length * SYMBOLS.length * YEARS * 365);
    expect(Math.abs(plain - 0.3)).toBeLessThan(4 * error);
    expect(Math.abs(planted - 0.3)).toBeLessThan(4 * error);
  });
});

describe('refused', () => {
  const refusal = (input: SyntheticInput) => errorOf(() => createSyntheticMarket({ ...daily, ...input }));

  test('more than there is to predict', () => {
    const error = refusal({ edges: { momentum: { sharpe: 30 } } });
    expect(error).toMatchObject({ kind: 'ConfigError', code: 'synthetic-edge' });
    expect(error.message).toMatch(/^Expected edges of S0 to predict less than the whole variance, was \d+ %;/);
  });

  test('the same edge twice', () => {
    const twice = [1, 2].map((sharpe) => ({ leader: 'S0', follower: 'S1', sharpe }));
    expect(refusal({ edges: { leadLag: twice } }).message).toBe(
      'Expected the edges of S1 to predict from different noise, was the same twice.',
    );
    expect(
      refusal({ edges: { momentum: { sharpe: 1, candles: 9 }, reversion: { sharpe: 1, candles: 9 } } }),
    ).toMatchObject({ code: 'synthetic-edge' });
  });

  test.each<[string, SyntheticInput]>([
    ['edge: Expected edge or edges, was both.', { edge: 0.1, edges: { momentum: { sharpe: 1 } } }],
    [
      'edges.leadLag.0.leader: Expected edges.leadLag.0.leader to be one of the symbols, was X.',
      { edges: { leadLag: [{ leader: 'X', follower: 'S1', sharpe: 1 }] } },
    ],
    ['was S1 twice.', { edges: { leadLag: [{ leader: 'S1', follower: 'S1', sharpe: 1 }] } }],
    ['Expected correlation to have a row for each of 20 symbols, was 1.', { correlation: [[1]] }],
    [
      'symmetric, positive definite',
      {
        symbols: ['A', 'B'],
        correlation: [
          [1, 1],
          [1, 1],
        ],
      },
    ],
    [
      'symmetric, positive definite',
      {
        symbols: ['A', 'B'],
        correlation: [
          [1, 0.2],
          [0.3, 1],
        ],
      },
    ],
  ])('%s', (text, input) => {
    const error = refusal(input);
    expect(error).toMatchObject({ kind: 'ConfigError', code: 'synthetic-spec' });
    expect(error.message).toContain(text);
  });
});
