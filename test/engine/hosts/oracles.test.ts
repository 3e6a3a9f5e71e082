import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { intersect, loadCandles, resample } from '../../../datasets/index.ts';
import {
  type CandleSeries,
  type PipelineInput,
  pipelineSchema,
  plainInstrument,
  runBacktest,
} from '../../../engine/index.ts';
import { strategies } from '../../../strategies/index.ts';
import { ORACLE_TOLERANCE, type OracleCase, readOracleCases, relativeDifference } from '../../support/oracle.ts';

const FOLDER = join(import.meta.dirname, '../../oracles/synthetic');
const DAY_MS = 86_400_000;
const cases = readOracleCases(FOLDER);

/** The rules of the oracles, as their README states them. */
const PARITY: PipelineInput = {
  execution: { sizeAt: 'fill', targetFill: 'touch' },
  warmup: 0,
  decision: { minConfidence: 0, sizing: { kind: 'all-in' } },
  risk: { maxRiskScore: null, maxDailyTrades: null, maxPositionNotional: null, maxGrossLeverage: null },
  rebalance: { relativeBand: null, deadBand: 0, maxCost: null },
};

function settingsOf(oracle: OracleCase): PipelineInput {
  const kind = oracle.variant.slice(0, 2);
  const metrics = { interval: 'candle', periodsPerYear: oracle.periodsPerYear } as const;
  const stops = (stop: number, target: number): PipelineInput['stops'] => ({
    stopLoss: { kind: 'percent', fraction: stop },
    takeProfit: { kind: 'percent', fraction: target },
  });
  const execution = (stopsFrom: 'next' | 'fill') => ({ ...PARITY.execution, stopsFrom });
  const rebalance = (
    weight: number,
    trigger: 'calendar' | 'band' | 'calendar-or-band',
  ): PipelineInput['rebalance'] => ({
    ...PARITY.rebalance,
    coreShare: 1,
    allocator: { kind: 'fixed', weights: { a: weight, b: weight, c: weight, d: weight } },
    trigger: { kind: trigger },
  });
  switch (kind) {
    case 'c_':
      return { ...PARITY, metrics, account: { type: 'margin' } };
    case 'd1':
      return { ...PARITY, metrics, stops: stops(0.03, 0.06), execution: execution('next') };
    case 'd2':
      return { ...PARITY, metrics, stops: stops(0.03, 0.06), execution: execution('fill') };
    case 'd3':
      return { ...PARITY, metrics, stops: stops(0.005, 0.01), execution: execution('next') };
    case 'd4':
      return { ...PARITY, metrics, stops: stops(0.005, 0.01), execution: execution('fill') };
    case 'e1':
      return { ...PARITY, metrics, rebalance: rebalance(0.25, 'calendar') };
    case 'e2':
      return { ...PARITY, metrics, rebalance: rebalance(0.25, 'band') };
    case 'e3':
      return { ...PARITY, metrics, rebalance: rebalance(0.25, 'calendar-or-band') };
    case 'e4':
      return { ...PARITY, metrics, rebalance: rebalance(0.24, 'calendar') };
    default:
      return { ...PARITY, metrics };
  }
}

async function seriesOf(oracle: OracleCase): Promise<CandleSeries[]> {
  const loads = oracle.dataFiles.map(async (file) => {
    const symbol = file.replace('basket_', '').replace(/_1[dh]\.csv$/, '');
    return (await loadCandles(join(FOLDER, file), { symbol })).series;
  });
  const hourly = await Promise.all(loads);
  return hourly.length === 1
    ? hourly
    : intersect(hourly).map((series) => resample(series, DAY_MS, { keepPartial: true }));
}

async function runCase(oracle: OracleCase) {
  const series = await seriesOf(oracle);
  const use = oracle.variant.startsWith('b') ? 'rsi-reversion' : 'sma-cross';
  return runBacktest({
    name: oracle.name,
    config: pipelineSchema.parse(settingsOf(oracle)),
    instruments: series.map((one) => plainInstrument(one.symbol)),
    series,
    strategies: oracle.variant.startsWith('e')
      ? []
      : [{ id: use, definition: strategies[use], params: {}, weight: 1, active: true, validity: 1, symbols: null }],
    from: null,
    to: null,
    market: '24/7',
  });
}

describe.each(cases)('oracle $name', async (oracle) => {
  const result = await runCase(oracle);

  it('has the same equity at every candle', () => {
    expect(Array.from(result.equity.candle)).toEqual(oracle.equity.map((row) => row.timestamp));
    let worst = 0;
    oracle.equity.forEach((row, i) => {
      worst = Math.max(worst, relativeDifference(result.equity.equity[i], row.equity));
    });
    expect(worst).toBeLessThanOrEqual(ORACLE_TOLERANCE);
  });

  it.skipIf(oracle.trades === null)('has the same trades', () => {
    const expected = oracle.trades ?? [];
    expect(result.trades.length).toBe(expected.length);
    result.trades.forEach((trade, k) => {
      const other = expected[k];
      expect([trade.side, trade.entryTime, trade.exitTime]).toEqual([other.side, other.entryTime, other.exitTime]);
      const notional = other.size * other.entryPrice;
      for (const field of ['entryPrice', 'exitPrice', 'size', 'fees'] as const) {
        expect(relativeDifference(trade[field], other[field]), `${field} of trade ${k}`).toBeLessThanOrEqual(
          ORACLE_TOLERANCE,
        );
      }
      expect(relativeDifference(trade.pnl, other.pnl, notional), `pnl of trade ${k}`).toBeLessThanOrEqual(
        ORACLE_TOLERANCE,
      );
    });
  });

  it.skipIf(oracle.orders === null)('has the same orders', () => {
    const expected = oracle.orders ?? [];
    expect(result.fills.map((fill) => [fill.time, fill.symbol, fill.side])).toEqual(
      expected.map((order) => [order.time, order.symbol, order.side]),
    );
    result.fills.forEach((fill, k) => {
      for (const field of ['size', 'price', 'fee'] as const) {
        const floor = field === 'price' ? 0 : expected[k][field] + (field === 'size' ? 1e5 / expected[k].price : 100);
        expect(relativeDifference(fill[field], expected[k][field], floor), `${field} of fill ${k}`).toBeLessThanOrEqual(
          ORACLE_TOLERANCE,
        );
      }
    });
  });

  it('has the same Sharpe ratio, drawdown and fees', () => {
    const { sharpe, maxDrawdown, feesPaid } = result.metrics.values;
    expect(relativeDifference(sharpe ?? 0, oracle.sharpe)).toBeLessThanOrEqual(ORACLE_TOLERANCE);
    expect(relativeDifference(maxDrawdown ?? 0, oracle.maxDrawdown)).toBeLessThanOrEqual(ORACLE_TOLERANCE);
    expect(relativeDifference(feesPaid ?? 0, oracle.totalFees)).toBeLessThanOrEqual(ORACLE_TOLERANCE);
  });
});
