import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listExchanges, openCcxtMarket } from '../../../datasets/download/ccxt-exchange.ts';
import { type DownloadedCandles, downloadCandles } from '../../../datasets/download/download-candles.ts';
import { discardDownloadJournal } from '../../../datasets/download/download-journal.ts';
import { rejectionOf, seriesOf } from '../support/candle-arbitrary.ts';
import { createFakeClock, type FakeClock, HOUR, hourlyCandles, slots, T0 } from './support/fake-exchange.ts';
import {
  type LoopbackBinanceOptions,
  loopbackBinanceSettings,
  startLoopbackBinance,
} from './support/loopback-binance.ts';
import { loopbackCoinbaseSettings, startLoopbackCoinbase } from './support/loopback-coinbase.ts';
import type { Fault, LoopbackExchange } from './support/loopback-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'candlebench-ccxt-'));
const partial = join(folder, 'x.csv.partial');
let server: LoopbackExchange | null = null;
let clock: FakeClock = createFakeClock();
beforeEach(() => {
  clock = createFakeClock();
  discardDownloadJournal(partial);
});
afterEach(async () => {
  await server?.close();
  server = null;
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Listed after 100 hours; an outage of 30 hours inside a page and one of 3000 hours over several pages. */
const candles = hourlyCandles([...slots(100, 2_200), ...slots(2_230, 2_900), ...slots(5_900, 7_001)]);
const NOW = T0 + 7_000 * HOUR + 1_234;
const closed = candles.slice(0, -1);

async function binance(options: Partial<LoopbackBinanceOptions> = {}, settings: Record<string, unknown> = {}) {
  server = await startLoopbackBinance({ candles, intervalMs: HOUR, now: () => NOW, ...options });
  const market = await openCcxtMarket({
    exchange: 'binance',
    symbol: 'BTC/USDT',
    interval: '1h',
    settings: loopbackBinanceSettings(server.origin, settings),
  });
  return { server, market };
}

async function fetchAll(
  market: Awaited<ReturnType<typeof openCcxtMarket>>,
  since = T0,
  exchange = 'binance',
): Promise<DownloadedCandles> {
  try {
    const outcome = await downloadCandles(market, { exchange, since, partial, clock });
    if (!outcome.complete) throw new Error('Expected the download to be complete.');
    return outcome;
  } finally {
    await market.close();
  }
}

describe("Binance's REST", () => {
  it('gives closed candles alone, over gaps and from before the listing', async () => {
    const { market, server } = await binance();
    const { series, quality, about } = await fetchAll(market);
    expect(series.id).toBe(seriesOf(closed).id);
    expect(quality).toMatchObject({ rows: 3_870, gaps: 2, missing: 3_030, longestGap: 3_000 });
    expect(about.retries).toBe(0);
    // Four pages, and the question what lies before the first candle.
    expect(server.requests.map((r) => r.path)).toEqual([
      '/api/v3/exchangeInfo',
      '/api/v3/time',
      ...Array(5).fill('/api/v3/klines'),
    ]);
    expect(server.requests[3]?.query.get('endTime')).toBe(String(T0 + 100 * HOUR - 1));
  });

  const faults: [string, Fault][] = [
    ['500', { kind: 'status', status: 500 }],
    ['503 as JSON', { kind: 'status', status: 503, body: '{"code":-1001,"msg":"Internal error"}' }],
    ['418 with Retry-After', { kind: 'status', status: 418, headers: { 'Retry-After': '30' } }],
    ['a connection that is reset', { kind: 'reset' }],
    ['a body that is cut off', { kind: 'truncated' }],
    ['a body shorter than its length', { kind: 'short' }],
    ['a page that is empty once', { kind: 'empty' }],
  ];
  it.each(faults)('gives the same candles after %s', async (name, fault) => {
    for (const spoiled of [1, 2, 4]) {
      discardDownloadJournal(partial);
      const { market } = await binance({ fault: (page) => (page === spoiled ? fault : null) });
      const { series, about } = await fetchAll(market);
      expect(series.id, `page ${spoiled}`).toBe(seriesOf(closed).id);
      expect(about.retries).toBe(fault.kind === 'empty' ? 0 : 1);
      await server?.close();
    }
    if (name.includes('Retry-After')) expect(clock.waits).toEqual([30_000, 30_000, 30_000]);
  });

  it.each<Fault>([{ kind: 'silence' }, { kind: 'short-gzip' }])('does not wait for ever after %j', async (fault) => {
    const { market } = await binance({ fault: (page) => (page === 2 ? fault : null) }, { timeout: 300 });
    const { series, about } = await fetchAll(market);
    expect(series.id).toBe(seriesOf(closed).id);
    expect(about.retries).toBe(1);
  });

  it('waits as long as 429 says until its weight is allowed again', async () => {
    const { market } = await binance({ now: () => NOW + clock.now(), weightPerMinute: 6 });
    const { series, about } = await fetchAll(market);
    expect(series.id).toBe(seriesOf(closed).id);
    expect(about.retries).toBe(1);
    expect(clock.waits).toEqual([59_000]);
  });

  it('is asked for its markets again after they failed', async () => {
    const { market } = await binance({ sickStarts: 2 });
    expect((await fetchAll(market)).about.retries).toBe(2);
  });

  it('ends with one sentence when it stays sick, and the next call goes on', async () => {
    const { market } = await binance({ fault: (page) => (page >= 3 ? { kind: 'status', status: 503 } : null) });
    const error = await rejectionOf(fetchAll(market));
    expect(error).toMatchObject({
      kind: 'DatasetError',
      code: 'exchange-failed',
      message: 'binance BTC/USDT 1h: expected candles from 2020-02-15T19:00:00.000Z, was HTTP 503 in 8 tries.',
    });
    await server?.close();
    const { series, about } = await fetchAll((await binance()).market);
    expect(series.id).toBe(seriesOf(closed).id);
    expect(about.resumed).toBe(1_000);
  });

  it('is believed at once when it refuses', async () => {
    const body = '{"code":0,"msg":"Service unavailable from a restricted location."}';
    const { market } = await binance({ fault: () => ({ kind: 'status', status: 451, body }) });
    const error = await rejectionOf(fetchAll(market));
    expect(error.message).toMatch(/was HTTP 451: .*restricted location/);
    expect(clock.waits).toEqual([]);
  });

  it('stops the download when a closed candle has changed between two pages', async () => {
    const changed = candles.map((c) => ({ ...c }));
    const at = T0 + 1_099 * HOUR;
    const { market } = await binance({
      candles: changed,
      fault: (page) => {
        const candle = changed.find((c) => c.time === at);
        if (page === 2 && candle !== undefined) Object.assign(candle, { volume: 77 });
        return null;
      },
    });
    const error = await rejectionOf(fetchAll(market));
    expect(error).toMatchObject({ code: 'candle-changed' });
    expect(error.message).toMatch(/2020-02-15T19:00:00\.000Z: expected volume to stay [\d.]+, was 77/);
  });

  it('names its markets of the same coin when one is not there', async () => {
    server = await startLoopbackBinance({ candles, intervalMs: HOUR, now: () => NOW });
    const settings = loopbackBinanceSettings(server.origin);
    const market = await openCcxtMarket({ exchange: 'binance', symbol: 'BTC/USD', interval: '1h', settings });
    expect(await rejectionOf(fetchAll(market))).toMatchObject({
      kind: 'ConfigError',
      code: 'unknown-market',
      message: 'Expected a market of binance such as BTC/USDT, was BTC/USD; those of BTC are BTC/USDT.',
    });
  });

  it('names its intervals when it has no such one', async () => {
    server = await startLoopbackBinance({ candles, intervalMs: HOUR, now: () => NOW });
    const settings = loopbackBinanceSettings(server.origin);
    const market = await openCcxtMarket({ exchange: 'binance', symbol: 'BTC/USDT', interval: '7h', settings });
    const error = await rejectionOf(fetchAll(market));
    expect(error.message).toMatch(/^Expected an interval of binance \(1s, 1m, 3m, .*\), was 7h\.$/);
  });

  it('tells its time in the Date header where it has no other way', async () => {
    const { market } = await binance({}, { has: { fetchTime: false } });
    const { series, about } = await fetchAll(market);
    expect(about.until).toBe(Math.floor(NOW / 1_000) * 1_000);
    expect(series.id).toBe(seriesOf(closed).id);
  });
});

describe("Coinbase Exchange's REST: seconds, newest first, windows", () => {
  it('gives the same candles, over windows without any', async () => {
    server = await startLoopbackCoinbase({ candles, intervalMs: HOUR, now: () => NOW });
    const settings = loopbackCoinbaseSettings(server.origin);
    const market = await openCcxtMarket({ exchange: 'coinbaseexchange', symbol: 'BTC/USD', interval: '1h', settings });
    const { series, quality } = await fetchAll(market, T0 - 400 * HOUR, 'coinbaseexchange');
    expect(series.id).toBe(seriesOf(closed).id);
    expect(quality).toMatchObject({ symbol: 'BTC/USD', gaps: 2, missing: 3_030 });
  });
});

describe('exchanges', () => {
  it('are those of ccxt', async () => {
    expect(await listExchanges()).toEqual(expect.arrayContaining(['binance', 'kraken', 'coinbaseexchange']));
  });

  it.each(['binanze', 'toString'])('are refused when ccxt does not know them: %s', async (exchange) => {
    expect(await rejectionOf(openCcxtMarket({ exchange, symbol: 'A/B', interval: '1h' }))).toMatchObject({
      kind: 'ConfigError',
      message: `Expected an exchange that ccxt knows, was ${exchange}.`,
    });
  });
});
