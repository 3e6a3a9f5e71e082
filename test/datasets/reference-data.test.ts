import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ManifestFile, openReference } from '../../bench/datasets/reference.ts';
import { intersect } from '../../datasets/intersect.ts';
import { formatInterval } from '../../datasets/interval.ts';
import { loadCandles } from '../../datasets/load-candles.ts';
import { resample } from '../../datasets/resample/resample.ts';
import { referenceAbsent, referenceData, referenceOracles } from './support/reference.ts';

/** The 1-minute files take seconds each; they are in the manifest too. */
const files: readonly ManifestFile[] =
  referenceAbsent === null
    ? openReference(dirname(referenceData)).files.filter(({ interval }) => interval !== '1m')
    : [];
const isoSeconds = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

describe.skipIf(referenceAbsent !== null)(`real files${referenceAbsent === null ? '' : `: ${referenceAbsent}`}`, () => {
  test('there are many', () => expect(files.length).toBeGreaterThan(50));

  test.each(files)('$file', async (expected) => {
    const { series, quality } = await loadCandles(join(referenceData, expected.file));
    expect({
      rows: series.length,
      interval: formatInterval(series.intervalMs),
      first: isoSeconds(quality.first),
      last: isoSeconds(quality.last),
      zeroVolume: quality.zeroVolume,
      outside: quality.outside,
      sha256: quality.sha256,
    }).toEqual({
      rows: expected.rows,
      interval: expected.interval,
      first: expected.first,
      last: expected.last,
      zeroVolume: expected.zero_volume_rows,
      outside: expected.ohlc_violations,
      sha256: expected.sha256,
    });
    // Daily files of exchanges count their gaps against a calendar of sessions, which is not known here.
    if (expected.gap_definition !== 'steps != interval') return;
    expect(quality).toMatchObject({
      gaps: expected.gaps,
      missing: expected.missing_candles,
      longestGap: expected.largest_gap?.missing_candles ?? 0,
    });
  });

  test('four hourly files, joined and resampled to days, are the days of the oracle', async () => {
    const symbols = ['BTCUSDT', 'ETHUSDT', 'BNBUSDT', 'ADAUSDT'];
    const hourly = await Promise.all(
      symbols.map(async (symbol) => (await loadCandles(join(referenceData, `${symbol}_1h_binance.csv.gz`))).series),
    );
    const daily = intersect(hourly).map((series) => resample(series, 86_400_000, { keepPartial: true }));
    const path = join(referenceOracles, 'real', 'basket_btc_eth_bnb_ada_1d.bars.csv');
    const lines = readFileSync(path, 'utf8').trim().split('\n').slice(1);
    expect(lines.length).toBeGreaterThan(2000);
    const found = lines.map((_, i) => [
      daily[0]?.time[i],
      ...daily.flatMap(({ open, high, low, close }) => [open[i], high[i], low[i], close[i]]),
    ]);
    expect(found).toEqual(lines.map((line) => line.split(',').map(Number)));
    expect(daily.map(({ length }) => length)).toEqual(symbols.map(() => lines.length));
  });
});
