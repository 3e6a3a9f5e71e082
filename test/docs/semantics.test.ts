/** The table of choices at the end of docs/semantics.md, and what it says about days; each row is a run. */
import { describe, expect, it } from 'vitest';
import type { RunResult } from '#engine';
import {
  BUY,
  entryOf,
  FREE,
  HOUR,
  runScripted,
  type ScriptedCandle,
  SELL,
  START,
  scripted,
  still,
} from '../support/scripted-market.ts';
import { readPage } from './support/doc-blocks.ts';

const reasonsOf = (result: RunResult) => result.fills.map(({ reason }) => reason);
const hoursOf = (result: RunResult) => result.fills.map(({ time }) => (time - START) / HOUR);
const levels = {
  stopLoss: { kind: 'percent', fraction: 0.1 },
  takeProfit: { kind: 'percent', fraction: 0.1 },
} as const;

describe('choices of docs/semantics.md', () => {
  it('has a test for each', () => {
    const table = readPage('docs/semantics.md')
      .split('## Choices')[1]
      ?.match(/^\| (?!---|question)/gm);
    expect(table).toHaveLength(8);
  });

  it('a take-profit blocks re-entry until the signal changes', () => {
    const candles = [still(100, BUY), [100, 115, 100, 110, BUY], still(110, BUY), still(110, SELL), still(110, BUY)];
    const result = runScripted({
      candles: { A: [...(candles as ScriptedCandle[]), still(110)] },
      config: { stops: levels },
    });
    expect(reasonsOf(result)).toEqual(['entry', 'target', 'entry']);
    expect(hoursOf(result)).toEqual([1, 1, 5]);
  });

  it('pessimistic takes the stop even where the open had jumped the target; the others the target', () => {
    const run = (intrabar: 'pessimistic' | 'optimistic' | 'ohlc-path') =>
      runScripted({
        candles: { A: [still(100, BUY), still(100), [115, 116, 85, 90]] },
        config: { stops: levels, execution: { intrabar } },
      });
    expect(reasonsOf(run('pessimistic'))).toEqual(['entry', 'stop']);
    expect(run('pessimistic').trades).toMatchObject([{ exitPrice: 90 }]);
    expect(reasonsOf(run('optimistic'))).toEqual(['entry', 'target']);
    expect(run('ohlc-path').trades).toMatchObject([{ exitPrice: 115 }]);
    expect(run('ohlc-path').counters.ambiguousCandles).toBe(1);
  });

  it('the size uses the mean strength before the cap of the sum', () => {
    const strong = { direction: 'BUY', strength: 4, confidence: 1 } as const;
    const strategies = ['a', 'b', 'c'].map((id) => ({ ...entryOf(scripted), id }));
    const result = runScripted({ candles: { A: [still(100, strong), still(100)] }, strategies });
    expect(result.fills).toMatchObject([{ size: 2 }]);
  });

  it('nothing is decided on a missing candle, while the signal of before goes on', () => {
    const config = { decision: { ...FREE.decision, entry: 'add' } } as const;
    const B = Array.from({ length: 5 }, () => still(100));
    const result = runScripted({
      candles: { A: [still(100, BUY), still(100, BUY), null, null, still(100)], B },
      config,
    });
    expect(result.counters.decisions).toBe(2);
    expect(hoursOf(result)).toEqual([1, 4]);
  });

  it('an order that was refused is attempted at every candle, and counted each time', () => {
    const config = { risk: { ...FREE.risk, maxRiskScore: 0 } };
    const result = runScripted({ candles: { A: Array.from({ length: 7 }, () => still(100, BUY)) }, config });
    expect(result.refusals).toEqual([{ stage: 'risk', code: 'risk-score', symbol: 'A', count: 7 }]);
  });

  it('trades of both ledgers count', () => {
    const result = runScripted({
      candles: { A: [still(100, BUY), still(100, SELL), still(100)], B: [still(100), still(100)] },
      config: { rebalance: { coreShare: 0.5 } },
    });
    expect(result.trades.map(({ ledger }) => ledger).sort()).toEqual(['core', 'tactical']);
    expect(result.metrics.values.trades).toBe(2);
  });

  it('the benchmark has no costs', () => {
    const config = { costs: { taker: 0.01, slippage: 0.01 } };
    const result = runScripted({ candles: { A: [still(100, BUY), still(150)] }, config });
    expect(result.metrics.values.benchmarkReturn).toBe(0.5);
  });

  it('a run without strategies has no warm-up', () => {
    const config = { warmup: 'derived', rebalance: { coreShare: 1 } } as const;
    const result = runScripted({ candles: { A: [still(100), still(100)] }, config, strategies: [] });
    expect([result.warmupCandles, hoursOf(result)]).toEqual([0, [1]]);
  });
});

describe('days of limits', () => {
  it('are those of the open times: a candle that closes at midnight belongs to the day that ends', () => {
    const candles = Array.from({ length: 26 }, (_, hour) => {
      if (hour === 5 || hour === 23 || hour === 24) return still(100, BUY);
      return still(100, hour === 10 ? SELL : undefined);
    });
    const config = { risk: { ...FREE.risk, maxDailyTrades: 1 } };
    const result = runScripted({ candles: { A: candles }, config });
    expect(hoursOf(result)).toEqual([6, 11, 25]);
    expect(result.refusals).toEqual([{ stage: 'risk', code: 'daily-trade-limit', symbol: 'A', count: 1 }]);
  });
});
