/** A process that does one job several times and tells on stdout, in JSON, what it cost. */
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { loadCandles, openCatalog } from '#datasets';
import { createCandleIntake } from '../../datasets/candle-intake.ts';
import { findImporter } from '../../datasets/importers/registry.ts';
import { openSourceFile } from '../../datasets/importers/source-file.ts';
import { readColumns, readTable } from './duckdb.ts';
import type { JobName, SpeedFigures, SpeedJob } from './speed-job.ts';

/** Does a job once. @returns rows, or bytes where there are no rows */
const JOBS: Readonly<Record<JobName, (job: SpeedJob) => Promise<number>>> = {
  idle: async () => 0,
  async gunzip({ gzip }) {
    let bytes = 0;
    // A chunk of the stream is a Buffer; its type is any.
    for await (const chunk of createReadStream(gzip, { highWaterMark: 524_288 }).pipe(
      createGunzip({ chunkSize: 524_288 }),
    ))
      bytes += (chunk as Uint8Array).length;
    return bytes;
  },
  async columns({ csv }) {
    const file = await openSourceFile(csv);
    const importer = findImporter(file, 'csv');
    const intake = createCandleIntake(file.name, { place: importer.place });
    await importer.read(file, intake, {});
    return intake.finish().time.length;
  },
  series: async ({ csv }) => (await loadCandles(csv)).series.length,
  catalog: ({ csv, catalog }) => importInto(csv, catalog),
  'gzip-catalog': ({ gzip, catalog }) => importInto(gzip, catalog),
  async open({ catalog }) {
    const kept = openCatalog(catalog);
    const [entry] = kept.list();
    return (await kept.open({ id: entry.id })).series.length;
  },
  'duckdb-columns': ({ csv, peers }) => readColumns(peers, csv),
  'duckdb-table': ({ csv, peers }) => readTable(peers, csv),
};

/** Catalogs that were made; removing them is no part of an import, and is not timed. */
const made: string[] = [];

/** Imports into a new catalog each time: one that has the candles would not write them again. */
async function importInto(path: string, beside: string): Promise<number> {
  const folder = mkdtempSync(join(dirname(beside), 'catalog-'));
  made.push(folder);
  const { series, quality, format } = await loadCandles(path);
  await openCatalog(folder).add(series, { origin: format, quality });
  return series.length;
}

/**
 * Largest resident memory of this process so far, MB. Linux counts the parent's into `maxRSS` of a child that it
 * starts, so there the kernel's own count of this program is read.
 */
function peakMb(): number {
  const kernel = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '';
  const kib = Number(/^VmHWM:\s+(\d+) kB$/m.exec(kernel)?.[1] ?? process.resourceUsage().maxRSS);
  return (kib * 1024) / 1e6;
}

async function timed(job: SpeedJob): Promise<{ readonly rows: number; readonly seconds: number }> {
  const before = process.cpuUsage();
  const rows = await JOBS[job.name](job);
  const { user, system } = process.cpuUsage(before);
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
  return { rows, seconds: (user + system) / 1e6 };
}

// Written by run-job.ts.
const job = JSON.parse(process.argv[2]) as SpeedJob;
const { rows, seconds: cold } = await timed(job);
const peak = peakMb();
const warm: number[] = [];
for (let k = 0; k < job.repeats; k += 1) warm.push((await timed(job)).seconds);
const figures: SpeedFigures = { rows, cold, warm, peakMb: peak };
console.log(JSON.stringify(figures));
