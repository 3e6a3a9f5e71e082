import { describe, expect, it } from 'vitest';
import { createTable } from '../../../app/dataframes/table.ts';
import { EQUITY_COLUMNS, FILL_COLUMNS, ORDER_COLUMNS, TRADE_COLUMNS } from '../../../app/run-folder/record-files.ts';
import { createSyntheticMarket } from '../../../datasets/synthetic/synthetic-market.ts';
import type { CandleSeries, TradeRecord } from '../../../engine/index.ts';
import type { TrialResult } from '../../../optimizers/model/index.ts';

const trade: TradeRecord = {
  symbol: 'A',
  side: 'long',
  entryTime: 1,
  entryPrice: 2,
  exitTime: 3,
  exitPrice: 4,
  size: 5,
  pnl: 6,
  fees: 7,
  exitReason: 'signal',
  mae: -0.1,
  mfe: 0.2,
  ledger: 'tactical',
};

describe('a table', () => {
  it('of candles is the six columns, not copies', () => {
    const [series] = createSyntheticMarket({ candles: 20, symbols: ['A'] }).series as [CandleSeries];
    const { length, columns } = createTable('candles', series);
    expect(length).toBe(series.length);
    expect([...columns.keys()]).toEqual(['time', 'open', 'high', 'low', 'close', 'volume']);
    expect(columns.get('close')).toBe(series.close);
  });

  it('of trades has the columns of trades.csv', () => {
    const { length, columns } = createTable('trades', [trade, { ...trade, symbol: 'B', pnl: -1 }]);
    expect(length).toBe(2);
    expect([...columns.keys()]).toEqual(TRADE_COLUMNS);
    expect(columns.get('symbol')).toEqual(['A', 'B']);
    expect(columns.get('pnl')).toEqual([6, -1]);
  });

  it('of nothing still has its columns', () => {
    expect([...createTable('orders', []).columns.keys()]).toEqual(ORDER_COLUMNS);
    expect([...createTable('fills', []).columns.keys()]).toEqual(FILL_COLUMNS);
    expect(createTable('trades', []).length).toBe(0);
    expect([...createTable('trials', []).columns.keys()]).toEqual(['index', 'status', 'value', 'reason']);
  });

  it('of equity has the columns of equity.csv', () => {
    const column = (value: number) => Float64Array.of(value, value + 1);
    const curve = {
      candle: column(1),
      time: column(2),
      equity: column(3),
      cash: column(4),
      gross: column(5),
      benchmark: column(6),
    };
    const { length, columns } = createTable('equity', curve);
    expect(length).toBe(2);
    expect([...columns.keys()]).toEqual(EQUITY_COLUMNS);
    expect(columns.get('benchmark')).toBe(curve.benchmark);
  });

  it('of trials has a column for every parameter and metric of any trial', () => {
    const base: TrialResult = {
      index: 0,
      params: { fast: 3, on: true },
      status: 'ok',
      value: 1.5,
      violations: [],
      metrics: { sharpe: 1.5 },
      reason: '',
    };
    const failed: TrialResult = {
      ...base,
      index: 1,
      params: { fast: 5, kind: 'x' },
      status: 'failed',
      value: null,
      metrics: { trades: 4 },
      reason: 'threw',
    };
    expect(Object.fromEntries(createTable('trials', [base, failed]).columns)).toEqual({
      index: [0, 1],
      status: ['ok', 'failed'],
      value: [1.5, null],
      'param.fast': [3, 5],
      'param.on': [true, null],
      'param.kind': [null, 'x'],
      'metric.sharpe': [1.5, null],
      'metric.trades': [null, 4],
      reason: ['', 'threw'],
    });
  });
});
