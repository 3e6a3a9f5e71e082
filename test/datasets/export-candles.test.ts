import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, expect, test } from 'vitest';
import { readStoredCandles } from '../../datasets/catalog/candle-object.ts';
import { openCatalog } from '../../datasets/catalog/catalog.ts';
import { candlesOf } from '../../datasets/describe.ts';
import { formatCandlesCsv } from '../../datasets/export.ts';
import { EXPORT_FORMATS, exportCandles, exportFormatOf } from '../../datasets/export-candles.ts';
import { rejectionOf, seriesOf } from './support/candle-arbitrary.ts';
import { aboutOf, candlesOfSeed } from './support/catalog.ts';

const folder = mkdtempSync(join(tmpdir(), 'candlebench-export-'));
afterAll(() => rmSync(folder, { recursive: true }));
// More lines than are written at once.
const series = candlesOfSeed(1, 'BTC/USDT', 10_000);

test('the ending of a name is a format', () => {
  expect(['a.csv', 'a.CSV.gz', 'a.feather', 'a.arrow', 'a.parquet', 'a.xlsx', 'csv'].map(exportFormatOf)).toEqual([
    'csv',
    'csv.gz',
    'feather',
    'feather',
    'parquet',
    null,
    null,
  ]);
});

test('CSV is one line each, zipped or not', async () => {
  await exportCandles(join(folder, 'a.csv'), series, 'csv');
  await exportCandles(join(folder, 'a.csv.gz'), series, 'csv.gz');
  const text = formatCandlesCsv(series);
  expect(readFileSync(join(folder, 'a.csv'), 'utf8') === text).toBe(true);
  expect(gunzipSync(readFileSync(join(folder, 'a.csv.gz'))).toString() === text).toBe(true);
});

test('Feather reads back to the same candles', async () => {
  const path = join(folder, 'a.feather');
  await exportCandles(path, series, 'feather');
  const stored = await readStoredCandles(path, 'a');
  expect(candlesOf({ ...series, ...stored.columns })).toEqual(candlesOf(series));
});

test('Parquet reads back to the same candles', async () => {
  const path = join(folder, 'a.parquet');
  await exportCandles(path, series, 'parquet');
  const bytes = readFileSync(path);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const rows = await parquetReadObjects({ file });
  expect(rows.map((row) => ({ ...row, time: row.time.getTime() }))).toEqual(candlesOf(series));
});

test.each(EXPORT_FORMATS)('a %s file that cannot be written stays as it was', async (format) => {
  const path = join(folder, `old.${format}`);
  writeFileSync(path, 'old');
  const controller = new AbortController();
  controller.abort();
  expect(await rejectionOf(exportCandles(path, series, format, controller.signal))).toMatchObject({
    name: 'AbortError',
  });
  expect(readFileSync(path, 'utf8')).toBe('old');
  const half = seriesOf([{ time: 0.5, open: 1, high: 1, low: 1, close: 1, volume: 0 }]);
  if (format === 'parquet' || format === 'feather') {
    expect(await rejectionOf(exportCandles(path, half, format))).toMatchObject({ code: 'time-fraction' });
  }
  const nowhere = join(path, 'x');
  expect(await rejectionOf(exportCandles(nowhere, series, format))).toMatchObject({ code: 'not-writable' });
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

const python = process.env.CANDLEBENCH_PYTHON ?? 'python3';
const imports = (module: string): boolean => spawnSync(python, ['-c', `import ${module}`]).status === 0;
const absent = imports('pyarrow') ? null : `${python} has no pyarrow (set CANDLEBENCH_PYTHON)`;

test.skipIf(absent !== null)(`pyarrow, and what else is there, reads a catalog's file${absent ?? ''}`, async () => {
  const catalog = openCatalog(join(folder, 'catalog'));
  const { entry } = await catalog.add(series, aboutOf(series));
  const readers = {
    pyarrow: 'import pyarrow.feather\nt = pyarrow.feather.read_table(path).to_pydict()',
    pandas: 'import pandas\nt = pandas.read_feather(path).to_dict("list")',
    polars: 'import polars\nt = polars.read_ipc(path).to_dict(as_series=False)',
    duckdb:
      'import duckdb, pyarrow.feather\na = pyarrow.feather.read_table(path)\nt = duckdb.sql("select * from a").to_arrow_table().to_pydict()',
  };
  for (const [module, code] of Object.entries(readers)) {
    if (!imports(module)) continue;
    const print =
      'print(json.dumps([[round(x.timestamp() * 1000) for x in t["time"]]] + [t[n] for n in ["open", "high", "low", "close", "volume"]]))';
    const script = `import json, sys\npath = sys.argv[1]\n${code}\n${print}`;
    const { stdout, stderr } = spawnSync(python, ['-c', script, catalog.file(entry)], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    expect(stderr, module).toBe('');
    const { time, open, high, low, close, volume } = series;
    expect(JSON.parse(stdout), module).toEqual([time, open, high, low, close, volume].map((column) => [...column]));
  }
});
