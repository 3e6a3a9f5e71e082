import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type DownloadOptions, download } from '../../app/download.ts';
import { loadCandles } from '../../datasets/load-candles.ts';
import { HOUR, hourlyCandles, slots, T0 } from '../datasets/download/support/fake-exchange.ts';
import { loopbackBinanceSettings, startLoopbackBinance } from '../datasets/download/support/loopback-binance.ts';
import type { LoopbackExchange } from '../datasets/download/support/loopback-server.ts';
import { rejectionOf, seriesOf } from '../datasets/support/candle-arbitrary.ts';

const folder = mkdtempSync(join(tmpdir(), 'candlebench-app-download-'));
afterAll(() => rmSync(folder, { recursive: true }));
let server: LoopbackExchange | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const candles = hourlyCandles(slots(0, 2_600));
const NOW = T0 + 2_599.5 * HOUR;

async function run(out: string, options: Partial<DownloadOptions> = {}) {
  server ??= await startLoopbackBinance({ candles, intervalMs: HOUR, now: () => NOW });
  const settings = loopbackBinanceSettings(server.origin);
  return download({
    exchange: 'binance',
    symbol: 'BTC/USDT',
    interval: '1h',
    since: '2020',
    out,
    settings,
    ...options,
  });
}

describe('a download into a file', () => {
  it.each(['plain.csv', 'deep/er/packed.csv.gz'])('leaves %s and nothing else', async (name) => {
    const out = join(folder, name);
    const outcome = await run(out);
    const { series, quality } = await loadCandles(out, { symbol: 'BTC/USDT' });
    const id = seriesOf(candles.slice(0, -1)).id;
    expect(outcome).toMatchObject({ complete: true, file: out, id, quality: { rows: 2_599, gaps: 0 } });
    expect({ id: series.id, rows: quality.rows }).toEqual({ id, rows: 2_599 });
    expect(readdirSync(join(out, '..')).filter((file) => file.endsWith('partial'))).toEqual([]);
  });

  it('takes from and to as a trader writes them', async () => {
    const outcome = await run(join(folder, 'march.csv'), { since: '2020-03', until: '2020-03-02' });
    expect(outcome).toMatchObject({
      quality: { rows: 24, first: Date.UTC(2020, 2, 1), last: Date.UTC(2020, 2, 1, 23), gaps: 0 },
    });
  });

  it('keeps what is there when it is ended', async () => {
    const controller = new AbortController();
    const out = join(folder, 'ended.csv');
    const ended = await run(out, {
      signal: controller.signal,
      onProgress: ({ rows }) => {
        if (rows >= 1_000) controller.abort();
      },
    });
    expect(ended).toEqual({ complete: false, partial: `${out}.partial`, rows: 1_000 });
    expect({ out: existsSync(out), partial: existsSync(`${out}.partial`) }).toEqual({ out: false, partial: true });
    expect(await run(out)).toMatchObject({ complete: true, about: { resumed: 1_000 }, quality: { rows: 2_599 } });
  });
});

describe('a download is refused, and leaves nothing behind,', () => {
  it.each<[string, Partial<DownloadOptions>, string]>([
    ['from an unknown exchange', { exchange: 'binanse' }, 'ccxt knows no exchange binanse. Did you mean binance?'],
    ['from one that is near to none', { exchange: 'nyse-arca-x' }, 'ccxt knows no exchange nyse-arca-x.'],
    ['since nonsense', { since: 'lately' }, 'Expected --since to be a year, month, day or instant such as'],
    ['until nonsense', { until: '2020-13' }, 'Expected --until to be a year, month, day or instant such as'],
    [
      'until before since',
      { until: '2019' },
      'Expected --until to be later than 2020-01-01T00:00:00Z, was 2019-01-01T00:00:00Z.',
    ],
    ['in a strange interval', { interval: 'hourly' }, 'Expected an interval such as 15m, 1h or 1d, was "hourly".'],
    ['of an unknown market', { symbol: 'ETH/EUR' }, 'was ETH/EUR; those of ETH are ETH/USDT.'],
    ['of an unknown coin', { symbol: 'XXX/YYY' }, 'was XXX/YYY; it has none of XXX.'],
    ['into a file of another kind', { out: 'x.parquet' }, 'Expected --out to end with .csv or .csv.gz, was x.parquet.'],
  ])('%s', async (_, options, text) => {
    const before = readdirSync(folder);
    const error = await rejectionOf(run(join(folder, 'refused.csv'), options));
    expect(error.message).toContain(text);
    expect(error).toHaveProperty('kind');
    expect(readdirSync(folder)).toEqual(before);
  });

  it('into a folder that cannot be', async () => {
    writeFileSync(join(folder, 'file'), '');
    const error = await rejectionOf(run(join(folder, 'file', 'x.csv')));
    expect(error.message).toContain('Cannot write into');
  });
});
