import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { computeMetrics, type MetricName, type MetricSet } from '../../../engine/performance/index.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = `${process.env.CANDLEBENCH_REFERENCE ?? `${root}../shared`}/oracles/real/`;
const present = existsSync(`${folder}metrics.json`);

interface OracleMetric {
  readonly value?: number;
  readonly value_days?: number;
}
interface OracleCase {
  readonly equityFile: string;
  readonly equityPoints: number;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly metrics: Readonly<Record<string, OracleMetric>>;
}

const cases: Readonly<Record<string, OracleCase>> = present
  ? JSON.parse(readFileSync(`${folder}metrics.json`, 'utf8')).cases
  : {};

function metricsOf(reference: OracleCase, periodsPerYear: number): MetricSet {
  const lines = gunzipSync(readFileSync(folder + reference.equityFile))
    .toString()
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number));
  expect(lines.length).toBe(reference.equityPoints);
  const time = Float64Array.from(lines, (line) => line[0]);
  const equity = Float64Array.from(lines, (line) => line[1]);
  expect([time[0], time[time.length - 1]]).toEqual([reference.firstTime, reference.lastTime]);
  return computeMetrics({
    time,
    equity,
    benchmark: equity,
    startingCash: equity[0],
    spanMs: time[time.length - 1] - time[0],
    interval: 'candle',
    periodsPerYear,
    exposedCandles: 0,
    feesPaid: 0,
    slippagePaid: 0,
    tradedNotional: 0,
    trades: { count: 0, wins: 0, grossProfit: 0, grossLoss: 0, pnlSum: 0 },
  });
}

/** Our names against the oracle's; ours are positive where a library gives a loss a minus sign. */
const TWINS: readonly (readonly [MetricName, string, 1 | -1])[] = [
  ['totalReturn', 'totalReturn', 1],
  ['cagr', 'cagr_calendar', 1],
  ['maxDrawdown', 'maxDrawdown', -1],
  ['ulcer', 'ulcer', 1],
  ['var95', 'var95_historical', -1],
  ['cvar95', 'cvar95_k_worst', -1],
  ['tailRatio', 'tailRatio', 1],
  ['omega', 'omega0', 1],
  ['skew', 'skew_population', 1],
  ['kurtosis', 'kurtosis_raw', 1],
];

describe.skipIf(!present)('metrics against independent libraries (skipped without the reference folder)', () => {
  it.each(Object.keys(cases))('%s: every twin to 1e-9', (name) => {
    const reference = cases[name];
    for (const periods of [365, 252]) {
      const { values } = metricsOf(reference, periods);
      const near = (ours: number | null, theirs: number | undefined): void => {
        expect(Math.abs((ours ?? Number.NaN) / (theirs ?? Number.NaN) - 1)).toBeLessThan(1e-9);
      };
      for (const [ours, theirs, sign] of TWINS) {
        const value = reference.metrics[theirs].value;
        near(values[ours], value === undefined ? value : sign * value);
      }
      near(values.volatility, reference.metrics[`annualVol_${periods}`].value);
      near(values.sharpe, reference.metrics[`sharpe_${periods}`].value);
      near(values.sortino, reference.metrics[`sortino_${periods}`].value);
      near(values.maxDrawdownDays, reference.metrics.maxDrawdownDuration.value_days);
      near(values.calmar, (values.cagr ?? 0) / -(reference.metrics.maxDrawdown.value ?? 0));
      near(values.beta, 1);
      expect(Math.abs(values.alpha ?? 1)).toBeLessThan(1e-12);
    }
  });
});
