import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCalendar } from '../../../datasets/calendar/find-calendar.ts';
import { DAY_MS } from '../../../datasets/interval.ts';
import { loadCandles } from '../../../datasets/load-candles.ts';
import { resample, resampleInDetail } from '../../../datasets/resample/resample.ts';
import type { CandleSeries } from '../../../engine/model/index.ts';
import { referenceAbsent, referenceData } from '../support/reference.ts';

const HOUR = 3_600_000;
const seriesOfFile = async (file: string) => (await loadCandles(join(referenceData, file))).series;
const positions = ({ time }: CandleSeries) => new Map([...time].map((at, k) => [at, k]));

interface Counted {
  prices: number;
  volumes: number;
  compared: number;
}

/** Compares candles that two series share: prices that differ, volumes that differ by more than a relative bound. */
function compare(a: CandleSeries, b: CandleSeries, bound: number): Counted {
  const counted = { prices: 0, volumes: 0, compared: 0 };
  const inB = positions(b);
  for (let i = 0; i < a.length; i++) {
    const k = inB.get(a.time[i] as number);
    if (k === undefined) continue;
    counted.compared++;
    for (const name of ['open', 'high', 'low', 'close'] as const) if (a[name][i] !== b[name][k]) counted.prices++;
    const [u, v] = [a.volume[i] as number, b.volume[k] as number];
    if (Math.abs(u - v) > bound * Math.max(u, v)) counted.volumes++;
  }
  return counted;
}

describe.skipIf(referenceAbsent !== null)(
  `resampled real candles${referenceAbsent === null ? '' : `: ${referenceAbsent}`}`,
  () => {
    test('quarters of an hour make the hours of the exchange', async () => {
      for (const symbol of ['BTC', 'ETH', 'BNB', 'SOL']) {
        const quarters = await seriesOfFile(`${symbol}USDT_15m_binance.csv.gz`);
        const hours = await seriesOfFile(`${symbol}USDT_1h_binance.csv${symbol === 'SOL' ? '' : '.gz'}`);
        const made = resample(quarters, HOUR);
        expect([symbol, made.length, compare(made, hours, 1e-9)]).toEqual([
          symbol,
          17_519,
          { prices: 0, volumes: 0, compared: 17_519 },
        ]);
      }
    });

    test('2.6 million minutes make the hours that grouping makes', async () => {
      const { time, open, high, low, close, volume, length, ...rest } = await seriesOfFile('BTCUSD_1m_bitfinex.csv.gz');
      const groups = new Map<
        number,
        { open: number; high: number; low: number; close: number; volume: number; n: number }
      >();
      for (let i = 0; i < length; i++) {
        const hour = Math.floor((time[i] as number) / HOUR);
        const group = groups.get(hour);
        if (group === undefined) {
          groups.set(hour, {
            open: open[i] as number,
            high: high[i] as number,
            low: low[i] as number,
            close: close[i] as number,
            volume: volume[i] as number,
            n: 1,
          });
          continue;
        }
        if ((high[i] as number) > group.high) group.high = high[i] as number;
        if ((low[i] as number) < group.low) group.low = low[i] as number;
        group.close = close[i] as number;
        group.volume += volume[i] as number;
        group.n++;
      }
      const series = { time, open, high, low, close, volume, length, ...rest };
      const made = resampleInDetail(series, HOUR, { keepPartial: true });
      expect(made.series.length).toBe(groups.size);
      let wrong = 0;
      for (let k = 0; k < made.series.length; k++) {
        const group = groups.get((made.series.time[k] as number) / HOUR);
        const same =
          group !== undefined &&
          made.series.open[k] === group.open &&
          made.series.high[k] === group.high &&
          made.series.low[k] === group.low &&
          made.series.close[k] === group.close &&
          Math.abs((made.series.volume[k] as number) - group.volume) <= 1e-12 * group.volume &&
          made.counts[k] === group.n;
        if (!same) wrong++;
      }
      expect(wrong).toBe(0);
      // The first minute there is opens at 00:07; the last hour has its last minute.
      expect(resampleInDetail(series, HOUR)).toMatchObject({ first: 'dropped', last: 'complete' });
    });

    test('hours of shares make the days of the calendar, with the prices of the daily file', async () => {
      const hours = await seriesOfFile('SPY_1h_us_lean_raw.csv');
      const days = await seriesOfFile('SPY_1d_us_unadjusted.csv');
      const calendar = findCalendar('us-equity');
      const made = resampleInDetail(hours, DAY_MS, { calendar });
      expect([made.first, made.last, made.outside, made.series.length]).toEqual(['complete', 'complete', 47, 5849]);
      const inDays = positions(days);
      const shared = [...made.series.time].filter((at) => inDays.has(at));
      expect(shared.length).toBe([...days.time].filter((at) => at <= (made.series.time.at(-1) as number)).length);
      // Last trade against official close, from another source: near, not equal.
      const near = shared.filter((at) => {
        const ours = made.series.close[made.series.time.indexOf(at)] as number;
        return Math.abs(ours / (days.close[inDays.get(at) as number] as number) - 1) < 0.005;
      });
      expect(near.length / shared.length).toBeGreaterThan(0.98);
    });
  },
);
