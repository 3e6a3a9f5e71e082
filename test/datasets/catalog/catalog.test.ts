import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CandleColumns, COLUMN_NAMES, createCandleSeries } from '../../../datasets/candle-columns.ts';
import { openCatalog } from '../../../datasets/catalog/catalog.ts';
import type { CatalogEntry } from '../../../datasets/catalog/catalog-entry.ts';
import { candleArbitrary, errorOf, rejectionOf, seriesOf } from '../support/candle-arbitrary.ts';
import { aboutOf, candlesOfSeed, catalogFolders } from '../support/catalog.ts';

const nextFolder = catalogFolders();
const NOON = Date.UTC(2024, 0, 31, 12);
const open = (folder = nextFolder()) => openCatalog(folder, () => NOON);
const add = (catalog: ReturnType<typeof open>, seed: number, symbol?: string) => {
  const series = candlesOfSeed(seed, symbol);
  return catalog.add(series, aboutOf(series));
};
const filesOf = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true, withFileTypes: true }) as { name: string; isFile(): boolean }[])
    .filter((one) => one.isFile())
    .map(({ name }) => name)
    .sort();
const bytesOf = (columns: CandleColumns) =>
  COLUMN_NAMES.map((name) => Buffer.from(Float64Array.from(columns[name]).buffer).toString('hex'));

describe('what is added', () => {
  test('comes back with the same bytes, over shared memory', async () => {
    await fc.assert(
      fc.asyncProperty(
        candleArbitrary({ minLength: 1 }),
        fc.constantFrom(3_600_000, 250, 60_000),
        async (candles, ms) => {
          const series = seriesOf(candles, ms, 'X/Y');
          const catalog = open();
          await catalog.add(series, aboutOf(series));
          const loaded = (await catalog.open({ symbol: 'X/Y' })).series;
          expect(bytesOf(loaded)).toEqual(bytesOf(series));
          expect(loaded).toMatchObject({ symbol: 'X/Y', intervalMs: ms, length: series.length, id: series.id });
          expect(createCandleSeries('X/Y', ms, loaded).id).toBe(series.id);
          expect(loaded.time.buffer).toBeInstanceOf(SharedArrayBuffer);
          rmSync(catalog.folder, { recursive: true });
        },
      ),
      { seed: 1, numRuns: 25 },
    );
  });

  test('keeps times before 1970 and far ahead', async () => {
    const times = [-62_135_596_800_000, -4_294_967_297, -1, 0, 1, 4_294_967_295, 4_294_967_296, 2 ** 53 - 1];
    const series = seriesOf(times.map((time) => ({ time, open: 1, high: 2, low: 1, close: 2, volume: 0 })));
    const catalog = open();
    await catalog.add(series, aboutOf(series));
    expect([...(await catalog.open({ symbol: 'TEST' })).series.time]).toEqual(times);
  });

  test('is described by a small file of its own', async () => {
    const catalog = open();
    const { entry, outcome, repairLog } = await add(catalog, 1);
    expect({ outcome, repairLog }).toEqual({ outcome: 'added', repairLog: null });
    const path = join(catalog.folder, 'index', 'BTC%2FUSDT', '1h', '1.json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(entry);
    expect(entry).toMatchObject({
      symbol: 'BTC/USDT',
      interval: '1h',
      version: 1,
      rows: 50,
      first: '2021-01-01T00:00:00.000Z',
      addedAt: '2024-01-31T12:00:00.000Z',
      origin: 'synthetic',
      repairs: {},
    });
    expect(filesOf(catalog.folder)).toEqual(['1.json', `${entry.id}.arrow`]);
    expect(readFileSync(catalog.file(entry))).toHaveLength(entry.storedBytes);
  });

  test('lists its repaired rows in a file beside the entry', async () => {
    const catalog = open();
    const series = candlesOfSeed(1);
    const repairs = [
      { file: 'a,b.csv', place: 3, repair: 'drop', reason: 'expected "close" > 0, was 0.' },
      { file: 'a,b.csv', place: 9, repair: 'keep-first', reason: 'same as line 8' },
      { file: 'c.csv', place: 2, repair: 'drop', reason: 'x' },
    ] as const;
    const { entry, repairLog } = await catalog.add(series, { ...aboutOf(series), repairs });
    expect(entry.repairs).toEqual({ drop: 2, 'keep-first': 1 });
    expect(repairLog).toBe(join(catalog.folder, 'index', 'BTC%2FUSDT', '1h', entry.repairLog ?? ''));
    expect(readFileSync(repairLog ?? '', 'utf8')).toBe(
      'file,place,repair,reason\n"a,b.csv",3,drop,"expected ""close"" > 0, was 0."\n"a,b.csv",9,keep-first,same as line 8\nc.csv,2,drop,x\n',
    );
  });

  test('has one header in a long list of repaired rows', async () => {
    const catalog = open();
    const series = candlesOfSeed(1);
    const repairs = Array.from({ length: 20_000 }, (_, k) => ({
      file: 'a.csv',
      place: k + 1,
      repair: 'drop' as const,
      reason: 'no price',
    }));
    const { entry, repairLog } = await catalog.add(series, { ...aboutOf(series), repairs });
    const lines = readFileSync(repairLog ?? '', 'utf8')
      .trimEnd()
      .split('\n');
    expect(entry.repairs).toEqual({ drop: 20_000 });
    expect(lines).toHaveLength(20_001);
    expect(lines.filter((line) => line.startsWith('file,'))).toHaveLength(1);
    expect(lines.at(-1)).toBe('a.csv,20000,drop,no price');
  });

  test('is one version as long as it is the same, whatever it is called', async () => {
    const catalog = open();
    const first = await add(catalog, 1);
    expect(await add(catalog, 1)).toEqual({ ...first, outcome: 'unchanged' });
    const other = await add(catalog, 1, 'XBT/USDT');
    expect(other.entry.id).toBe(first.entry.id);
    expect((await add(catalog, 2)).entry.version).toBe(2);
    expect((await add(catalog, 1)).entry.version).toBe(3);
    expect(filesOf(join(catalog.folder, 'objects'))).toHaveLength(2);
    expect(catalog.list().map(({ symbol, version }) => `${symbol} ${version}`)).toEqual([
      'BTC/USDT 1',
      'BTC/USDT 2',
      'BTC/USDT 3',
      'XBT/USDT 1',
    ]);
  });

  test('must have candles, whole milliseconds and a name', async () => {
    const catalog = open();
    const series = candlesOfSeed(1);
    const empty = seriesOf([]);
    const half = seriesOf([{ time: 0.5, open: 1, high: 1, low: 1, close: 1, volume: 0 }]);
    const about = aboutOf(series);
    expect(await rejectionOf(catalog.add(empty, about))).toMatchObject({ code: 'no-candles' });
    expect((await rejectionOf(catalog.add(half, about))).message).toBe(
      'TEST: expected times in whole milliseconds, was 0.5 in row 1.',
    );
    expect(await rejectionOf(catalog.add({ ...series, symbol: '' }, about))).toMatchObject({ code: 'symbol-invalid' });
    expect(existsSync(catalog.folder) ? filesOf(catalog.folder) : []).toEqual([]);
  });

  test('leaves nothing behind when it is called off', async () => {
    const catalog = open();
    const series = candlesOfSeed(1);
    const controller = new AbortController();
    controller.abort();
    expect(await rejectionOf(catalog.add(series, aboutOf(series), controller.signal))).toMatchObject({
      name: 'AbortError',
    });
    expect(filesOf(catalog.folder)).toEqual([]);
  });

  test('tells where it cannot be written', async () => {
    const folder = nextFolder();
    writeFileSync(folder, 'a file');
    expect((await rejectionOf(add(open(folder), 1))).message).toMatch(/^Expected to write .*, was refused \(\w+\)\.$/);
  });
});

describe('what is looked for', () => {
  test('is the newest version, a version, or an identity or its beginning', async () => {
    const catalog = open();
    const first = (await add(catalog, 1)).entry;
    const second = (await add(catalog, 2)).entry;
    expect(catalog.find({ symbol: 'BTC/USDT', interval: '1h' })).toEqual(second);
    expect(catalog.find({ symbol: 'BTC/USDT', interval: '60m' })).toEqual(second);
    expect(catalog.find({ symbol: 'BTC/USDT', interval: '1h', version: 1 })).toEqual(first);
    expect(catalog.find({ id: first.id })).toEqual(first);
    expect(catalog.find({ id: first.id.slice(0, 8) })).toEqual(first);
    expect((await catalog.open({ id: first.id })).series.id).toBe(first.id);
    expect(errorOf(() => catalog.find({ id: first.id.slice(0, 7) }))).toMatchObject({ code: 'identity-short' });
    expect(errorOf(() => catalog.find({}))).toMatchObject({ code: 'query-empty' });
  });

  test('must be there; the nearest is named', async () => {
    const catalog = open();
    expect(errorOf(() => catalog.find({ symbol: 'BTC/USDT', interval: '1h' })).message).toBe(
      `Expected BTC/USDT 1h in the catalog ${catalog.folder}, was not there; import it with "candlebench data import FILE --symbol BTC/USDT --interval 1h".`,
    );
    for (const symbol of ['BTC/USDT', 'BTC/USDC', 'ETH/USDT', 'EURUSD']) await add(catalog, 1, symbol);
    await add(catalog, 2, 'BTC/USDT');
    expect(errorOf(() => catalog.find({ symbol: 'BTCUSDT', interval: '1h' })).message).toContain(
      '(nearest: BTC/USDT 1h versions 1, 2; BTC/USDC 1h version 1; ETH/USDT 1h version 1)',
    );
    expect(errorOf(() => catalog.find({ symbol: 'BTC/USDT', interval: '4h' }))).toMatchObject({
      code: 'not-in-catalog',
      details: { nearest: ['BTC/USDT 1h versions 1, 2', 'BTC/USDC 1h version 1', 'ETH/USDT 1h version 1'] },
    });
    expect(errorOf(() => catalog.find({ symbol: 'ZZZ' })).message).toContain('was not there; import');
  });

  test('needs an interval where there are several', async () => {
    const catalog = open();
    const series = candlesOfSeed(1);
    await catalog.add(series, aboutOf(series));
    const longer = createCandleSeries(series.symbol, 7_200_000, series);
    await catalog.add(longer, aboutOf(longer));
    expect(errorOf(() => catalog.find({ symbol: 'BTC/USDT' })).message).toBe(
      'Expected an interval with BTC/USDT, was none of 1h, 2h.',
    );
    expect(catalog.find({ symbol: 'BTC/USDT', interval: '2h' }).id).toBe(longer.id);
  });
});

describe('what is removed', () => {
  test('must be named, keeps its number, and can be told from what never was', async () => {
    const catalog = open();
    await add(catalog, 1);
    const second = (await add(catalog, 2)).entry;
    const dataset = { symbol: 'BTC/USDT', interval: '1h' };
    expect(await rejectionOf(catalog.remove(dataset))).toMatchObject({ code: 'query-broad' });
    expect(await catalog.remove({ ...dataset, version: 2 })).toEqual([second]);
    expect(catalog.find(dataset).version).toBe(1);
    expect(errorOf(() => catalog.find({ ...dataset, version: 2 })).message).toBe(
      `Expected BTC/USDT 1h version 2 in the catalog ${catalog.folder}, was removed on 2024-01-31; import its file again.`,
    );
    expect(errorOf(() => catalog.find({ id: second.id }))).toMatchObject({ code: 'version-removed' });
    expect((await add(catalog, 3)).entry.version).toBe(3);
    expect(await catalog.remove(dataset, true)).toHaveLength(2);
    expect(catalog.list()).toEqual([]);
    expect((await add(catalog, 2)).entry.version).toBe(4);
  });

  test('frees its room with the next clean-up, and nothing else', async () => {
    const catalog = open();
    const first = (await add(catalog, 1)).entry;
    await add(catalog, 2);
    await add(catalog, 1, 'XBT/USDT');
    await catalog.remove({ symbol: 'BTC/USDT', version: 2 });
    await catalog.remove({ symbol: 'BTC/USDT', version: 1 });
    expect(catalog.collectGarbage()).toMatchObject({ objects: 1, temporaries: 0, repairLogs: 0 });
    expect(filesOf(join(catalog.folder, 'objects'))).toEqual([`${first.id}.arrow`]);
    expect((await catalog.verify()).problems).toEqual([]);
    expect(catalog.collectGarbage()).toEqual({ objects: 0, temporaries: 0, repairLogs: 0, bytes: 0 });
  });
});

describe('a clean-up', () => {
  const age = (path: string, minutes: number): void => {
    const at = NOON / 1000 - 60 * minutes;
    utimesSync(path, at, at);
  };

  test('takes old temporary files of processes that ended, and leaves young ones and those of running processes', async () => {
    const catalog = open();
    await add(catalog, 1);
    const at = (name: string) => join(catalog.folder, 'tmp', name);
    // Process ids end well below this one.
    const files = [`99999999-a.tmp`, `99999999-b.tmp`, `${process.pid}-c.tmp`];
    for (const name of files) writeFileSync(at(name), 'half');
    for (const name of [files[0], files[2]]) age(at(name ?? ''), 61);
    age(at(files[1] ?? ''), 59);
    expect(catalog.collectGarbage()).toEqual({ objects: 0, temporaries: 1, repairLogs: 0, bytes: 4 });
    expect(filesOf(join(catalog.folder, 'tmp'))).toEqual([files[2], files[1]].sort());
  });

  test('takes lists of repaired rows that no entry names, once they are old', async () => {
    const catalog = open();
    const series = candlesOfSeed(1);
    const repairs = [{ file: 'a', place: 1, repair: 'drop', reason: 'b' }] as const;
    const { repairLog } = await catalog.add(series, { ...aboutOf(series), repairs });
    age(repairLog ?? '', 90);
    expect(catalog.collectGarbage().repairLogs).toBe(0);
    await catalog.remove({ symbol: 'BTC/USDT' }, true);
    expect(catalog.collectGarbage()).toMatchObject({ objects: 1, repairLogs: 1 });
    expect(existsSync(repairLog ?? '')).toBe(false);
  });

  test('goes on where a killed one stopped: candles that were named meanwhile go back', async () => {
    const catalog = open();
    const { entry } = await add(catalog, 1);
    const condemned = join(catalog.folder, 'tmp', `${entry.id}.condemned`);
    writeFileSync(condemned, readFileSync(catalog.file(entry)));
    rmSync(catalog.file(entry));
    expect((await catalog.verify()).problems).toHaveLength(1);
    expect(catalog.collectGarbage().objects).toBe(0);
    expect((await catalog.verify()).problems).toEqual([]);
  });

  test('refuses to judge by an index it cannot read', async () => {
    const catalog = open();
    const { entry } = await add(catalog, 1);
    const path = join(catalog.folder, 'index', 'BTC%2FUSDT', '1h', '1.json');
    writeFileSync(path, '{');
    expect(errorOf(() => catalog.collectGarbage())).toMatchObject({ code: 'entry-damaged' });
    expect(existsSync(catalog.file(entry))).toBe(true);
  });
});

describe('verification', () => {
  const flip = (path: string, at: number): void => {
    const bytes = readFileSync(path);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(path, bytes);
  };

  test('finds every flipped bit, and importing again heals', async () => {
    const catalog = open();
    const { entry } = await add(catalog, 1);
    await add(catalog, 1, 'XBT/USDT');
    const path = catalog.file(entry);
    const whole = readFileSync(path);
    expect(await catalog.verify()).toEqual({ entries: 2, objects: 1, bytes: whole.length, problems: [] });
    for (let at = 0; at < whole.length; at += 131) {
      flip(path, at);
      const { problems } = await catalog.verify();
      expect(
        problems.map(({ code, what }) => `${what}: ${code}`),
        `byte ${at}`,
      ).toEqual(['BTC/USDT 1h version 1: object-damaged', 'XBT/USDT 1h version 1: object-damaged']);
      writeFileSync(path, whole);
    }
    flip(path, 700);
    expect((await add(catalog, 1)).outcome).toBe('restored');
    expect(readFileSync(path)).toEqual(whole);
    rmSync(path);
    expect((await catalog.verify({ symbol: 'XBT/USDT' })).problems).toMatchObject([{ code: 'object-missing' }]);
    expect((await add(catalog, 1)).outcome).toBe('restored');
    expect((await catalog.verify()).problems).toEqual([]);
  });

  test('finds changed candles by their identity', async () => {
    const catalog = open();
    const { entry } = await add(catalog, 1);
    const path = catalog.file(entry);
    flip(path, 1000);
    const { problems } = await catalog.verify();
    expect(problems.map(({ text }) => text)).toEqual([expect.stringContaining(`to have identity ${entry.id}, was `)]);
  });

  test('what lies around the columns has a hash of its own', async () => {
    const catalog = open();
    for (const rows of [1, 2, 50, 5000]) {
      const series = candlesOfSeed(rows, 'BTC/USDT', rows + 1);
      const { entry } = await catalog.add(series, aboutOf(series));
      const bytes = readFileSync(catalog.file(entry));
      const { open: opens, volume } = series;
      const start = bytes.indexOf(Buffer.from(opens.buffer, opens.byteOffset, opens.byteLength)) - opens.byteLength;
      const end = bytes.indexOf(Buffer.from(volume.buffer, volume.byteOffset, volume.byteLength)) + volume.byteLength;
      expect(end - start).toBe(48 * series.length);
      const frame = Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
      expect(entry.frameSha256).toBe(createHash('sha256').update(frame).digest('hex'));
    }
  });

  test('a normal load notices a file of another length, of other candles, or none', async () => {
    const catalog = open();
    const { entry } = await add(catalog, 1);
    const other = (await add(catalog, 2)).entry;
    const path = catalog.file(entry);
    const whole = readFileSync(path);
    const load = () => rejectionOf(catalog.open({ id: entry.id }));
    for (const length of [0, 5, 1000, whole.length - 1]) {
      writeFileSync(path, whole.subarray(0, length));
      expect(await load()).toMatchObject({ kind: 'DatasetError', code: 'object-damaged' });
    }
    writeFileSync(path, readFileSync(catalog.file(other)));
    expect((await load()).message).toMatch(
      /^BTC\/USDT 1h version 1: expected .* was one of \w+ .* instead of .*; import the candles again\.$/,
    );
    rmSync(path);
    expect(await load()).toMatchObject({ code: 'object-missing' });
  });

  test('finds damaged entries, and goes on with the others', async () => {
    const catalog = open();
    await add(catalog, 1);
    await add(catalog, 1, 'ETH/USDT');
    const path = join(catalog.folder, 'index', 'BTC%2FUSDT', '1h', '1.json');
    const text = readFileSync(path, 'utf8');
    const entry = JSON.parse(text) as CatalogEntry;
    const cases: [string, string][] = [
      ['', 'entry-damaged'],
      [text.slice(0, 300), 'entry-damaged'],
      [JSON.stringify({ ...entry, rows: 0 }), 'entry-damaged'],
      [JSON.stringify({ ...entry, version: 2 }), 'entry-damaged'],
      [JSON.stringify({ ...entry, symbol: 'BTC/USDC' }), 'entry-misplaced'],
      [JSON.stringify({ ...entry, repairLog: 'gone.repairs.csv' }), 'log-missing'],
      [JSON.stringify({ ...entry, first: '2021-01-02T00:00:00.000Z' }), 'object-damaged'],
      [JSON.stringify({ ...entry, frameSha256: '0'.repeat(64) }), 'object-damaged'],
      [JSON.stringify({ ...entry, rows: 49 }), 'object-damaged'],
    ];
    for (const [content, code] of cases) {
      writeFileSync(path, content);
      expect((await catalog.verify()).problems[0]?.code, content).toBe(code);
    }
    writeFileSync(path, text);
    expect((await catalog.verify()).problems).toEqual([]);
    expect(await rejectionOf(catalog.verify({ symbol: 'NONE' }))).toMatchObject({ code: 'not-in-catalog' });
  });
});
