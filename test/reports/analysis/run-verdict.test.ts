import { describe, expect, it } from 'vitest';
import type { RunResult } from '#engine';
import { listAssumptions } from '../../../reports/analysis/assumptions.ts';
import { judgeRun } from '../../../reports/analysis/run-verdict.ts';
import { makeCandles, makeQuality, makeRunResult } from '../../support/report-fixtures.ts';

const candles = [makeCandles('AAA', 12_000, 3)];
const run = makeRunResult(candles);
const withMetrics = (result: RunResult, values: Partial<RunResult['metrics']['values']>): RunResult => ({
  ...result,
  metrics: { ...result.metrics, values: { ...result.metrics.values, ...values } },
});

describe('verdict of a run', () => {
  it('compares with buy and hold', () => {
    const ahead = judgeRun(withMetrics(run, { totalReturn: 0.3, benchmarkReturn: 0.1 }), candles, []);
    expect([ahead.tone, ahead.headline]).toEqual(['good', 'Made 30.0% net, 20.0 points ahead of buy and hold']);
    const behind = judgeRun(withMetrics(run, { totalReturn: 0.1, benchmarkReturn: 0.3 }), candles, []);
    expect([behind.tone, behind.headline]).toEqual(['neutral', 'Made 10.0% net, 20.0 points behind buy and hold']);
    const lost = judgeRun(withMetrics(run, { totalReturn: -0.1, benchmarkReturn: -0.3 }), candles, []);
    expect([lost.tone, lost.headline]).toEqual(['bad', 'Lost 10.0% net, 20.0 points ahead of buy and hold']);
  });

  it('says why nothing traded', () => {
    const verdict = judgeRun(
      { ...run, trades: [], openTrades: [], fills: [], silence: 'Risk refused all 12 decisions.' },
      candles,
      [],
    );
    expect([verdict.tone, verdict.headline, verdict.sentence]).toEqual([
      'neutral',
      'Nothing traded',
      'Risk refused all 12 decisions.',
    ]);
  });

  it('warns of too few trades, and only then', () => {
    const few = judgeRun({ ...run, trades: run.trades.slice(0, 3) }, candles, []);
    expect(few.warnings.join()).toContain('3 closed trades are too few');
    expect(judgeRun(run, candles, []).warnings.join()).not.toContain('too few');
  });

  it('warns of costs that ate the gain', () => {
    const verdict = judgeRun(withMetrics(run, { totalReturn: -0.01, feesPaid: 3000, slippagePaid: 1000 }), candles, []);
    expect(verdict.warnings).toContain('Costs of 4,000 turned a gain of 3,000 into a loss.');
  });

  it('warns of a result that hangs on a few trades', () => {
    const trade = run.trades[0];
    if (trade === undefined) throw new Error('Expected the made-up run to trade, it did not.');
    const trades = Array.from({ length: 40 }, (_, i) => ({ ...trade, pnl: i < 5 ? 100 : -10 }));
    expect(judgeRun({ ...run, trades }, candles, []).warnings).toContain(
      'Without its 5 best trades, the closed trades would have lost 350.00.',
    );
  });

  it('warns of fills larger than their candle can bear', () => {
    const thin = candles.map((series) => ({ ...series, volume: series.volume.map(() => 1) }));
    expect(judgeRun(run, thin, []).warnings.join()).toContain(
      `${run.fills.length} of ${run.fills.length} fills took more than 2.5%`,
    );
    const deep = candles.map((series) => ({ ...series, volume: series.volume.map(() => 1e12) }));
    expect(judgeRun(run, deep, []).warnings.join()).not.toContain('took more than');
  });

  it('warns when more is refused than ordered, and does not count what was only reduced', () => {
    const refusal = { code: 'x', symbol: 'AAA', count: run.counters.ordersSubmitted + 1 };
    const said = (stage: 'risk' | 'reduced'): string =>
      judgeRun({ ...run, refusals: [{ ...refusal, stage }] }, candles, []).warnings.join();
    expect(said('risk')).toContain('More was refused');
    expect(said('reduced')).not.toContain('More was refused');
  });

  it('warns of holes in the data', () => {
    const quality = makeQuality(candles[0] ?? makeCandles('AAA', 1));
    expect(judgeRun(run, candles, [quality]).warnings.join()).not.toContain('missing');
    expect(judgeRun(run, candles, [{ ...quality, missing: 900, outside: 2 }]).warnings.join()).toContain(
      'AAA: 900 candles missing in 3 gaps',
    );
  });

  it('lists what is off and what is not modelled from the settings', () => {
    const spot = listAssumptions(run);
    expect(spot.off).toEqual(['net leverage', 'daily loss', 'drawdown halt']);
    expect(spot.missing.join()).not.toContain('Funding');
    const { config } = run;
    const margin = listAssumptions({
      ...run,
      config: {
        ...config,
        account: { ...config.account, type: 'margin' },
        risk: { ...config.risk, maxRiskScore: null, dailyLossLimit: 0.02 },
      },
    });
    expect(margin.missing[0]).toContain('Funding');
    expect(margin.off).toEqual(['risk score', 'net leverage', 'drawdown halt']);
    expect(spot.modelled.join()).toContain('the stop is taken first (pessimistic)');
  });
});
