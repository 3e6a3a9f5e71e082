import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BacktestHost, type BacktestInput, type RunResult, runBacktest } from '#engine';
import { inputArbitrary } from '../../support/pipeline-arbitrary.ts';
import { marksOf, replayFills } from '../../support/replay-fills.ts';

const seen = new Map<string, number>();
const count = (what: string, n: number) => seen.set(what, (seen.get(what) ?? 0) + n);

/** Checks a property on random markets and settings; a case whose warm-up is longer than its candles is passed over. */
function holds(seed: number, numRuns: number, check: (input: BacktestInput, result: RunResult) => void): void {
  fc.assert(
    fc.property(inputArbitrary, (input) => {
      let result: RunResult;
      try {
        result = runBacktest(input);
      } catch (error) {
        fc.pre((error as { code?: string }).code !== 'warmup-too-long');
        throw error;
      }
      count('runs', 1);
      check(input, result);
    }),
    { seed, numRuns },
  );
}

/** Equal to the last bit; the slow comparison only finds the words for a difference. */
function expectSame(a: RunResult, b: RunResult): void {
  if (!isDeepStrictEqual(a, b)) expect(a).toStrictEqual(b);
}

/** Largest of equity and its parts, which rounding is measured against. */
const scaleOf = ({ equity }: RunResult) =>
  equity.equity.reduce((most, value, i) => Math.max(most, Math.abs(value), equity.gross[i]), 1);

function worstDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);
}

describe('random backtests', () => {
  it('come out the same, bit for bit, with coasting and candle by candle', () => {
    holds(11, 160, (input, result) => {
      const slow = new BacktestHost(input).run(input, false);
      expectSame(slow, result);
    });
  });

  it('come out the same twice on one host, and when only measured', () => {
    holds(12, 50, (input, result) => {
      const host = new BacktestHost(input);
      const measured = host.measure(input);
      const again = host.run(input);
      expectSame(again, result);
      expect(host.measure(input)).toEqual(measured);
      expect(measured.metrics).toEqual(result.metrics);
      expect(measured.fills).toBe(result.fills.length);
    });
  });

  it('balance: cash and holdings replayed from the fills alone give the equity of every candle', () => {
    holds(13, 150, (input, result) => {
      const replay = replayFills(input, result);
      const slack = 1e-9 * scaleOf(result);
      expect(worstDifference(replay.equity, result.equity.equity)).toBeLessThanOrEqual(slack);
      expect(worstDifference(replay.cash, result.equity.cash)).toBeLessThanOrEqual(slack);
      expect(worstDifference(replay.gross, result.equity.gross)).toBeLessThanOrEqual(slack);
      const profit = result.equity.equity[result.equity.equity.length - 1] - input.config.account.cash;
      expect(Math.abs(replay.realised + replay.unrealised - replay.fees - profit)).toBeLessThanOrEqual(slack);
      const closed = result.trades.reduce((sum, trade) => sum + trade.pnl, 0);
      if (result.openTrades.length === 0) expect(Math.abs(closed - profit)).toBeLessThanOrEqual(slack);
      expect(Math.abs(replay.fees - (result.metrics.values.feesPaid ?? 0))).toBeLessThanOrEqual(slack);
      if (result.openTrades.length === 0 && result.trades.length > 0) count('flat ends', 1);
      count('fills', result.fills.length);
      count('trades', result.trades.length);
    });
  });

  it('never hold negative cash or units on spot', () => {
    holds(14, 100, (input, result) => {
      if (input.config.account.type !== 'spot') return;
      const replay = replayFills(input, result);
      expect(replay.lowestCash).toBeGreaterThanOrEqual(-1e-9 * scaleOf(result));
      expect(Math.min(...result.equity.cash)).toBeGreaterThanOrEqual(0);
      expect(replay.lowestUnits).toBeGreaterThanOrEqual(-1e-9);
      count('spot fills', result.fills.length);
    });
  });

  it('never exceed a position or leverage limit at the prices of the decision', () => {
    holds(15, 200, (input, result) => {
      const { risk, execution, costs } = input.config;
      if (execution.sizeAt !== 'decision') return;
      const replay = replayFills(input, result);
      const { candle, time, equity } = result.equity;
      const marks = input.series.map((one) => marksOf(one, candle));
      // Whether all orders of one close were filled together, so that the whole book is what was judged.
      const together =
        execution.latencyBars === 0 && input.series.every((one) => one.length === input.series[0].length);
      const orders = new Map(result.orders.map((order) => [order.id, order]));
      for (const fill of result.fills) {
        const order = orders.get(fill.orderId);
        if (order === undefined || order.reduceOnly) continue;
        const s = input.series.findIndex(({ symbol }) => symbol === fill.symbol);
        const d = time.indexOf(order.time);
        const f = candle.indexOf(fill.time);
        const before = f === 0 ? 0 : replay.units[f - 1][s];
        const signed = fill.side === 'buy' ? fill.size : -fill.size;
        expect(fill.size).toBeLessThanOrEqual(order.size * (1 + 1e-9));
        // Every fill of the slice but this one only takes off, so this is the most that was ever held in it.
        const sameSlice = result.fills.filter((other) => other.time === fill.time && other.symbol === fill.symbol);
        const upTo = sameSlice
          .slice(0, sameSlice.indexOf(fill))
          .reduce((n, o) => n + (o.side === 'buy' ? o.size : -o.size), before);
        const after = upTo + signed;
        if (Math.abs(after) <= Math.abs(upTo) * (1 + 1e-9)) continue;
        const worth = Math.max(0, equity[d]);
        const position = Math.min(
          risk.maxPositionNotional ?? Number.POSITIVE_INFINITY,
          (risk.maxPositionFraction ?? Number.POSITIVE_INFINITY) * worth,
        );
        expect(Math.abs(after) * marks[s][d]).toBeLessThanOrEqual(position * (1 + 1e-6));
        count('increases', 1);
        // Lots may keep a reduction from being whole, and with it the room that it was to make.
        if (!together || sameSlice.at(-1) !== fill || input.instruments[s].lotStep !== null || costs.slippage > 0.001)
          continue;
        if (replay.units[f][s] !== after || risk.maxGrossLeverage === null) continue;
        const gross = replay.units[f].reduce((sum, n, o) => (n === 0 ? sum : sum + Math.abs(n) * marks[o][d]), 0);
        expect(gross).toBeLessThanOrEqual(risk.maxGrossLeverage * worth * (1 + 1e-6));
        count('gross checks', 1);
      }
    });
  });

  it('fill nothing on the candle that decided it, and nothing after the last', () => {
    holds(16, 120, (input, result) => {
      const orders = new Map(result.orders.map((order) => [order.id, order]));
      expect(orders.size).toBe(result.orders.length);
      const lastCandle = result.equity.candle[result.equity.candle.length - 1];
      for (const fill of result.fills) {
        expect(fill.time).toBeLessThanOrEqual(lastCandle);
        const order = orders.get(fill.orderId);
        if (order === undefined) {
          expect(['stop', 'trailing', 'target', 'delisted', 'end']).toContain(fill.reason);
          count(fill.reason, 1);
          continue;
        }
        expect(order.symbol).toBe(fill.symbol);
        const { time } = input.series[result.symbols.indexOf(fill.symbol)];
        const candles = time.filter((open) => open >= order.time && open <= fill.time).length;
        expect(candles).toBe(1 + input.config.execution.latencyBars);
        count(fill.reason, 1);
      }
      expect(result.orders.filter((order) => order.status === 'pending')).toEqual([]);
      count('halts', result.counters.halts);
      count('rebalances', result.rebalances.length);
      count('budgets', result.counters.costBudgetBindings);
      count('ambiguous', result.counters.ambiguousCandles);
      for (const { code, count: n } of result.refusals) count(code, n);
    });
  });

  it('trade whole lots and ticks', () => {
    holds(17, 80, (input, result) => {
      const { tickSize, lotStep } = input.instruments[0];
      for (const fill of result.fills) {
        if (fill.reason === 'delisted' || fill.reason === 'end') continue;
        if (lotStep !== null)
          expect(Math.abs(fill.size / lotStep - Math.round(fill.size / lotStep))).toBeLessThan(1e-6);
        // Limits and crossings have the price they have.
        if (tickSize === null || fill.reason === 'target' || fill.size === 0) continue;
        expect(Math.abs(fill.price / tickSize - Math.round(fill.price / tickSize))).toBeLessThan(1e-6);
        count('rounded fills', 1);
      }
    });
  });

  it('have enough of everything happen for the properties to mean something', () => {
    const least = {
      fills: 3000,
      trades: 1200,
      'flat ends': 50,
      'spot fills': 700,
      increases: 1500,
      'gross checks': 50,
      'rounded fills': 800,
      entry: 1000,
      exit: 400,
      resize: 300,
      stop: 200,
      trailing: 300,
      target: 100,
      ambiguous: 8,
      rebalance: 300,
      netted: 50,
      delisted: 10,
      end: 20,
      halt: 10,
      halts: 30,
      rebalances: 200,
      budgets: 500,
      'position-limit': 1000,
      'gross-leverage': 200,
      'net-leverage': 300,
      'risk-score': 1000,
      'daily-trade-limit': 500,
      halted: 700,
      'min-notional': 500,
      'max-units': 500,
      'rounded-to-nothing': 100,
      'no-cash': 100,
    };
    for (const [what, n] of Object.entries(least)) expect.soft(seen.get(what) ?? 0, what).toBeGreaterThanOrEqual(n);
  });
});
