import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FileFormat } from '../../datasets/importers/importer.ts';
import { type LoadedCandles, type LoadOptions, loadCandles } from '../../datasets/load-candles.ts';
import { rejectionOf } from './support/candle-arbitrary.ts';
import { referenceAbsent, referenceData } from './support/reference.ts';

const raw = (file: string, options: LoadOptions = {}) => loadCandles(join(referenceData, 'raw', file), options);
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** The candle that opens at a time, from open to volume. */
function candleAt({ series }: LoadedCandles, iso: string): (number | undefined)[] {
  const at = series.time.indexOf(Date.parse(iso));
  return [series.open, series.high, series.low, series.close, series.volume].map((column) => column[at]);
}

interface Expected {
  readonly file: string;
  readonly options: LoadOptions;
  readonly format: FileFormat;
  readonly symbol: string;
  readonly rows: number;
  readonly first: string;
  readonly last: string;
  readonly intervalMs: number;
  readonly spots: Readonly<Record<string, readonly number[]>>;
  readonly counts: LoadedCandles['repairCounts'];
  readonly warnings: readonly string[];
}

/** Rows, spans and single candles were counted by another program than this one. */
const files: readonly Expected[] = [
  {
    file: 'binance_vision_ADABTC-1m-2021-11-27.csv',
    options: {},
    format: 'binance-vision',
    symbol: 'ADABTC',
    rows: 10,
    first: '2021-11-27T00:00:00.000Z',
    last: '2021-11-27T00:09:00.000Z',
    intervalMs: MINUTE,
    spots: { '2021-11-27T00:01:00Z': [0.00002854, 0.0000286, 0.00002854, 0.00002859, 89196.6] },
    counts: {},
    warnings: [],
  },
  {
    file: 'binance_vision_header_NEARUSDT-1m-2025-02.csv',
    options: {},
    format: 'binance-vision',
    symbol: 'NEARUSDT',
    rows: 40_320,
    first: '2025-02-01T00:00:00.000Z',
    last: '2025-02-28T23:59:00.000Z',
    intervalMs: MINUTE,
    spots: { '2025-02-01T00:02:00Z': [4.598, 4.599, 4.593, 4.594, 11008] },
    counts: {},
    warnings: [],
  },
  {
    file: 'cdd_Binance_BTCUSDT_1h.csv',
    options: { repair: ['keep-first'] },
    format: 'cryptodatadownload',
    symbol: 'BTC/USDT',
    rows: 33_413,
    first: '2017-08-17T04:00:00.000Z',
    last: '2021-06-10T00:00:00.000Z',
    intervalMs: HOUR,
    spots: {
      // Of the two rows of this hour the first in the file stays; the other closes at 18143.03.
      '2020-11-20T07:00:00Z': [18164.79, 18404.68, 18089.71, 18212, 6097.86638],
      '2017-08-17T04:00:00Z': [16199.91, 16199.91, 4261.32, 4308.83, 44.51],
    },
    counts: { conflicting: 2649 },
    warnings: [
      'Volume is that of column "Volume BTC"; "Volume USDT" is not read.',
      'Times change from ms to s at line 4832; each is read by its own size.',
      '91 dates contradict the count of time in the same row, which is taken (line 35093: 2017-09-26 02-PM, not 2017-09-26T18:00:00.000Z).',
      'The file has its newest candle first; it is read from its end.',
      '2649 rows contradicting an earlier row of the same time left out, as asked.',
    ],
  },
  {
    file: 'cdd_banner_Binance_ETHUSDT_1h.csv',
    options: { repair: ['keep-first'] },
    format: 'cryptodatadownload',
    symbol: 'ETHUSDT',
    rows: 27_096,
    first: '2017-08-17T04:00:00.000Z',
    last: '2020-09-19T07:00:00.000Z',
    intervalMs: HOUR,
    spots: { '2020-09-19T05:00:00Z': [382.36, 382.77, 378.27, 379.58, 27762.96] },
    counts: { identical: 4 },
    warnings: [
      'Volume is that of column "Volume ETH"; "Volume USDT" is not read.',
      '95 dates contradict the count of time in the same row, which is taken (line 26124: 2017-09-26 06-PM, not 2017-09-26T22:00:00.000Z).',
      'The file has its newest candle first; it is read from its end.',
      '4 rows repeating an earlier row left out, as asked.',
    ],
  },
  {
    file: 'yfinance_SPY_1m_2019-12_2020-01.csv',
    options: { repair: ['keep-first'], symbol: 'SPY' },
    format: 'yfinance',
    symbol: 'SPY',
    rows: 8360,
    first: '2019-12-13T16:00:00.000Z',
    last: '2020-01-16T20:59:00.000Z',
    intervalMs: MINUTE,
    spots: {
      '2019-12-13T16:01:00Z': [316.53, 316.77, 316.47, 316.65, 269778],
      '2020-01-16T20:59:00Z': [330.84, 330.91, 330.79, 330.9, 2097968],
    },
    counts: { identical: 5057, conflicting: 17 },
    warnings: [
      'Column "Adj Close" is not read; prices are as columns open, high, low and close say.',
      'Columns "Dividends", "Stock Splits" are not read.',
      '1 row without prices is no candle of this format, the first in line 1940; left out.',
      '5057 rows repeating an earlier row left out, as asked.',
      '17 rows contradicting an earlier row of the same time left out, as asked.',
    ],
  },
  {
    file: 'kaggle_DIS_2006-2017.csv',
    options: { repair: ['drop'] },
    format: 'kaggle',
    symbol: 'DIS',
    rows: 3018,
    first: '2006-01-03T00:00:00.000Z',
    last: '2017-12-29T00:00:00.000Z',
    intervalMs: 24 * HOUR,
    spots: { '2006-01-05T00:00:00Z': [24.13, 24.69, 24.1, 24.41, 8698200] },
    counts: { drop: 2 },
    warnings: ['2 rows that cannot be candles left out, as asked.'],
  },
];

describe.skipIf(referenceAbsent !== null)(`raw files${referenceAbsent === null ? '' : `: ${referenceAbsent}`}`, () => {
  test.each(files)('$file', async (expected) => {
    const loaded = await raw(expected.file, expected.options);
    const { series, quality } = loaded;
    expect({
      format: loaded.format,
      symbol: series.symbol,
      rows: series.length,
      first: new Date(quality.first).toISOString(),
      last: new Date(quality.last).toISOString(),
      intervalMs: series.intervalMs,
      spots: Object.fromEntries(Object.keys(expected.spots).map((iso) => [iso, candleAt(loaded, iso)])),
      counts: loaded.repairCounts,
    }).toEqual({
      format: expected.format,
      symbol: expected.symbol,
      rows: expected.rows,
      first: expected.first,
      last: expected.last,
      intervalMs: expected.intervalMs,
      spots: expected.spots,
      counts: expected.counts,
    });
    const checks = / gaps? with |with volume 0|outside \[low/;
    expect(quality.warnings.filter((text) => !checks.test(text))).toEqual(expected.warnings);
  });

  test.each([
    [
      'cdd_Binance_BTCUSDT_1h.csv',
      'line 4832: expected a time other than 2020-11-20T07:00:00.000Z of line 4831, was the same.',
    ],
    [
      'cdd_banner_Binance_ETHUSDT_1h.csv',
      'line 26125: expected a time other than 2017-09-26T22:00:00.000Z of line 26124, was the same.',
    ],
    [
      'yfinance_SPY_1m_2019-12_2020-01.csv',
      'line 7584: expected time > 2020-01-14T20:59:00.000Z of line 7583, was 2020-01-14T16:00:00.000Z.',
    ],
    ['kaggle_DIS_2006-2017.csv', 'line 1659: expected open to be a number, was empty.'],
  ])('%s is refused as it is', async (file, text) => {
    expect((await rejectionOf(raw(file))).message).toBe(`${file} ${text}`);
  });

  test('rows that kaggle leaves empty are named', async () => {
    const { repairs, quality } = await raw('kaggle_DIS_2006-2017.csv', { repair: ['drop'] });
    const reason = 'expected open to be a number, was empty.';
    expect([...repairs]).toEqual([1659, 2915].map((place) => ({ repair: 'drop', place, reason })));
    expect(quality.outside).toBe(3);
  });

  test('CryptoDataDownload agrees with Binance where it wrote exact numbers, but for four hours that were not over', async () => {
    const own = (await raw('cdd_Binance_BTCUSDT_1h.csv', { repair: ['keep-first'] })).series;
    const theirs = (await loadCandles(join(referenceData, 'BTCUSDT_1h_binance.csv.gz'))).series;
    const at = new Map(Array.from(theirs.time, (time, i) => [time, i]));
    const exactFrom = own.time.indexOf(Date.parse('2020-11-20T07:00:00Z'));
    const tally = { common: 0, open: 0, high: 0, low: 0, close: 0 };
    const differing: string[] = [];
    for (let i = 0; i < own.length; i++) {
      const k = at.get(own.time[i] as number);
      if (k === undefined) continue;
      tally.common++;
      const columns = (['open', 'high', 'low', 'close'] as const).filter((name) => own[name][i] !== theirs[name][k]);
      for (const name of columns) tally[name]++;
      if (columns.length > 0 && i >= exactFrom) differing.push(new Date(own.time[i] as number).toISOString());
    }
    expect(differing).toEqual([
      '2020-12-21T13:00:00.000Z',
      '2021-01-11T08:00:00.000Z',
      '2021-04-23T01:00:00.000Z',
      '2021-06-10T00:00:00.000Z',
    ]);
    // In its older part the open is the close before, and highs and lows follow from it.
    expect(tally).toEqual({ common: 33_304, open: 19_256, high: 444, low: 479, close: 343 });
  });
});
