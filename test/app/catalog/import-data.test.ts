import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { importData } from '../../../app/catalog/import-data.ts';
import { openCatalog, sliceSeries, writeCandlesCsv } from '../../../datasets/index.ts';
import { rejectionOf } from '../../datasets/support/candle-arbitrary.ts';
import { candlesOfSeed } from '../../datasets/support/catalog.ts';

const folder = mkdtempSync(join(tmpdir(), 'candlebench-import-'));
afterAll(() => rmSync(folder, { recursive: true }));
const series = candlesOfSeed(1, 'X', 60);
const at = (name: string): string => join(folder, name);
writeCandlesCsv(at('AAA_1h.csv'), series);
writeCandlesCsv(at('BBB_1h.csv.gz'), series);
// The header says tabs, so this is another format of the same numbers.
writeFileSync(at('CCC.tsv'), readFileSync(at('AAA_1h.csv'), 'utf8').replaceAll(',', '\t'));
writeFileSync(at('bad.csv'), readFileSync(at('AAA_1h.csv'), 'utf8').replace(/\n(\d+),[\d.]+,/, '\n$1,x,'));
const cut = series.time[30] ?? 0;
writeCandlesCsv(at('JAN_1h.csv'), sliceSeries(series, null, cut));
writeCandlesCsv(at('FEB_1h.csv'), sliceSeries(series, cut, null));
writeCandlesCsv(at('OVER_1h.csv'), sliceSeries(series, series.time[28] ?? 0, null));
let count = 0;
const nextCatalog = () => openCatalog(at(`catalog-${count++}`));

it('keeps each file as a dataset of its own; the identity is that of the candles', async () => {
  const catalog = nextCatalog();
  const told: string[] = [];
  const { imported, aborted } = await importData(catalog, ['AAA_1h.csv', 'BBB_1h.csv.gz', 'CCC.tsv'].map(at), {
    onImported: ({ entry }) => told.push(entry.symbol),
  });
  expect(aborted).toBe(false);
  expect(told).toEqual(['AAA', 'BBB', 'CCC']);
  expect(imported.map(({ entry }) => entry.id)).toEqual([series.id, series.id, series.id]);
  expect(imported[0]?.entry).toMatchObject({
    origin: 'csv',
    sources: [{ file: 'AAA_1h.csv', sha256: imported[0]?.entry.quality.sha256 }],
    quality: { file: 'AAA_1h.csv', rows: 60 },
  });
  expect(imported[1]?.files).toEqual([at('BBB_1h.csv.gz')]);
  const again = await importData(catalog, [at('AAA_1h.csv')]);
  expect(again.imported.map(({ outcome }) => outcome)).toEqual(['unchanged']);
});

it('joins files, in any order', async () => {
  const catalog = nextCatalog();
  const files = [at('FEB_1h.csv'), at('JAN_1h.csv')];
  const { imported } = await importData(catalog, files, { join: true, symbol: 'X/Y', expectedRows: 60 });
  expect(imported.map(({ entry }) => entry)).toMatchObject([
    { symbol: 'X/Y', id: series.id, sources: [{ file: 'FEB_1h.csv' }, { file: 'JAN_1h.csv' }] },
  ]);
  expect(imported[0]?.entry.quality).toMatchObject({ file: 'FEB_1h.csv and 1 more', sha256: series.id, rows: 60 });
  expect(await rejectionOf(importData(catalog, files, { join: true, symbol: 'X', expectedRows: 61 }))).toMatchObject({
    code: 'row-count',
    message: 'Expected 61 candles in 2 files, was 60.',
  });
  expect(await rejectionOf(importData(catalog, files, { join: true }))).toMatchObject({ code: 'symbol-mixed' });
});

it('says which candles it left out where files overlap', async () => {
  const catalog = nextCatalog();
  const files = [at('JAN_1h.csv'), at('OVER_1h.csv')];
  const options = { join: true, symbol: 'X' } as const;
  expect(await rejectionOf(importData(catalog, files, options))).toMatchObject({ code: 'parts-overlap' });
  const { imported } = await importData(catalog, files, { ...options, repair: ['keep-first'] });
  expect(imported[0]?.entry).toMatchObject({ id: series.id, repairs: { 'keep-first': 2 } });
  const log = readFileSync(imported[0]?.repairLog ?? '', 'utf8')
    .trimEnd()
    .split('\n');
  expect(log[1]).toBe(
    `OVER_1h.csv,1,keep-first,${new Date(series.time[28] ?? 0).toISOString()} was there with the same values`,
  );
  expect(log).toHaveLength(3);
});

it('lists every row that a repair touched, with its reason', async () => {
  writeFileSync(
    at('MESSY_1h.csv'),
    'time,open,high,low,close\n2020-01-02,1,1,1,1\n2020-01-01,1,1,1,1\n2020-01-02,1,1,1,1\n2020-01-03,1,1,2,1\n2020-01-05,1,1,1,1\n',
  );
  const { imported } = await importData(nextCatalog(), [at('MESSY_1h.csv')], {
    repair: ['drop', 'keep-first', 'sort'],
  });
  expect(imported[0]?.entry.repairs).toEqual({ drop: 1, 'keep-first': 1, sort: 1 });
  expect(readFileSync(imported[0]?.repairLog ?? '', 'utf8')).toBe(`file,place,repair,reason
MESSY_1h.csv,3,sort,"expected a time after that of line 2, was 2020-01-01T00:00:00.000Z."
MESSY_1h.csv,4,keep-first,"expected a time of its own, was 2020-01-02T00:00:00.000Z of line 2 with the same values."
MESSY_1h.csv,5,drop,"expected high >= low, was high 1, low 2."
`);
});

it('refuses a wrong file with its line, and keeps what came before it', async () => {
  const catalog = nextCatalog();
  const error = await rejectionOf(importData(catalog, [at('AAA_1h.csv'), at('bad.csv')]));
  expect(error.message).toMatch(/^bad\.csv line 2: /);
  expect(catalog.list().map(({ symbol }) => symbol)).toEqual(['AAA']);
});

it('refuses a file with another number of rows, such as one that was cut off', async () => {
  const catalog = nextCatalog();
  writeFileSync(at('cut.csv.gz'), gzipSync(readFileSync(at('AAA_1h.csv'), 'utf8').split('\n').slice(0, 50).join('\n')));
  expect(await rejectionOf(importData(catalog, [at('cut.csv.gz')], { expectedRows: 60 }))).toMatchObject({
    code: 'row-count',
  });
  expect(catalog.list()).toEqual([]);
});

it('wants one file for one symbol', async () => {
  const options = { symbol: 'X' };
  expect((await rejectionOf(importData(nextCatalog(), ['a', 'b'], options))).message).toBe(
    'Expected one file with --symbol X, was 2; --join makes them one dataset.',
  );
});

it('ends when it is called off, between files or while one is read', async () => {
  const catalog = nextCatalog();
  const between = new AbortController();
  const first = await importData(catalog, [at('AAA_1h.csv'), at('BBB_1h.csv.gz')], {
    signal: between.signal,
    onImported: () => between.abort(),
  });
  expect(first).toMatchObject({ aborted: true, imported: [{ outcome: 'added' }] });
  const within = new AbortController();
  const second = await importData(catalog, [at('BBB_1h.csv.gz')], {
    signal: within.signal,
    onProgress: () => within.abort(),
  });
  expect(second).toEqual({ aborted: true, imported: [] });
  expect(catalog.list().map(({ symbol }) => symbol)).toEqual(['AAA']);
});

it('keeps adjusted candles beside those that were traded', async () => {
  const rows = [100, 104, 52, 51].map((p, k) => `2024-01-0${k + 1},${p},${p},${p},${p},10`);
  writeFileSync(at('ACME.csv'), `date,open,high,low,close,volume\n${rows.join('\n')}\n`);
  writeFileSync(at('events.csv'), 'date,kind,value\n2024-01-03,split,2\n2024-01-04,dividend,1.3\n');
  // The same in LEAN's way: factors up to a date, then none.
  writeFileSync(at('factors.csv'), '20240102,0.975,0.5,104\n20240103,0.975,1,52\n20501231,1,1,0\n');
  const found: number[][] = [];
  for (const [mode, events] of [
    ['split', 'events.csv'],
    ['total', 'events.csv'],
    ['total', 'factors.csv'],
  ] as const) {
    const catalog = nextCatalog();
    const adjust = { events: at(events), mode };
    const { imported } = await importData(catalog, [at('ACME.csv')], { adjust });
    expect(imported.map(({ entry }) => entry.symbol)).toEqual(['ACME', `ACME@${mode}`]);
    const [raw, adjusted] = imported.map(({ entry }) => entry);
    expect(adjusted).toMatchObject({
      origin: 'adjusted',
      sources: [{ file: 'ACME 1d version 1', sha256: raw?.id }, { file: events }],
      quality: { symbol: `ACME@${mode}`, file: `ACME 1d version 1 adjusted by ${events}` },
    });
    expect(imported[1]?.files).toEqual([at('ACME.csv'), at(events)]);
    const { series: kept } = await catalog.open({ id: adjusted?.id ?? '' });
    found.push([...kept.close], [...kept.volume]);
    expect([...(await catalog.open({ symbol: 'ACME' })).series.close]).toEqual([100, 104, 52, 51]);
  }
  expect(found).toEqual([
    [50, 52, 52, 51],
    [20, 20, 10, 10],
    [48.75, 50.7, 50.7, 51].map((price) => expect.closeTo(price, 10)),
    [20, 20, 10, 10],
    [48.75, 50.7, 50.7, 51].map((price) => expect.closeTo(price, 10)),
    [20, 20, 10, 10],
  ]);
});

it('adjusts one instrument at a time, by a file that it can read', async () => {
  const catalog = nextCatalog();
  writeFileSync(at('no-events.csv'), 'day,what\n');
  const adjust = { events: at('no-events.csv'), mode: 'split' } as const;
  expect(await rejectionOf(importData(catalog, [at('AAA_1h.csv'), at('BBB_1h.csv.gz')], { adjust }))).toMatchObject({
    code: 'events-for-many',
  });
  expect((await rejectionOf(importData(catalog, [at('AAA_1h.csv')], { adjust }))).message).toBe(
    'no-events.csv line 1: expected the header date,kind,value, was day,what.',
  );
});
