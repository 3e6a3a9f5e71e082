import { describe, expect, test } from 'vitest';
import { FILE_FORMATS } from '../../../datasets/importers/importer.ts';
import { findImporter } from '../../../datasets/importers/registry.ts';
import { rejectionOf } from '../support/candle-arbitrary.ts';
import { plainColumns, readText, sourceOf } from '../support/text-source.ts';

const formatOf = (text: string, name = 'X.csv') => findImporter(sourceOf(text, name)).format;
const NOON = Date.UTC(2025, 0, 1, 12);
const MINUTE = 60_000;

describe('binance-vision', () => {
  const kline = (open: number, unit: number, close = '94.5') =>
    `${open * unit},94.10000000,95.00000000,93.50000000,${close},12.5,${(open + MINUTE) * unit - 1},1181.2,7,6.2,590.6,0\n`;
  const HEADER =
    'open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore\n';
  const name = 'SOLUSDT-1m-2025-01.csv';

  test.each([
    ['ms', 1, ''],
    ['us', 1000, ''],
    ['ms with header', 1, HEADER],
  ])('%s', async (_, unit, header) => {
    const text = `${header}${kline(NOON, unit)}${kline(NOON + MINUTE, unit)}`;
    expect(formatOf(text)).toBe('binance-vision');
    const { columns, symbol, intervalMs, warnings } = await readText(text, { name, chunk: 50 });
    expect(plainColumns(columns)).toEqual({
      time: [NOON, NOON + MINUTE],
      open: [94.1, 94.1],
      high: [95, 95],
      low: [93.5, 93.5],
      close: [94.5, 94.5],
      volume: [12.5, 12.5],
    });
    expect([symbol, intervalMs, warnings]).toEqual(['SOLUSDT', MINUTE, []]);
  });

  test.each([
    [name, 'SOLUSDT', MINUTE],
    ['SOLUSDT-3d-2025-01-04.csv.gz', 'SOLUSDT', 259_200_000],
    ['SOLUSDT-1mo-2025-01.csv', 'SOLUSDT', null],
    ['mine.csv', null, MINUTE],
  ])('%s tells symbol %s and interval %s', async (file, symbol, intervalMs) => {
    for (const unit of [1, 1000]) {
      expect(await readText(kline(NOON, unit), { name: file })).toMatchObject({ symbol, intervalMs });
    }
  });

  test('a change of unit within a file is said', async () => {
    const { columns, warnings } = await readText(kline(NOON, 1) + kline(NOON + MINUTE, 1000), { name });
    expect([...columns.time]).toEqual([NOON, NOON + MINUTE]);
    expect(warnings).toEqual(['Times change from ms to us at line 2; each is read by its own size.']);
  });

  test('a row of another length is refused', async () => {
    const text = `${kline(NOON, 1)}${kline(NOON + MINUTE, 1).replace(',0\n', '\n')}`;
    await expect(readText(text, { name })).rejects.toThrow(`${name} line 2: expected 12 fields, was 11.`);
  });
});

describe('cryptodatadownload', () => {
  const BANNER = 'Timestamps are UTC timezone,https://www.CryptoDataDownload.com\n';
  const HEADER = 'unix,date,symbol,open,high,low,close,Volume BTC,Volume USDT,tradecount\n';
  const text = `${BANNER}${HEADER}${NOON + 7_200_000},2025-01-01 14:00:00,BTC/USDT,3,3,3,3,30,90,7
${NOON + 3_600_000}.0,2025-01-01 01-PM,BTC/USDT,2,2,2,2,20,40,NULL
${NOON / 1000}.0,2025-01-01 12-PM,BTC/USDT,1,1,1,1,10,10,NULL
`;

  test('newest first, two units, two kinds of dates, two volumes', async () => {
    expect(formatOf(text)).toBe('cryptodatadownload');
    const { columns, symbol, warnings } = await readText(text, { chunk: 20 });
    expect(plainColumns(columns)).toEqual({
      time: [NOON, NOON + 3_600_000, NOON + 7_200_000],
      open: [1, 2, 3],
      high: [1, 2, 3],
      low: [1, 2, 3],
      close: [1, 2, 3],
      volume: [10, 20, 30],
    });
    expect(symbol).toBe('BTC/USDT');
    expect(warnings).toEqual([
      'Volume is that of column "Volume BTC"; "Volume USDT" is not read.',
      'Times change from ms to s at line 5; each is read by its own size.',
      'The file has its newest candle first; it is read from its end.',
    ]);
  });

  test('a date that says something else than the count is told', async () => {
    const { warnings } = await readText(text.replace('01-PM', '02-PM'));
    expect(warnings).toContain(
      '1 date contradicts the count of time in the same row, which is taken (line 4: 2025-01-01 02-PM, not 2025-01-01T13:00:00.000Z).',
    );
  });

  test('another pair within the file is refused', async () => {
    await expect(readText(text.replace(/BTC\/USDT(?=,1)/, 'ETH/USDT'))).rejects.toThrow(
      'X.csv line 5: expected BTC/USDT as in line 3, was ETH/USDT.'.replace('X', 'BTC'),
    );
  });

  test('the oldest files have dates only', async () => {
    const old = `${BANNER}Date,Symbol,Open,High,Low,Close,Volume BTC,Volume USD\n2020-03-01 12-PM,BTCUSD,1,1,1,1,5,9\n`;
    expect(formatOf(old)).toBe('cryptodatadownload');
    const { columns } = await readText(old);
    expect([columns.time[0], columns.volume[0]]).toEqual([Date.UTC(2020, 2, 1, 12), 5]);
  });
});

describe('yfinance', () => {
  const HEADER = 'Datetime,Open,High,Low,Close,Volume,Dividends,Stock Splits\n';
  const row = (minute: number, prices: string) => `2025-01-02 09:3${minute}:00-05:00,${prices},0.0,0.0\n`;

  test('offsets are taken off; a row without prices is no candle and is counted', async () => {
    const text =
      HEADER + row(0, '1,3,1,2,7.0') + row(1, ',,,,') + row(2, 'NaN,NaN,NaN,NaN,NaN') + row(3, '2,2,2,2,0.0');
    expect(formatOf(text)).toBe('yfinance');
    const { columns, warnings, repairs } = await readText(text);
    expect([...columns.time]).toEqual([0, 3].map((minute) => Date.UTC(2025, 0, 2, 14, 30 + minute)));
    expect([...columns.volume]).toEqual([7, 0]);
    expect(warnings).toEqual([
      'Columns "Dividends", "Stock Splits" are not read.',
      '2 rows without prices are no candle of this format, the first in line 3; left out.',
    ]);
    expect(repairs).toEqual([]);
  });

  test('a row that lacks some of its prices is refused', async () => {
    await expect(readText(HEADER + row(0, '1,3,1,2,7.0') + row(1, '1,,1,1,1'))).rejects.toThrow(
      'BTC.csv line 3: expected high to be a number, was empty.',
    );
  });

  const layered = (tickers: string) => `Price,Close,High,Low,Open,Volume\nTicker,${tickers}\nDate,,,,,\n`;

  test('three lines of header', async () => {
    const text = `${layered('SPY,SPY,SPY,SPY,SPY')}2025-01-02,4,5,1,2,7\n2025-01-03,3,5,1,2,8\n`;
    expect(formatOf(text)).toBe('yfinance');
    const { columns, symbol, warnings } = await readText(text, { chunk: 11 });
    expect(plainColumns(columns)).toEqual({
      time: [Date.UTC(2025, 0, 2), Date.UTC(2025, 0, 3)],
      open: [2, 2],
      high: [5, 5],
      low: [1, 1],
      close: [4, 3],
      volume: [7, 8],
    });
    expect([symbol, warnings]).toEqual(['SPY', []]);
  });

  test('two shares in one file are refused', async () => {
    expect(await rejectionOf(readText(`${layered('SPY,QQQ,SPY,SPY,SPY')}`))).toMatchObject({
      code: 'several-instruments',
      message: 'BTC.csv line 2: expected the columns of one share, was SPY and QQQ; save one file for each.',
    });
    expect(await rejectionOf(readText(layered('SPY').replace('Date,,,,,', '2025-01-02,4,5,1,2,7')))).toMatchObject({
      code: 'header-missing',
      message: 'BTC.csv line 3: expected Date or Datetime under Price and Ticker, was "2025-01-02,4,5,1,2,7".',
    });
  });
});

describe('kaggle', () => {
  const HEADER = 'date,open,high,low,close,volume,Name\n';
  const good = '2013-02-08,15.07,15.12,14.63,14.75,8407500,AAL\n';

  test('the last column names the share; an empty cell is refused unless dropped', async () => {
    const text = `${HEADER}${good}2013-02-11,,15.01,14.26,14.46,8882000,AAL\n`;
    expect(formatOf(text)).toBe('kaggle');
    await expect(readText(text)).rejects.toThrow('BTC.csv line 3: expected open to be a number, was empty.');
    const { columns, symbol, repairs } = await readText(text, { repair: ['drop'] });
    expect([columns.time.length, symbol, repairs.length]).toEqual([1, 'AAL', 1]);
  });

  test('all shares in one file are refused', async () => {
    await expect(readText(`${HEADER}${good}${good.replace('AAL', 'AAPL')}`)).rejects.toThrow(
      'BTC.csv line 3: expected AAL as in line 2, was AAPL.',
    );
  });
});

test('what is no exact format is csv, and a format can be forced', async () => {
  const text = 'date,open,high,low,close,volume\n2013-02-08,15.07,15.12,14.63,14.75,8407500\n';
  expect(formatOf(text)).toBe('csv');
  expect(findImporter(sourceOf(text), 'kaggle').format).toBe('kaggle');
  await expect(readText(text.replace('open', 'opne'), { format: 'kaggle' })).rejects.toThrow('expected a column open');
});

test('no two importers have one format, and csv is asked last', async () => {
  const { IMPORTERS } = await import('../../../datasets/importers/registry.ts');
  const formats = IMPORTERS.map(({ format }) => format);
  expect(new Set(formats).size).toBe(formats.length);
  expect(formats.at(-1)).toBe('csv');
  expect(FILE_FORMATS).toEqual(expect.arrayContaining(formats));
});
