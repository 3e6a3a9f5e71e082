import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { openCatalog } from '../../../datasets/catalog/catalog.ts';
import { createRandom } from '../../../engine/math/index.ts';
import { aboutOf, candlesOfSeed, catalogFolders } from '../support/catalog.ts';

const nextFolder = catalogFolders();
const writerFile = join(nextFolder(), 'import-many.mjs');

beforeAll(() => {
  // One file, so that two hundred processes start quickly.
  buildSync({
    entryPoints: [fileURLToPath(new URL('fixtures/import-many.ts', import.meta.url))],
    outfile: writerFile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    minify: true,
  });
});

/** Starts a process that imports until it is killed; ready once it has imported something. */
async function startWriter(folder: string, symbol: string, own: number): Promise<ChildProcess> {
  const writer = fork(writerFile, [folder, symbol, String(own)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await once(writer, 'message');
  return writer;
}

async function kill(writer: ChildProcess): Promise<void> {
  const ended = once(writer, 'exit');
  writer.kill('SIGKILL');
  const [code, signal] = await ended;
  // Whoever ended by itself failed.
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
}

/** Everything listed is whole, and versions have no holes. */
async function expectSound(folder: string): Promise<number> {
  const catalog = openCatalog(folder);
  expect((await catalog.verify()).problems).toEqual([]);
  const entries = catalog.list();
  const versions = new Map<string, number>();
  for (const { symbol, version } of entries) {
    expect(version).toBe((versions.get(symbol) ?? 0) + 1);
    versions.set(symbol, version);
  }
  return entries.length;
}

const KILLS = 200;

test('killed 200 times at random moments, a catalog verifies and lists nothing half-written', async () => {
  const folder = nextFolder();
  const random = createRandom(1, 0, 'kill');
  const start = (k: number) => startWriter(folder, k % 2 === 0 ? 'A/B' : 'C', k);
  let next = start(0);
  for (let k = 0; k < KILLS; k++) {
    const writer = await next;
    // The one after it starts meanwhile, so that most of the time two are writing.
    if (k + 1 < KILLS) next = start(k + 1);
    await sleep(30 * random.float());
    await kill(writer);
    if (k % 20 === 0) expect(openCatalog(folder).list().length).toBeGreaterThan(k);
  }
  const entries = await expectSound(folder);
  expect(entries).toBeGreaterThanOrEqual(KILLS);

  // Some were killed in the middle of writing, or this test shows nothing.
  const left = readdirSync(join(folder, 'tmp')).length;
  expect(left).toBeGreaterThan(0);
  const catalog = openCatalog(folder, () => Date.now() + 2 * 3_600_000);
  expect(catalog.collectGarbage().temporaries).toBe(left);
  expect(await expectSound(folder)).toBe(entries);
  const again = candlesOfSeed(7, 'A/B');
  expect((await catalog.add(again, aboutOf(again))).outcome).toBe('added');
  expect((await catalog.add(again, aboutOf(again))).outcome).toBe('unchanged');
}, 600_000);

test('three processes importing the same and different candles at once lose nothing', async () => {
  const folder = nextFolder();
  // The first two make the same candles under one symbol, the third others under the same symbol.
  const writers = await Promise.all([1, 1, 2].map((own) => startWriter(folder, 'A/B', own)));
  await sleep(1000);
  for (const writer of writers) await kill(writer);
  expect(await expectSound(folder)).toBeGreaterThan(20);
});

test('adding at once from one process gives one version each', async () => {
  const catalog = openCatalog(nextFolder());
  const list = [1, 2, 3, 1, 2, 3, 4, 4, 4].map((seed) => candlesOfSeed(seed));
  const added = await Promise.all(list.map((series) => catalog.add(series, aboutOf(series))));
  expect(new Set(added.map(({ entry }) => entry.id)).size).toBe(4);
  const versions = catalog.list().map(({ version }) => version);
  expect(versions).toEqual(versions.map((_, k) => k + 1));
  expect((await catalog.verify()).problems).toEqual([]);
  expect(readdirSync(join(catalog.folder, 'tmp'))).toEqual([]);
});
