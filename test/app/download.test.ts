import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { importData } from '../../app/catalog/import-data.ts';
import { type DownloadOptions, download } from '../../app/download.ts';
import { openCatalog, writeCandlesCsv } from '../../datasets/index.ts';
import { loadCandles } from '../../datasets/load-candles.ts';
import { HOUR, hourlyCandles, slots, T0 } from '../datasets/download/support/fake-exchange.ts';
import { loopbackBinanceSettings, startLoopbackBinance } from '../datasets/download/support/loopback-binance.ts';
import type { LoopbackExchange } from '../datasets/download/support/loopback-server.ts';
import { rejectionOf, seriesOf } from '../datasets/support/candle-arbitrary.ts';

const folder = mkdtempSync(join(tmpdir(), 'candlebench-app-download-'));
afterAll(() => rmSync(folder, { recursive: true }));
let server: LoopbackExchange | null = null;
afterEach(async () => {
  now = NOW;
  await server?.close();
  server = null;
});

const candles = hourlyCandles(slots(0, 2_600));
const NOW = T0 + 2_599.5 * HOUR;

let now = NOW;
async function run(out: string | undefined, options: Partial<DownloadOptions> = {}, since: string | null = '2020') {
  server ??= await startLoopbackBinance({ candles, intervalMs: HOUR, now: () => now });
  const settings = loopbackBinanceSettings(server.origin);
  return download({
    exchange: 'binance',
    symbol: 'BTC/USDT',
    interval: '1h',
    ...(since !== null && { since }),
    ...(out !== undefined && { out }),
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

describe('a download into the catalog', () => {
  let count = 0;
  const nextCatalog = (): string => join(folder, `catalog-${count++}`);
  const partials = (catalog: string): string[] => readdirSync(join(catalog, 'downloads'));

  it('adds what a file would hold, and leaves nothing else', async () => {
    const catalog = nextCatalog();
    const outcome = await run(undefined, { catalog });
    const id = seriesOf(candles.slice(0, -1)).id;
    expect(outcome).toMatchObject({
      complete: true,
      file: null,
      id,
      added: { outcome: 'added', entry: { version: 1 } },
    });
    const { entry, series } = await openCatalog(catalog).open({ symbol: 'BTC/USDT', interval: '1h' });
    expect(entry).toMatchObject({
      origin: 'download',
      rows: 2_599,
      sources: [{ file: entry.quality.file, sha256: id }],
    });
    expect({ id: series.id, partials: partials(catalog) }).toEqual({ id, partials: [] });
    expect(await run(undefined, { catalog })).toMatchObject({ added: { outcome: 'unchanged' } });
  });

  it('goes on from the newest version, asking for no candle before its last', async () => {
    const catalog = nextCatalog();
    await run(undefined, { catalog, until: '2020-02' });
    const asked = server?.requests.length ?? 0;
    const outcome = await run(undefined, { catalog }, null);
    expect(outcome).toMatchObject({
      complete: true,
      id: seriesOf(candles.slice(0, -1)).id,
      quality: { rows: 2_599, gaps: 0, warnings: ['520 candles with volume 0.'] },
      about: { since: Date.UTC(2020, 0, 31, 23) },
      added: { outcome: 'added', entry: { version: 2 } },
    });
    const starts = server?.requests.slice(asked).map(({ query }) => Number(query.get('startTime') ?? Number.NaN)) ?? [];
    expect(Math.min(...starts.filter((at) => at > 0))).toBe(Date.UTC(2020, 0, 31, 23));
    const [first, second] = openCatalog(catalog).list();
    expect(second?.sources[0]).toEqual({ file: 'BTC/USDT 1h version 1', sha256: first?.id });
    expect(partials(catalog)).toEqual([]);
    expect(await run(undefined, { catalog }, null)).toMatchObject({ added: { outcome: 'unchanged' } });
    now += HOUR;
    expect(await run(undefined, { catalog }, null)).toMatchObject({ quality: { rows: 2_600 } });
  });

  it('goes on after it was ended, from where the version ended', async () => {
    const catalog = nextCatalog();
    await run(undefined, { catalog, until: '2020-01-02' });
    const controller = new AbortController();
    const ended = await run(
      undefined,
      {
        catalog,
        signal: controller.signal,
        onProgress: ({ rows }) => {
          if (rows >= 1_000) controller.abort();
        },
      },
      null,
    );
    expect(ended).toMatchObject({ complete: false, rows: 1_000 });
    expect(partials(catalog)).toEqual(['binance_BTC%2FUSDT_1h_2020-01-01T230000.000Z.partial']);
    expect(openCatalog(catalog).list()).toHaveLength(1);
    expect(await run(undefined, { catalog }, null)).toMatchObject({
      about: { resumed: 1_000 },
      id: seriesOf(candles.slice(0, -1)).id,
    });
    expect(partials(catalog)).toEqual([]);
  });

  it('adds nothing when the exchange tells other candles than the catalog has', async () => {
    const catalog = nextCatalog();
    const file = join(folder, 'other.csv');
    const other = candles.slice(0, 50).map((one, k) => (k === 49 ? { ...one, volume: one.volume + 1 } : one));
    writeCandlesCsv(file, seriesOf(other));
    await importData(openCatalog(catalog), [file], { symbol: 'BTC/USDT' });
    const error = await rejectionOf(run(undefined, { catalog }, null));
    expect(error).toMatchObject({ code: 'candle-changed' });
    expect(error.message).toMatch(
      /expected the volume .* at 2020-01-03T01:00:00\.000Z as in BTC\/USDT 1h version 1, was /,
    );
    expect(openCatalog(catalog).list()).toHaveLength(1);
  });

  it('wants a start where there is nothing to go on from', async () => {
    const error = await rejectionOf(run(undefined, { catalog: join(folder, 'none') }, null));
    expect(error.message).toBe(
      `Expected --since, or BTC/USDT 1h in the catalog ${join(folder, 'none')} to go on from, was neither.`,
    );
    expect(existsSync(join(folder, 'none'))).toBe(false);
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

  it('into a file without a start', async () => {
    const error = await rejectionOf(run(join(folder, 'x.csv'), {}, null));
    expect(error.message).toBe('Expected --since for BTC/USDT 1h with --out, was none.');
  });

  it('into a folder that cannot be', async () => {
    writeFileSync(join(folder, 'file'), '');
    const error = await rejectionOf(run(join(folder, 'file', 'x.csv')));
    expect(error.message).toContain('Cannot write into');
  });
});
