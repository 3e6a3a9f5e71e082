import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backtest } from '../../../app/backtest.ts';
import { findCandles, parseDatasetName } from '../../../app/catalog/dataset-name.ts';
import { check } from '../../../app/check.ts';
import type { BacktestConfig } from '../../../app/config/backtest-schema.ts';
import { report } from '../../../app/report.ts';
import { sweep } from '../../../app/sweep.ts';
import { openCatalog, packSeries, writeCandlesCsv } from '../../../datasets/index.ts';
import { rejectionOf } from '../../datasets/support/candle-arbitrary.ts';
import { aboutOf, candlesOfSeed } from '../../datasets/support/catalog.ts';

const folder = mkdtempSync(join(tmpdir(), 'candlebench-catalog-runs-'));
const catalog = join(folder, 'catalog');
afterAll(() => rmSync(folder, { recursive: true }));

const old = candlesOfSeed(1, 'BTC/USDT', 900);
const newer = candlesOfSeed(2, 'BTC/USDT', 900);
const config = (instrument: object, more: object = {}): BacktestConfig => ({
  name: 'x',
  data: { instruments: [{ symbol: 'BTC/USDT', ...instrument }] },
  strategies: [{ use: 'sma-cross', params: { fast: 3, slow: 8 } }],
  risk: { maxRiskScore: null },
  ...more,
});

beforeAll(async () => {
  const opened = openCatalog(catalog);
  await opened.add(old, aboutOf(old));
  writeCandlesCsv(join(folder, 'old.csv'), old);
});

describe('a run over the catalog', () => {
  it('is the run over the file, names its candles, and can be reported when there is a newer version', async () => {
    const out = join(folder, 'run');
    const named = await backtest(config({ interval: '1h' }, { from: old.time[100] }), { catalog, out });
    const filed = await backtest(config({ file: 'old.csv' }, { from: old.time[100] }), { dataRoot: folder });
    expect(named.result.orders.length).toBeGreaterThan(10);
    expect(named.result.fills.map(({ orderId: _, ...fill }) => fill)).toEqual(
      filed.result.fills.map(({ orderId: _, ...fill }) => fill),
    );
    expect(named.identity.data).toEqual(filed.identity.data);
    expect(filed.identity).not.toHaveProperty('datasets');
    const { identity } = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'));
    expect(identity.datasets).toEqual([{ symbol: 'BTC/USDT', interval: '1h', id: old.id }]);

    const before = readFileSync(join(out, 'report.html'), 'utf8');
    await openCatalog(catalog).add(newer, aboutOf(newer));
    const next = await backtest(config({ interval: '1h' }), { catalog });
    expect(next.identity.datasets?.[0]?.id).toBe(newer.id);
    writeFileSync(join(out, 'report.html'), '');
    await report(out);
    expect(readFileSync(join(out, 'report.html'), 'utf8') === before).toBe(true);
    await report(out, { catalog, out: join(folder, 'again') });
    expect(readFileSync(join(folder, 'again', 'report.html'), 'utf8') === before).toBe(true);
    expect(await rejectionOf(report(out, { catalog: join(folder, 'empty') }))).toMatchObject({
      code: 'not-in-catalog',
    });
  });

  it.each([
    ['version', { interval: '1h', version: 1 }],
    ['identity', { id: old.id.slice(0, 10) }],
  ])('pins candles by %s', async (_, instrument) => {
    const { identity } = await backtest(config(instrument), { catalog });
    expect(identity.data).toEqual([{ symbol: 'BTC/USDT', id: old.id }]);
  });

  it('says what there is when the candles are not there', async () => {
    const wrong = { ...config({ interval: '4h' }) };
    expect(await rejectionOf(backtest(wrong, { catalog }))).toMatchObject({
      kind: 'DatasetError',
      message: `Expected BTC/USDT 4h in the catalog ${catalog}, was not there (nearest: BTC/USDT 1h versions 1, 2); import it with "candlebench data import FILE --symbol BTC/USDT --interval 4h".`,
    });
  });

  it.each([
    [{}, 'config: Expected data.instruments.0 to have a file, or an interval or id to find in the catalog.'],
    [
      { file: 'a.csv', version: 1 },
      'config: Expected data.instruments.0 to have a file or a version of the catalog, was both.',
    ],
    [
      { file: 'a.csv', id: '01234567' },
      'config: Expected data.instruments.0 to have a file or an id of the catalog, was both.',
    ],
    [{ id: 'xyz' }, 'config: Expected data.instruments.0.id to be 8 to 64 hexadecimal digits, was "xyz".'],
  ])('refuses %j', async (instrument, message) => {
    expect((await rejectionOf(backtest(config(instrument), { catalog }))).message).toBe(message);
  });
});

describe('a sweep over the catalog', () => {
  it('shares the candles with its threads, and its best config names them', async () => {
    const study = {
      base: config({ interval: '1h', version: 1 }),
      space: { 'strategy.sma-cross.fast': { int: [2, 6] as [number, number] } },
      objective: { metric: 'totalReturn', direction: 'max' as const },
      trials: 4,
    };
    const named = await sweep(study, { catalog, workers: 2 });
    const filed = await sweep({ ...study, base: config({ file: 'old.csv' }) }, { dataRoot: folder, workers: 1 });
    expect(named.study.trials.map(({ value }) => value)).toEqual(filed.study.trials.map(({ value }) => value));
    expect(named.best?.data.instruments).toEqual([{ symbol: 'BTC/USDT', interval: '1h', id: old.id }]);
    const { series } = await openCatalog(catalog).open({ id: old.id });
    expect(packSeries(series).buffer).toBe(series.time.buffer);
  });
});

describe('a dataset by name', () => {
  const opened = openCatalog(catalog);

  it.each([
    [['BTC/USDT 1h'], { symbol: 'BTC/USDT', interval: '1h' }],
    [['BTC/USDT', '1h', '2'], { symbol: 'BTC/USDT', interval: '1h', version: 2 }],
    [['BTC/USDT'], { symbol: 'BTC/USDT' }],
    [['deadbeef'], { id: 'deadbeef' }],
    [['dead'], { symbol: 'dead' }],
  ])('%j', (words, query) => {
    expect(parseDatasetName(words, opened)).toEqual(query);
  });

  it('is a symbol before it is an identity', () => {
    expect(
      parseDatasetName(['deadbeef'], { list: () => [{ ...opened.find({ id: old.id }), symbol: 'deadbeef' }] }),
    ).toEqual({
      symbol: 'deadbeef',
    });
  });

  it.each([[[]], [['a', 'b', 'c', 'd']], [['a', '1h', 'x']], [['a', '1h', '0']]])('is not %j', (words) => {
    expect(() => parseDatasetName(words, opened)).toThrow(/^Expected a dataset such as/);
  });

  it('is a file where there is one', async () => {
    expect((await findCandles('old.csv', opened, folder)).quality.file).toBe('old.csv');
    expect((await findCandles('BTC/USDT 1h 1', opened, folder)).series.id).toBe(old.id);
    expect(await rejectionOf(findCandles('none.csv', opened, folder))).toMatchObject({ code: 'file-unreadable' });
    const checked = await check('sma-cross', { candles: 'BTC/USDT 1h', catalog });
    expect(checked.pass).toBe(true);
  });
});
