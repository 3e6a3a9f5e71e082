import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCalendar } from '../../../datasets/calendar/find-calendar.ts';
import { checkOutliers } from '../../../datasets/checks/outliers.ts';
import { findSplitLikeJumps } from '../../../datasets/checks/splits.ts';
import { checkTimeZone } from '../../../datasets/checks/time-zone-suspicion.ts';
import { loadCandles } from '../../../datasets/load-candles.ts';
import { referenceAbsent, referenceData } from '../support/reference.ts';

const seriesOfFile = async (file: string) => (await loadCandles(join(referenceData, file))).series;

describe.skipIf(referenceAbsent !== null)(
  `faults of real files${referenceAbsent === null ? '' : `: ${referenceAbsent}`}`,
  () => {
    test.each([
      ['AAPL_1d_us_lean_raw.csv', ['2000-06-21 2', '2005-02-28 2', '2014-06-09 7', '2020-08-31 4']],
      ['USO_1d_us_lean_raw.csv', ['2020-04-29 0.125']],
      // Where the fund takes the name over from another security, the price jumps too.
      ['EEM_1d_us_lean_raw.csv', ['2003-04-11 0.1', '2005-06-09 3', '2008-07-24 3']],
      ['AIG_1d_us_lean_raw.csv', ['1998-08-03 1.5', '2000-07-31 1.5', '2009-07-01 0.05']],
      ['QQQ_1d_us_unadjusted.csv', ['2000-03-20 2']],
      ['QQQ_1d_us_adjusted.csv', []],
      ['FB_1d_us_lean_raw.csv', []],
      ['SPY_1h_us_lean_raw.csv', []],
      ['BTCUSDT_1h_binance.csv.gz', []],
      ['ETHUSDT_1h_binance.csv.gz', []],
    ])('splits of %s', async (file, expected) => {
      const found = findSplitLikeJumps(await seriesOfFile(file));
      expect(found.map(({ time, ratio }) => `${new Date(time).toISOString().slice(0, 10)} ${ratio}`)).toEqual(expected);
    });

    test.each([
      // The wrong prints of 2008-09-30, and a low of 2007-12-18 at a tenth of the price.
      ['GOOG_1d_us_lean_raw.csv', 1, 1],
      ['PG_1d_us_2006_2017.csv', 0, 2],
      ['SPY_1d_us_adjusted.csv', 0, 0],
      ['SPY_1h_us_lean_raw.csv', 0, 66],
      ['BTCUSDT_1h_binance.csv.gz', 1, 5],
      ['EURUSD_1h_oanda_bid.csv.gz', 0, 0],
    ])('lonely prices of %s', async (file, reverting, wicks) => {
      expect(checkOutliers(await seriesOfFile(file)).figures).toEqual({ reverting, wicks });
    });

    test.each([
      ['SPY_1h_us_lean_raw.csv', 'us-equity'],
      ['EURUSD_1h_oanda_bid.csv.gz', 'forex'],
      ['BTCUSDT_1h_binance.csv.gz', '24/7'],
      ['AAPL_1d_us_lean_raw.csv', 'us-equity'],
    ])('%s is in the right time zone, and not so five hours later', async (file, name) => {
      const series = await seriesOfFile(file);
      expect(checkTimeZone(series, findCalendar(name)).count).toBe(0);
      if (name === '24/7' || series.intervalMs > 3_600_000) return;
      const moved = { ...series, time: series.time.map((at) => at + 5 * 3_600_000) };
      expect(checkTimeZone(moved, findCalendar(name)).examples[0]?.values).toEqual({ winter: 5, summer: 5 });
    });
  },
);
