import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { adjustSeries } from '../../../datasets/adjust/adjust-series.ts';
import { readFactorFile } from '../../../datasets/adjust/factor-file.ts';
import { leanImporter } from '../../../datasets/importers/lean.ts';
import { loadCandles } from '../../../datasets/load-candles.ts';
import { resample } from '../../../datasets/resample/resample.ts';
import type { CandleSeries } from '../../../engine/model/index.ts';
import { importBytes } from '../support/import-bytes.ts';
import { referenceAbsent, referenceData } from '../support/reference.ts';

const data = (name: string) => join(referenceData, name);
const raw = (name: string) => data(join('raw', name));
const sum = (column: Float64Array) => column.reduce((total, value) => total + value, 0);
const row = ({ time, open, high, low, close, volume }: CandleSeries, i: number) => [
  new Date(time[i] as number).toISOString(),
  ...[open, high, low, close, volume].map((column) => column[i]),
];

const VALUES = ['open', 'high', 'low', 'close', 'volume'] as const;

/** Candles of one file whose five values differ from those of another at the same time. */
function compare(one: CandleSeries, other: CandleSeries): { common: number; alone: number; different: number } {
  let common = 0;
  let different = 0;
  let k = 0;
  for (let i = 0; i < one.length; i++) {
    const time = one.time[i] as number;
    while (k < other.length && (other.time[k] as number) < time) k++;
    if (other.time[k] !== time) continue;
    common++;
    if (VALUES.some((name) => one[name][i] !== other[name][k])) different++;
  }
  return { common, alone: one.length - common, different };
}

/** Values below were taken from the files with Python's json, csv and zipfile. */
describe.skipIf(referenceAbsent !== null)(`real files${referenceAbsent === null ? '' : `: ${referenceAbsent}`}`, () => {
  test.each([
    {
      name: 'binance_rest_klines_BTCUSDT_1h_2018-02.json',
      facts: ['binance-rest', 'BTCUSDT', 3_600_000, 639],
      first: ['2018-02-01T00:00:00.000Z', 10285.1, 10335, 10215.07, 10263.18, 594.44129],
      last: ['2018-02-28T23:00:00.000Z', 10430.03, 10469.69, 10300, 10326.76, 1863.280232],
      gaps: [1, 33],
      closes: 6_039_907.65,
    },
    {
      name: 'bitfinex_BTCUSD_1m_2013-04-01T00.json',
      facts: ['bitfinex', 'BTCUSD', 60_000, 20],
      first: ['2013-04-01T00:07:00.000Z', 93.25, 93.3, 93.25, 93.3, 93.3],
      last: ['2013-04-01T01:36:00.000Z', 93.10001, 93.10001, 93.1, 93.1, 2.27272727],
      gaps: [11, 70],
      closes: null,
    },
    {
      name: 'bitfinex_BTCUSD_1m_2016-08-02T18_hack.json',
      facts: ['bitfinex', 'BTCUSD', 60_000, 3],
      first: ['2016-08-02T18:00:00.000Z', 604.04, 604.1, 604, 604.09, 27.06081514],
      last: ['2016-08-02T18:02:00.000Z', 604.01, 604.1, 604, 604.1, 10.03],
      gaps: [0, 0],
      closes: null,
    },
    {
      name: 'freqtrade_SOL_USDT-1h.json',
      facts: ['freqtrade-json', 'SOL/USDT', 3_600_000, 18_970],
      first: ['2020-08-11T06:00:00.000Z', 2.85, 3.47, 2.85, 2.9515, 20032.26],
      last: ['2022-10-11T10:00:00.000Z', 31.37, 31.47, 31.3, 31.42, 42418.28],
      gaps: [9, 19],
      closes: 1_179_070.4573,
    },
    {
      name: 'lean_minute_spy_20131007_trade.zip',
      facts: ['lean', 'SPY', 60_000, 828],
      first: ['2013-10-07T08:00:00.000Z', 167.41, 167.41, 167.25, 167.27, 3197],
      last: ['2013-10-07T23:59:00.000Z', 167.26, 167.3, 167.26, 167.3, 800],
      gaps: [78, 132],
      closes: 138_842.22,
    },
    {
      name: 'lean_minute_coinbase_btcusd_20171217_trade.zip',
      facts: ['lean', 'BTCUSD', 60_000, 1440],
      first: ['2017-12-17T00:00:00.000Z', 19650.02, 19650.02, 19505, 19516.96, 61.34020731],
      last: ['2017-12-17T23:59:00.000Z', 19378.88, 19378.99, 19378.87, 19378.99, 12.78018758],
      gaps: [0, 0],
      closes: null,
    },
  ])('$name', async ({ name, facts, first, last, gaps, closes }) => {
    const { series, quality, format } = await loadCandles(raw(name));
    expect([format, series.symbol, series.intervalMs, series.length]).toEqual(facts);
    expect(row(series, 0)).toEqual(first);
    expect(row(series, series.length - 1)).toEqual(last);
    expect([quality.gaps, quality.missing, quality.outside]).toEqual([...gaps, 0]);
    if (closes !== null) expect(sum(series.close)).toBeCloseTo(closes, 4);
  });

  test('Binance REST: every candle is that of the hourly file', async () => {
    const rest = await loadCandles(raw('binance_rest_klines_BTCUSDT_1h_2018-02.json'));
    const hourly = await loadCandles(data('BTCUSDT_1h_binance.csv.gz'));
    expect(compare(rest.series, hourly.series)).toEqual({ common: 639, alone: 0, different: 0 });
  });

  test('freqtrade SOL: every candle is that of the hourly file', async () => {
    const own = await loadCandles(raw('freqtrade_SOL_USDT-1h.json'));
    const hourly = await loadCandles(data('SOLUSDT_1h_binance.csv'));
    expect(compare(own.series, hourly.series)).toEqual({ common: 18_970, alone: 0, different: 0 });
  });

  test('freqtrade 1000SATS, Feather with LZ4: its quarter hours are those of the 5-minute file', async () => {
    const { series, format } = await loadCandles(raw('freqtrade_1000SATS_USDT-15m.feather'));
    expect([format, series.symbol, series.intervalMs, series.length]).toEqual([
      'feather',
      '1000SATS/USDT',
      900_000,
      24_010,
    ]);
    const fine = await loadCandles(data('1000SATSUSDT_5m_binance_2024.csv.gz'));
    expect(compare(series, resample(fine.series, 900_000, { keepPartial: true }))).toMatchObject({
      common: 24_010,
      different: 0,
    });
  });

  test('Bitfinex pages: every candle is that of the 1-minute file', async () => {
    const minutes = await loadCandles(data('BTCUSD_1m_bitfinex.csv.gz'));
    for (const name of ['bitfinex_BTCUSD_1m_2013-04-01T00.json', 'bitfinex_BTCUSD_1m_2016-08-02T18_hack.json']) {
      const page = await loadCandles(raw(name));
      expect(compare(page.series, minutes.series)).toMatchObject({ alone: 0, different: 0 });
    }
  });

  test('LEAN daily AAPL: the very candles of the reference file', async () => {
    const zip = await loadCandles(raw('lean_daily_aapl.zip'));
    const csv = await loadCandles(data('AAPL_1d_us_lean_raw.csv'));
    expect(zip).toMatchObject({ format: 'lean', series: { symbol: 'AAPL', length: 5849, intervalMs: 86_400_000 } });
    expect(zip.series.id).toBe(csv.series.id);
  });

  test('LEAN hourly SPY: New York stamps, written from the reference file by Intl, come back as it has them', async () => {
    const { series } = await loadCandles(data('SPY_1h_us_lean_raw.csv'));
    const wall = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'America/New_York',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    const scaled = (price: number) => Math.round(price * 10_000);
    const lines = Array.from(series.time, (time, i) => {
      const stamp = wall.format(time).replaceAll('-', '');
      return [
        stamp,
        ...(['open', 'high', 'low', 'close'] as const).map((name) => scaled(series[name][i] as number)),
        series.volume[i],
      ].join();
    });
    const zip = zipSync({ 'spy.csv': new TextEncoder().encode(lines.join('\n')) });
    const { candles, facts } = await importBytes(leanImporter, 'spy.zip', zip, '/lean/equity/usa/hour/spy.zip');
    expect(candles.length).toBe(40_832);
    expect(facts).toEqual({ symbol: 'SPY', intervalMs: 3_600_000, warnings: [] });
    expect(candles.findIndex((candle, i) => candle.time !== series.time[i] || candle.close !== series.close[i])).toBe(
      -1,
    );
  });

  test('AAPL with its factor file has no jump left that a split makes, and the raw returns on all other days', async () => {
    const { series } = await loadCandles(raw('lean_daily_aapl.zip'));
    const events = await readFactorFile(raw('lean_factor_aapl.csv'));
    const splits = events.filter((event) => event.kind === 'split');
    expect(splits.map(({ ratio }) => ratio)).toEqual([2, 2, 7, 4]);
    expect(events.length - splits.length).toBe(35);
    const adjusted = adjustSeries(series, events, { mode: 'total' });
    const onlySplits = adjustSeries(series, events, { mode: 'split' });
    const step = (s: CandleSeries, i: number) => (s.close[i] as number) / (s.close[i - 1] as number);
    const between = (i: number) =>
      events.filter(({ day }) => day > (series.time[i - 1] as number) && day <= (series.time[i] as number));
    let plainDays = 0;
    for (let i = 1; i < series.length; i++) {
      const here = between(i);
      const split = here.find((event) => event.kind === 'split');
      if (split !== undefined) {
        expect(Math.abs((step(series, i) * split.ratio) / step(onlySplits, i) - 1)).toBeLessThan(1e-12);
        expect(Math.abs(step(onlySplits, i) - 1)).toBeLessThan(0.15);
      }
      if (here.length > 0) continue;
      plainDays++;
      expect(Math.abs(step(adjusted, i) / step(series, i) - 1)).toBeLessThan(1e-12);
    }
    expect(plainDays).toBe(5809);
    // The factors of the file's first line; its split factor 0.00892857 is 1 / (2 x 2 x 7 x 4).
    expect(adjusted.close[0] as number).toBeCloseTo((16.25 * 0.8613657) / 112, 9);
    const unsplit = adjustSeries(series, events, { mode: 'split', asOf: Date.UTC(2014, 5, 6) });
    expect(row(unsplit, unsplit.length - 1)).toEqual(row(series, unsplit.length - 1));
    expect(unsplit.close[0]).toBe(16.25 / 4);
  });
});
