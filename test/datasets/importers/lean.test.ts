import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { leanImporter } from '../../../datasets/importers/lean.ts';
import { findImporter } from '../../../datasets/importers/registry.ts';
import { rejectionOf } from '../support/candle-arbitrary.ts';
import { importBytes, importDropping, sourceOf } from '../support/import-bytes.ts';

const zip = (entry: string, lines: readonly string[]) =>
  zipSync({ [entry]: new TextEncoder().encode(`${lines.join('\r\n')}\r\n`) });
const read = (name: string, entry: string, lines: readonly string[], folder = '/data') =>
  importBytes(leanImporter, name, zip(entry, lines), `${folder}/${name}`);
const isoOf = ({ candles }: Awaited<ReturnType<typeof read>>) =>
  candles.map(({ time }) => new Date(time).toISOString());

const EQUITY = '/lean/equity/usa';
const daily = [
  '19980102 00:00,136300,162500,135000,162500,6315000',
  '19980105 00:00,165000,165600,151900,160000,5677300',
];
const btc = ['0,19650.02,19650.02,19505,19516.96,61.34', '60000,19516.93,19597.16,19516.91,19567.63,48.27'];
const spy = ['34200000,1674300,1675200,1674100,1674400,816453', '34260000,1674400,1675000,1674000,1674100,1000'];

describe('recognised by what is in the archive', () => {
  test.each([
    ['aapl.csv', daily],
    ['20131007_spy_minute_trade.csv', spy],
    ['20171217_btcusd_second_trade.csv', btc],
  ])('%s', (entry, lines) => {
    expect(findImporter(sourceOf('x.bin', zip(entry, lines))).format).toBe('lean');
  });

  test('an archive of something else is not', () => {
    const klines = zip('BTCUSDT-1m-2021-11-27.csv', ['1637971200000,1,2,0.5,1,10,1637971259999,1,1,1,1,0']);
    expect(leanImporter.recognizes(sourceOf('x.zip', klines))).toBe(false);
    expect(leanImporter.recognizes(sourceOf('lean.zip', daily.join('\n')))).toBe(false);
  });
});

describe('equities', () => {
  test('daily: 00:00 UTC of the session, prices divided by 10,000 exactly', async () => {
    const found = await read('aapl.zip', 'aapl.csv', daily, `${EQUITY}/daily`);
    expect(found.candles).toEqual([
      { time: Date.UTC(1998, 0, 2), open: 13.63, high: 16.25, low: 13.5, close: 16.25, volume: 6_315_000 },
      { time: Date.UTC(1998, 0, 5), open: 16.5, high: 16.56, low: 15.19, close: 16, volume: 5_677_300 },
    ]);
    expect(found.facts).toEqual({ symbol: 'AAPL', intervalMs: 86_400_000, warnings: [] });
  });

  test('hourly: New York to UTC on both sides of both changes of clock, also by the law before 2007', async () => {
    const stamps = [
      '20060331 09:00',
      '20060403 09:00',
      '20061027 15:00',
      '20061030 15:00',
      '20070309 09:00',
      '20070312 09:00',
    ];
    const found = await read(
      'spy.zip',
      'spy.csv',
      stamps.map((t) => `${t},10000,10000,10000,10000,1`),
      `${EQUITY}/hour`,
    );
    expect(isoOf(found)).toEqual([
      '2006-03-31T14:00:00.000Z',
      '2006-04-03T13:00:00.000Z',
      '2006-10-27T19:00:00.000Z',
      '2006-10-30T20:00:00.000Z',
      '2007-03-09T14:00:00.000Z',
      '2007-03-12T13:00:00.000Z',
    ]);
    expect(found.facts).toEqual({ symbol: 'SPY', intervalMs: 3_600_000, warnings: [] });
  });

  test('minutes: ms since New York midnight, the date from the name in the archive', async () => {
    const found = await read('20131007_trade.zip', '20131007_spy_minute_trade.csv', spy, `${EQUITY}/minute/spy`);
    expect(isoOf(found)).toEqual(['2013-10-07T13:30:00.000Z', '2013-10-07T13:31:00.000Z']);
    expect(found.candles[0]).toMatchObject({ open: 167.43, high: 167.52, low: 167.41, close: 167.44, volume: 816_453 });
    expect(found.facts).toEqual({ symbol: 'SPY', intervalMs: 60_000, warnings: [] });
  });
});

describe('crypto', () => {
  test.each([
    ['/lean/crypto/coinbase/minute/btcusd', '20171217_trade.zip'],
    ['/data', 'lean_minute_coinbase_btcusd_20171217_trade.zip'],
  ])('prices as they are, UTC: %s/%s', async (folder, name) => {
    const found = await read(name, '20171217_btcusd_minute_trade.csv', btc, folder);
    expect(isoOf(found)).toEqual(['2017-12-17T00:00:00.000Z', '2017-12-17T00:01:00.000Z']);
    expect(found.candles[0]).toMatchObject({ open: 19650.02, low: 19505, volume: 61.34 });
    expect(found.facts).toEqual({ symbol: 'BTCUSD', intervalMs: 60_000, warnings: [] });
  });

  test('an hour file of UTC, whole prices too', async () => {
    const lines = ['20200102 00:00,10000,20000,10000,15000,1', '20200102 01:00,10000,20000,10000,15000,1'];
    const found = await read('btcjpy.zip', 'btcjpy.csv', lines, '/lean/crypto/bitflyer/hour');
    expect(isoOf(found)).toEqual(['2020-01-02T00:00:00.000Z', '2020-01-02T01:00:00.000Z']);
    expect(found.candles[0]?.close).toBe(15_000);
  });
});

describe('where neither path nor name tells the market', () => {
  test('decimals are crypto and whole prices equity, both with a warning', async () => {
    const coin = await read('x.zip', '20171217_btcusd_minute_trade.csv', btc);
    expect(coin.candles[0]?.open).toBe(19650.02);
    expect(coin.facts.warnings).toEqual([
      'Neither path nor name tells the market; prices have decimals, so they were read as crypto: unscaled, UTC.',
    ]);
    const share = await read('x.zip', 'aapl.csv', daily);
    expect(share.candles[0]?.open).toBe(13.63);
    expect(share.facts.intervalMs).toBe(86_400_000);
    expect(share.facts.warnings).toEqual([
      'Neither path nor name tells the market; prices are whole numbers, so they were read as US equity: x10000, New York time.',
    ]);
  });

  test('whole prices below a dollar can be both and are refused', async () => {
    const lines = ['20200102 00:00,5,6,4,5,1'];
    expect((await rejectionOf(read('x.zip', 'x.csv', lines))).message).toBe(
      'x.zip: expected path or name to say equity or crypto, was neither, and whole prices up to 6 can be both.',
    );
    expect((await read('usa_x.zip', 'x.csv', lines)).candles[0]?.open).toBe(0.0005);
  });

  test('a folder that only happens to be called crypto says nothing', async () => {
    const found = await read('x.zip', 'aapl.csv', daily, '/home/crypto/forex');
    expect(found.candles[0]?.open).toBe(13.63);
  });
});

describe('refused', () => {
  const quotes = ['0,1.1,1.2,1.0,1.1,5,1.1,1.2,1.0,1.1,5'];
  test.each([
    ['20140501_quote.zip', '20140501_eurusd_minute_quote.csv', quotes, 'quotes of bid and ask'],
    ['eurusd.zip', 'eurusd.csv', ['20140501 00:00,1.1,1.2,1.0,1.1,5,1.1,1.2,1.0,1.1,5'], 'quotes of bid and ask'],
    ['t.zip', '20131007_spy_tick_trade.csv', ['0,1674100,100,P,1,0'], 'ticks'],
    ['o.zip', '20131007_es_minute_openinterest.csv', ['0,5'], 'open interest'],
  ])('%s', async (name, entry, lines, was) => {
    expect((await rejectionOf(read(name, entry, lines))).message).toBe(
      `${name}: expected LEAN trade candles (time, open, high, low, close, volume), was ${was}.`,
    );
  });

  test.each([
    ['/lean/forex/oanda/daily', 'forex/oanda'],
    ['/lean/future/cme/minute/es', 'future/cme'],
    ['/lean/equity/india/daily', 'equity/india'],
  ])('%s', async (folder, was) => {
    expect((await rejectionOf(read('x.zip', 'x.csv', daily, folder))).message).toBe(
      `x.zip: expected LEAN trade candles of US equities or crypto, was ${was}.`,
    );
  });

  test('rows that are no candles, each with its number', async () => {
    const lines = [
      daily[0],
      '19980105 00:00,1,2',
      '19980132 00:00,1,1,1,1,1',
      '19980107 00:00,1,x,1,1,1',
      '19980108 00:00,1,1,1,,1',
      '5,1,1,1,1,1',
    ];
    const archive = zip('aapl.csv', lines as string[]);
    const { places, refusals } = await importDropping(leanImporter, 'usa.zip', archive);
    expect(places).toEqual([1]);
    expect(refusals).toEqual([
      { place: 2, code: 'field-count', text: 'expected 6 fields, was 3.' },
      { place: 3, code: 'not-a-number', text: 'expected time to be yyyyMMdd HH:mm, was "19980132 00:00".' },
      { place: 4, code: 'not-a-number', text: 'expected high to be a number, was "x".' },
      { place: 5, code: 'not-a-number', text: 'expected close to be a number, was empty.' },
      { place: 6, code: 'not-a-number', text: 'expected time to be yyyyMMdd HH:mm, was "5".' },
    ]);
  });

  test('ms past midnight', async () => {
    const { refusals } = await importDropping(
      leanImporter,
      'usa.zip',
      zip('20131007_spy_minute_trade.csv', ['86400000,10000,10000,10000,10000,1']),
    );
    expect(refusals[0]?.text).toBe('expected time to be yyyyMMdd HH:mm or ms since midnight, was "86400000".');
  });
});
