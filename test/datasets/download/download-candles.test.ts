import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { ExchangeFailure } from '../../../datasets/download/candle-exchange.ts';
import {
  type DownloadedCandles,
  type DownloadOptions,
  type DownloadState,
  downloadCandles,
} from '../../../datasets/download/download-candles.ts';
import { discardDownloadJournal } from '../../../datasets/download/download-journal.ts';
import { rejectionOf, seriesOf } from '../support/candle-arbitrary.ts';
import {
  createFakeClock,
  createFakeExchange,
  type FakeExchangeOptions,
  HOUR,
  hourlyCandles,
  slots,
  T0,
} from './support/fake-exchange.ts';

const folder = mkdtempSync(join(tmpdir(), 'candlebench-download-'));
afterAll(() => rmSync(folder, { recursive: true }));
const partial = join(folder, 'x.csv.partial');
beforeEach(() => discardDownloadJournal(partial));

/** Sixty hours with an outage of eight, seen twenty minutes into the last hour. */
const candles = hourlyCandles([...slots(0, 22), ...slots(30, 60)]);
const now = T0 + 59 * HOUR + HOUR / 3;
const closed = candles.slice(0, -1);

function run(exchange: Partial<FakeExchangeOptions> = {}, options: Partial<DownloadOptions> = {}) {
  return downloadCandles(createFakeExchange({ candles, now, ...exchange }), {
    exchange: 'fake',
    since: T0,
    partial,
    clock: createFakeClock(),
    ...options,
  });
}

function finished(outcome: Awaited<ReturnType<typeof run>>): DownloadedCandles {
  if (!outcome.complete) throw new Error('Expected the download to be complete.');
  return outcome;
}

describe('a download', () => {
  it('gives every closed candle and none that is open', async () => {
    const { series, quality, about } = finished(await run());
    expect(series.id).toBe(seriesOf(closed).id);
    expect(series).toMatchObject({ symbol: 'BTC/USDT', intervalMs: HOUR, length: 51 });
    expect(quality).toMatchObject({ file: 'fake BTC/USDT 1h', gaps: 1, missing: 8, longestGap: 8, sha256: series.id });
    expect(about).toEqual({
      exchange: 'fake',
      symbol: 'BTC/USDT',
      interval: '1h',
      since: T0,
      until: now,
      resumed: 0,
      requests: 8,
      retries: 0,
    });
  });

  it('ends where it is told to, with candles that have closed by then', async () => {
    const until = T0 + 40 * HOUR;
    expect(finished(await run({}, { until })).series.id).toBe(seriesOf(closed.filter((c) => c.time < until)).id);
    discardDownloadJournal(partial);
    const between = finished(await run({}, { until: until + HOUR - 1 }));
    expect(between.series.id).toBe(seriesOf(closed.filter((c) => c.time < until)).id);
  });

  it('never goes beyond the clock of the exchange', async () => {
    const { series, about } = finished(await run({}, { until: T0 + 1e6 * HOUR }));
    expect(about.until).toBe(now);
    expect(series.length).toBe(51);
  });

  it('says where the first candle is when it is not where it was asked for', async () => {
    const { quality } = finished(await run({}, { since: T0 - 5_000 * HOUR }));
    expect(quality.warnings[0]).toBe(
      'Asked from 2019-06-06T16:00:00.000Z on; the first candle opens at 2020-01-01T00:00:00.000Z.',
    );
  });

  it('tells how far it is and why it waits', async () => {
    const states: DownloadState[] = [];
    const sick = (page: number) => {
      if (page === 2 && states.at(-1)?.waiting === null) throw new ExchangeFailure('HTTP 503', { temporary: true });
    };
    await run({ onPage: sick }, { onProgress: (state) => states.push(state) });
    expect(states[0]).toMatchObject({ rows: 0, share: 0, waiting: null });
    expect(states.filter((s) => s.waiting !== null)).toEqual([
      expect.objectContaining({ waiting: 'HTTP 503', rows: 10 }),
    ]);
    expect(states.at(-1)).toMatchObject({ rows: 51, resumed: 0, shareAtStart: 0, waiting: null });
    expect(states.at(-1)?.share).toBeCloseTo(58 / 59.33, 3);
    const shares = states.map((s) => s.share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(states.at(-1)?.elapsedMs).toBeGreaterThanOrEqual(500);
  });
});

describe('a second call', () => {
  it('gives the same candles after a crash at any page, and asks for few pages again', async () => {
    const whole = finished(await run());
    discardDownloadJournal(partial);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 4 }), async (crashes) => {
        discardDownloadJournal(partial);
        let asked = 0;
        for (const crash of crashes) {
          const boom = new TypeError('crash');
          const exchange = createFakeExchange({
            candles,
            now,
            onPage: (page) => {
              if (page === crash) throw boom;
            },
          });
          const attempt = downloadCandles(exchange, { exchange: 'fake', since: T0, partial });
          const ended = await attempt.then(
            () => true,
            (error: unknown) => {
              expect(error).toBe(boom);
              return false;
            },
          );
          asked += exchange.pages();
          if (ended) break;
        }
        const exchange = createFakeExchange({ candles, now });
        const { series } = finished(await downloadCandles(exchange, { exchange: 'fake', since: T0, partial }));
        expect(series.id).toBe(whole.series.id);
        // Six pages, and for each crash the one that was lost.
        expect(asked + exchange.pages()).toBeLessThanOrEqual(6 + 2 * crashes.length);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it('does not walk again over a stretch without candles', async () => {
    const asked: number[] = [];
    const windowed = (crash: number) => {
      const market = createFakeExchange({ candles: candles.slice(30), now });
      const fetchPage = async (since: number, limit: number, until?: number) => {
        asked.push((since - T0) / HOUR);
        if (asked.length === crash) throw new TypeError('crash');
        return market.fetchPage(since, limit, Math.min(until ?? Number.POSITIVE_INFINITY, since + limit * HOUR - 1));
      };
      return downloadCandles({ ...market, fetchPage }, { exchange: 'fake', since: T0, partial });
    };
    await rejectionOf(windowed(5));
    expect(asked.splice(0)).toEqual([0, 0, 10, 10, 20]);
    expect(finished(await windowed(0)).series.length).toBe(21);
    expect(asked.slice(0, 4)).toEqual([20, 20, 30, 30]);
  });

  it('adds what has closed since', async () => {
    const early = finished(await run({ now: T0 + 33.5 * HOUR }));
    expect(early.series.length).toBe(25);
    const { series, about } = finished(await run());
    expect(about.resumed).toBe(25);
    expect(series.id).toBe(seriesOf(closed).id);
  });

  it('leaves out what closes after an earlier end', async () => {
    await run();
    const until = T0 + 10 * HOUR;
    expect(finished(await run({}, { until })).series.id).toBe(seriesOf(closed.slice(0, 10)).id);
  });

  it('stops when a candle has changed since', async () => {
    await run({ now: T0 + 33.5 * HOUR });
    const changed = candles.map((c) => (c.time === T0 + 32 * HOUR ? { ...c, volume: 99 } : c));
    const error = await rejectionOf(run({ candles: changed }));
    expect(error).toMatchObject({
      code: 'candle-changed',
      message: 'fake BTC/USDT 1h at 2020-01-02T08:00:00.000Z: expected volume to stay 0.2, was 99 when it came again.',
    });
  });

  it('goes on after it was ended on the way', async () => {
    const controller = new AbortController();
    const onPage = (page: number) => {
      if (page === 3) controller.abort();
    };
    const outcome = await run({ onPage }, { signal: controller.signal });
    expect(outcome).toEqual({ complete: false, rows: 28 });
    expect(finished(await run()).about.resumed).toBe(28);
  });
});

describe('a download is refused', () => {
  it('without a trace when it is ended before it begins', async () => {
    expect(await run({}, { signal: AbortSignal.abort() })).toEqual({ complete: false, rows: null });
    expect(existsSync(partial)).toBe(false);
  });

  it('when there is no candle', async () => {
    expect(await rejectionOf(run({ candles: [] }))).toMatchObject({
      kind: 'DatasetError',
      code: 'no-candles',
      message:
        'fake BTC/USDT 1h: expected closed candles from 2020-01-01T00:00:00.000Z to 2020-01-03T11:20:00.000Z, was none.',
    });
  });

  it.each([
    ['a price of zero', { close: 0 }, 'price-not-positive', 'expected close > 0, was 0.'],
    ['high below low', { high: 1 }, 'high-below-low', 'expected high >= low, was high 1, low'],
    ['no volume', { volume: Number.NaN }, 'volume-negative', 'expected volume >= 0, was NaN.'],
  ])('at %s, and keeps the pages before it', async (_, spoiled, code, text) => {
    const bad = candles.map((c) => (c.time === T0 + 15 * HOUR ? { ...c, ...spoiled } : c));
    const error = await rejectionOf(run({ candles: bad }));
    expect(error).toMatchObject({ kind: 'DatasetError', code });
    expect(error.message).toContain(`fake BTC/USDT 1h page from 2020-01-01T09:00:00.000Z line 6: ${text}`);
    expect(
      readFileSync(partial, 'utf8')
        .split('\n')
        .filter((line) => /^\d/.test(line)),
    ).toHaveLength(10);
  });
});
