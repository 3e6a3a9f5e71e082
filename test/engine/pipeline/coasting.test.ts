/** Spans in which nothing seems to happen, and which still must come out as candle by candle. */
import { describe, expect, it } from 'vitest';
import { BacktestHost, plainInstrument } from '#engine';
import { BUY, FREE, HOUR, type ScriptedRun, scriptedInput, still } from '../../support/scripted-market.ts';

const DAY = 24 * HOUR;
const standing = (n: number, price = 100) => Array.from({ length: n }, () => still(price));

function runBoth(run: ScriptedRun) {
  const input = scriptedInput(run);
  const slow = new BacktestHost(input).run(input, false);
  const fast = new BacktestHost(input).run(input);
  expect(fast).toEqual(slow);
  return fast;
}

describe('coasting', () => {
  it('does not carry a rebalance that was refused on to the next core fill', () => {
    // On Sunday the drift is too small for the venue; days later A is delisted, which is no rebalance.
    const { rebalances, refusals, fills } = runBoth({
      candles: { A: [...standing(3), ...standing(7, 99)], B: standing(14) },
      strategies: [],
      intervalMs: DAY,
      instruments: ['A', 'B'].map((symbol) => ({ ...plainInstrument(symbol), minNotional: 60 })),
      config: {
        rebalance: {
          coreShare: 1,
          trigger: { kind: 'calendar' },
          maxCost: null,
          allocator: { kind: 'fixed', weights: { A: 0.5 } },
        },
      },
    });
    expect(refusals).toContainEqual({ stage: 'risk', code: 'min-notional', symbol: 'A', count: 1 });
    expect(fills.map(({ reason }) => reason)).toEqual(['rebalance', 'delisted']);
    expect(rebalances.map(({ trigger }) => trigger)).toEqual(['first']);
  });

  it('sees the halt, the day and the resumption inside a span without signals', () => {
    const candles = [
      still(100, BUY),
      ...standing(30),
      ...standing(10, 80),
      ...standing(60, 90),
      still(90, BUY),
      still(90),
    ];
    const { counters, fills } = runBoth({
      candles: { A: candles },
      config: {
        decision: { sizing: { kind: 'notional', notional: 900 } },
        risk: { ...FREE.risk, maxDrawdown: 0.1, resumeAfterDays: 2 },
      },
    });
    expect(counters.halts).toBe(1);
    expect(fills.map(({ side, reason }) => `${side} ${reason}`)).toEqual(['buy entry', 'sell halt', 'buy entry']);
  });

  it('stops at a trailing stop that moved within the span', () => {
    const rise = Array.from({ length: 20 }, (_, k) => still(100 + k));
    const { trades } = runBoth({
      candles: { A: [still(100, BUY), ...rise, ...standing(5, 118), ...standing(5, 112)] },
      config: { stops: { trailing: { kind: 'percent', fraction: 0.05 } } },
    });
    expect(trades).toMatchObject([{ exitReason: 'trailing', exitPrice: 112, pnl: 12 }]);
  });

  it('stops at an open that lies outside its own candle', () => {
    const { trades } = runBoth({
      candles: { A: [still(100, BUY), ...standing(5), [85, 105, 95, 100], ...standing(5)] },
      config: { stops: { stopLoss: { kind: 'percent', fraction: 0.1 } } },
    });
    expect(trades).toMatchObject([{ exitReason: 'stop', exitPrice: 85 }]);
  });
});
