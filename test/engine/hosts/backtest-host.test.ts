import { describe, expect, it } from 'vitest';
import { createSyntheticMarket, sliceSeries } from '#datasets';
import {
  BacktestHost,
  type BacktestInput,
  type PipelineInput,
  pipelineSchema,
  plainInstrument,
  runBacktest,
} from '#engine';
import { busyEntry } from '../../support/pipeline-arbitrary.ts';
import {
  BUY,
  entryOf,
  FREE,
  HOUR,
  runScripted,
  START,
  scripted,
  scriptedInput,
  still,
} from '../../support/scripted-market.ts';

const { series: MARKET } = createSyntheticMarket({ seed: 3, symbols: ['AAA', 'BBB'], candles: 400, missing: 0 });

const inputOf = (config: PipelineInput = {}, differs: Partial<BacktestInput> = {}): BacktestInput => ({
  name: 'host',
  config: pipelineSchema.parse(config),
  instruments: MARKET.map(({ symbol }) => plainInstrument(symbol)),
  series: MARKET,
  strategies: [busyEntry('rsi-reversion')],
  from: null,
  to: null,
  market: '24/7',
  ...differs,
});

describe('BacktestHost', () => {
  it('replays its warm-up without trading, and says how long it was', () => {
    const result = runBacktest(inputOf({ decision: { minConfidence: 0 } }));
    // Wilder's average of 5 periods forgets its start in 7 times as many.
    expect(result.warmupCandles).toBeGreaterThanOrEqual(35);
    expect(result.from).toBe(MARKET[0].time[result.warmupCandles] + HOUR);
    expect(Math.min(...result.orders.map(({ time }) => time))).toBeGreaterThanOrEqual(result.from);
    expect(runBacktest(inputOf({ warmup: 0 })).warmupCandles).toBe(0);
  });

  it('waits for the ATR of its own stops as well', () => {
    const atr = runBacktest(inputOf({ stops: { stopLoss: { kind: 'atr', multiple: 2, period: 20 } } }));
    expect(atr.warmupCandles).toBe(140);
  });

  it('uses candles before `from` as warm-up, and none from `to` on', () => {
    const from = MARKET[0].time[100];
    const to = MARKET[0].time[300];
    const result = runBacktest(inputOf({}, { from, to }));
    expect([result.warmupCandles, result.equity.candle[0], result.equity.candle.at(-1)]).toEqual([0, from, to - HOUR]);
    const short = { series: MARKET.map((one) => sliceSeries(one, null, to)) };
    expect(runBacktest(inputOf({}, { from, ...short })).fills).toEqual(result.fills);
  });

  it('says when a study could start', () => {
    const host = new BacktestHost(inputOf());
    const input = inputOf();
    expect(host.earliestStart(input)).toBe(host.run(input).equity.candle[0]);
  });

  it('keeps nothing of one config in the next', () => {
    const host = new BacktestHost(inputOf());
    const configs: PipelineInput[] = [
      {},
      { decision: { minConfidence: 0.9 } },
      { account: { cash: 500 } },
      { stops: { stopLoss: { kind: 'atr', multiple: 1, period: 5 } } },
      { adaptation: { volatility: { halfLife: 10 } } },
      { decision: { riskScore: 'scaled' } },
      { rebalance: { coreShare: 0.5, trigger: { kind: 'calendar', calendar: 'daily' } } },
      { metrics: { interval: 'candle' } },
    ];
    for (const round of [1, 2]) {
      for (const config of configs) {
        const input = inputOf(config);
        expect(host.measure(input), `round ${round}, ${JSON.stringify(config)}`).toEqual(
          new BacktestHost(input).measure(input),
        );
      }
      host.clear();
    }
  });

  it('leaves the results it gave alone in later runs', () => {
    const host = new BacktestHost(inputOf());
    const first = host.run(inputOf());
    const copy = structuredClone(first.equity);
    host.measure(inputOf({ account: { cash: 7 } }));
    host.run(inputOf({ account: { cash: 9 } }));
    expect(first.equity).toEqual(copy);
  });

  it('prefixes order ids with the id of the run', () => {
    const { orders } = runBacktest(inputOf({ decision: { minConfidence: 0 } }, { runId: 'abc123' }));
    expect(orders.length).toBeGreaterThan(0);
    expect(orders.every(({ id }) => /^abc123-\d+-(AAA|BBB)(-reduce)?$/.test(id))).toBe(true);
  });

  it('compares with buying and holding the same universe', () => {
    const result = runBacktest(inputOf({ account: { cash: 1000 }, warmup: 0 }));
    const { benchmark } = result.equity;
    const held = (i: number) => MARKET.reduce((sum, { open, close }) => sum + (500 * close[i]) / open[0], 0);
    for (const i of [0, 100, 399]) expect(benchmark[i]).toBeCloseTo(held(i), 9);
  });

  it('keeps the part of a later listing in cash until its first open', () => {
    const { equity } = runScripted({
      candles: { A: [still(100), still(200), still(200)], B: [null, [50, 60, 50, 60], still(100)] },
    });
    expect([...equity.benchmark]).toEqual([1000, 1000 + 600, 1000 + 1000]);
  });

  it('counts stale candles, alerts and regimes', () => {
    const result = runScripted({
      candles: { A: [still(100, BUY), still(100), null, null, still(100)], B: new Array(5).fill(still(1)) },
    });
    expect(result.counters).toMatchObject({
      candles: 5,
      staleCandles: 2,
      signals: 1,
      decisions: 1,
      ordersSubmitted: 1,
      fills: 1,
    });
    expect(result.regimes.map(({ candles }) => candles.reduce((a, b) => a + b))).toEqual([3, 5]);
  });

  it('opens shorts on margin only where the strategies, or the config, say so', () => {
    const shorts = (decision: PipelineInput['decision'], name: string) =>
      runBacktest(
        inputOf(
          { account: { type: 'margin' }, decision: { minConfidence: 0, ...decision } },
          { strategies: [busyEntry(name)] },
        ),
      ).trades.filter(({ side }) => side === 'short').length;
    expect(shorts({}, 'rsi-reversion')).toBeGreaterThan(0);
    expect(shorts({ sides: 'long' }, 'rsi-reversion')).toBe(0);
    expect(
      runBacktest(inputOf({ decision: { minConfidence: 0, sides: 'both' } })).trades.every(
        ({ side }) => side === 'long',
      ),
    ).toBe(true);
  });
});

describe('a wrong backtest', () => {
  const codeOf = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      return `${(error as { kind?: string }).kind} ${(error as { code?: string }).code}`;
    }
    return 'none';
  };

  it.each([
    ['no-instruments', () => new BacktestHost(inputOf({}, { series: [], instruments: [] }))],
    ['instrument-count', () => new BacktestHost(inputOf({}, { instruments: [] }))],
    ['duplicate-symbol', () => new BacktestHost(inputOf({}, { series: [MARKET[0], MARKET[0]] }))],
    [
      'mixed-intervals',
      () => {
        const [a] = scriptedInput({ candles: { A: [still(1)] } }).series;
        const [b] = scriptedInput({ candles: { B: [still(1)] }, intervalMs: 4 * HOUR }).series;
        return new BacktestHost(inputOf({}, { series: [a, b] }));
      },
    ],
    ['empty-span', () => runBacktest(inputOf({}, { from: START * 2 }))],
    ['warmup-too-long', () => runBacktest(inputOf({ warmup: 400 }))],
    ['warmup-too-long', () => runBacktest(inputOf({}, { to: MARKET[0].time[10] }))],
    ['duplicate-strategy', () => runBacktest(inputOf({}, { strategies: [entryOf(scripted), entryOf(scripted)] }))],
    [
      'unknown-symbol',
      () => runBacktest(inputOf({ rebalance: { coreShare: 1, allocator: { kind: 'fixed', weights: { XXX: 0.1 } } } })),
    ],
    [
      'weights-sum',
      () =>
        runBacktest(
          inputOf({ rebalance: { coreShare: 1, allocator: { kind: 'fixed', weights: { AAA: 0.6, BBB: 0.6 } } } }),
        ),
    ],
  ])('is a ConfigError: %s', (code, run) => {
    expect(codeOf(run)).toBe(`ConfigError ${code}`);
  });

  it('names what it needs and what there is', () => {
    expect(() => runBacktest(inputOf({}, { from: START * 2 }))).toThrow(
      /Expected candles between from .* the data run from 2021-01-01/,
    );
    expect(() => runBacktest(inputOf({ ...FREE, warmup: 400 }))).toThrow(
      /Expected the warm-up of rsi-reversion to end within the 400 candles/,
    );
  });
});
