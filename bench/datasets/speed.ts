import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { loadCandles, openCatalog } from '#datasets';
import { summarize } from '../start/measure.ts';
import { hasDuckDb } from './duckdb.ts';
import { firstLines } from './first-lines.ts';
import { runJob } from './run-job.ts';
import { JOB_NAMES, type JobName, type SpeedFigures, type SpeedJob } from './speed-job.ts';

/** The large file of the reference data: 2,630,217 candles of a minute. */
export const LARGE_FILE = 'BTCUSD_1m_bitfinex.csv.gz';

/** Processes for each job, which take turns with those of the other jobs. */
const ROUNDS = 5;
const REPEATS = 3;

/** Lowest and middle value. */
export type Summary = ReturnType<typeof summarize>;

/** What one job costs, or a part of one. */
export interface SpeedRow {
  /** `gzip-catalog-net`: what `gzip-catalog` takes more than `gunzip`; derived, not run. */
  readonly name: JobName | 'gzip-catalog-net';
  readonly rows: number;
  /**
   * CPU seconds of the first time in a new process, and of the times after. The lowest tells most: what else runs on
   * the machine only adds.
   */
  readonly cold: Summary;
  readonly warm: Summary;
  /** Median over the processes, MB. */
  readonly peakMb: number;
}

/** How an import grows with its file. */
export interface ScalingRow {
  readonly candles: number;
  /** Candles a CPU second, the first time in a new process and the fastest of the times after. */
  readonly cold: number;
  readonly warm: number;
}

/** Speed of one run on one machine; only ratios within it mean anything. */
export interface Speed {
  readonly jobs: readonly SpeedRow[];
  readonly scaling: readonly ScalingRow[];
}

/** Numbers of candles that an import is timed with; the last is the whole file. */
const SIZES = [10_000, 100_000, 1_000_000, Infinity];
/** Candles that each size is warmed up and repeated for at the least. */
const SCALING_CANDLES = 3_000_000;

/**
 * Times the way of a large file from gzip to shared memory, and DuckDB's beside it where it is installed.
 * @param folder of the reference data
 * @param peers folder of the fixture package with DuckDB
 */
export async function measureSpeed(folder: string, peers: string): Promise<Speed> {
  const temporary = mkdtempSync(join(tmpdir(), 'candlebench-bench-'));
  try {
    const gzip = join(folder, LARGE_FILE);
    const csv = join(temporary, 'BTCUSD_1m.csv');
    const catalog = join(temporary, 'catalog');
    await pipeline(createReadStream(gzip), createGunzip(), createWriteStream(csv));
    const { series, quality, format } = await loadCandles(csv);
    await openCatalog(catalog).add(series, { origin: format, quality });
    const files = { csv, gzip, catalog, peers };
    const scaling = await measureScaling(files, temporary);
    return { jobs: measureJobs(files), scaling };
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

type JobFiles = Omit<SpeedJob, 'name' | 'repeats'>;

function measureJobs(files: JobFiles): SpeedRow[] {
  const names = JOB_NAMES.filter((name) => !name.startsWith('duckdb') || hasDuckDb(files.peers));
  const found = new Map<JobName, SpeedFigures[]>(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, figures] of found) figures.push(runJob({ ...files, name, repeats: REPEATS }));
  }
  return withNet([...found].map(([name, figures]) => summarizeJob(name, figures)));
}

/** Adds the row of an import from gzip with gunzip taken off, lowest from lowest and middle from middle. */
export function withNet(rows: readonly SpeedRow[]): SpeedRow[] {
  const gunzip = rows.find(({ name }) => name === 'gunzip');
  const less = (whole: Summary, part: Summary): Summary => ({
    min: whole.min - part.min,
    median: whole.median - part.median,
  });
  return rows.flatMap((row) => {
    if (row.name !== 'gzip-catalog' || gunzip === undefined) return [row];
    const { cold, warm } = gunzip;
    return [row, { ...row, name: 'gzip-catalog-net', cold: less(row.cold, cold), warm: less(row.warm, warm) }];
  });
}

/** Puts together what the processes found that did one job. */
export function summarizeJob(name: JobName, figures: readonly SpeedFigures[]): SpeedRow {
  return {
    name,
    rows: figures[0].rows,
    cold: summarize(figures.map(({ cold }) => cold)),
    warm: summarize(figures.flatMap(({ warm }) => warm)),
    peakMb: summarize(figures.map((one) => one.peakMb)).median,
  };
}

async function measureScaling(files: JobFiles, temporary: string): Promise<ScalingRow[]> {
  const scaling: ScalingRow[] = [];
  for (const size of SIZES) {
    const folder = join(temporary, `first-${size}`);
    const csv = join(folder, 'BTCUSD_1m.csv');
    await mkdir(folder);
    await writeFile(csv, firstLines(files.csv, size + 1));
    const repeats = Math.max(REPEATS, Math.ceil(SCALING_CANDLES / size));
    const { rows, cold, warm } = runJob({ ...files, csv, name: 'series', repeats });
    scaling.push({ candles: rows, cold: rows / cold, warm: rows / summarize(warm).min });
  }
  return scaling;
}
