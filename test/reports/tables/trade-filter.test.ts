import { describe, expect, it } from 'vitest';
import { packRun, type TradeColumns } from '../../../reports/payload/run-payload.ts';
import { filterTrades, moveOf, sortTrades, type TradeFilter } from '../../../reports/tables/trade-filter.ts';
import { makeCandles, makeRunResult } from '../../support/report-fixtures.ts';

const candles = [makeCandles('AAA', 6000, 3), makeCandles('BBB', 6000, 8)];
const trades = packRun(makeRunResult(candles), candles).trades;
const ALL: TradeFilter = { text: '', symbol: '', side: '', outcome: '' };
const pick = (filter: Partial<TradeFilter>, from: TradeColumns = trades): number[] =>
  filterTrades(from, { ...ALL, ...filter });

describe('trade filter', () => {
  it('splits trades into wins, losses and open ones', () => {
    const count = trades.pnl.length;
    expect(pick({})).toHaveLength(count);
    const [wins, losses, open] = (['win', 'loss', 'open'] as const).map((outcome) => pick({ outcome }));
    expect((wins?.length ?? 0) + (losses?.length ?? 0) + (open?.length ?? 0)).toBe(count);
    expect(wins?.length).toBeGreaterThan(0);
    expect(wins?.every((row) => (trades.pnl[row] ?? 0) > 0 && trades.exitTime[row] !== null)).toBe(true);
    expect(losses?.every((row) => (trades.pnl[row] ?? 0) <= 0)).toBe(true);
  });

  it('filters by symbol, side and every word of the text', () => {
    const symbol = pick({ symbol: 'BBB' });
    expect(symbol.length).toBeGreaterThan(0);
    expect(symbol.every((row) => trades.symbols[trades.symbol[row] ?? 0] === 'BBB')).toBe(true);
    expect(pick({ side: 'short' })).toEqual([]);
    const stops = pick({ text: '  bbb STOP ' });
    expect(stops).toEqual(symbol.filter((row) => trades.reason[row] === 'stop'));
    expect(stops.length).toBeGreaterThan(0);
    expect(pick({ text: '2021-02' }).length).toBeLessThan(pick({}).length);
    expect(pick({ text: 'nothing like it' })).toEqual([]);
  });

  it('sorts both ways and keeps what has no value last', () => {
    const up = sortTrades(trades, pick({}), 'pnl', 1).map((row) => trades.pnl[row] ?? 0);
    expect(up).toEqual([...up].sort((a, b) => a - b));
    const down = sortTrades(trades, pick({}), 'move', -1).map((row) => moveOf(trades, row));
    expect(down).toEqual([...down].sort((a, b) => b - a));
    const open: TradeColumns = { ...trades, exitTime: trades.exitTime.map((time, row) => (row === 0 ? null : time)) };
    for (const direction of [1, -1] as const)
      expect(sortTrades(open, pick({}, open), 'held', direction).indexOf(0)).toBeGreaterThanOrEqual(
        trades.pnl.length - 3,
      );
  });
});
