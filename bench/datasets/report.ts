/** The words and tables of `npm run bench -- datasets`. */
import { type Accuracy, type CopyRow, type FileRow, isAccurate } from './accuracy.ts';
import { FIELDS } from './agreement.ts';
import { LARGE_FILE, type Speed, type SpeedRow } from './speed.ts';
import type { JobName } from './speed-job.ts';
import { layOutTable, left, right } from './text-table.ts';

const FILE_COLUMNS = [
  left('file'),
  right('rows'),
  left('first'),
  left('last'),
  right('gaps'),
  right('missing'),
  right('outside'),
  right('volume 0'),
  left('as stated'),
];
const COPY_COLUMNS = [
  left('file'),
  left('and'),
  left('kind'),
  right('common'),
  right('alone'),
  right('differing'),
  ...FIELDS.map(right),
  left('verdict'),
];

/** Tables of the files and of the copies. */
export function describeAccuracy(accuracy: Accuracy): string {
  const { files, raw, copies } = accuracy;
  return [
    `Files as imported; "ok" means as the manifest states, SHA-256 and interval among it.\n`,
    layOutTable(FILE_COLUMNS, files.map(fileCells)),
    '\nRaw files; "ok" means the stated SHA-256, and the rows and repairs that another program counted.\n',
    layOutTable(FILE_COLUMNS, raw.map(fileCells)),
    '\nCopies of the same candles; fields count the common candles that differ in them.\n',
    layOutTable(COPY_COLUMNS, copies.map(copyCells)),
    `\n${isAccurate(accuracy) ? 'Nothing differs that is not a known defect of its source.' : 'There are differences.'}`,
  ].join('\n');
}

/** The cells of one file. */
export function fileCells({ file, counts, events, sessions, repaired, differences }: FileRow): string[] {
  const said = [
    differences.length === 0 ? 'ok' : differences.join(', '),
    ...(sessions === undefined
      ? []
      : [`by ${sessions.calendar} ${sessions.missing} missing in ${sessions.gaps} ${plural('gap', sessions.gaps)}`]),
    ...(events === undefined ? [] : [`${events} events`]),
    ...Object.entries(repaired).map(([repair, rows]) => `${repair} ${rows} ${plural('row', rows)}`),
  ].join('; ');
  if (counts === null) return [file, '', '', '', '', '', '', '', said];
  const { rows, first, last, gaps, missing, outside, zeroVolume } = counts;
  const cells = [rows, minutes(first), minutes(last), gaps, missing, outside, zeroVolume];
  return [file, ...cells.map(String), said];
}

function copyCells({ file, other, kind, common, alone, differing, byField, reason, differences }: CopyRow): string[] {
  const verdict = differences.length > 0 ? differences.join(', ') : reason === null ? 'ok' : `known: ${reason}`;
  const counts = [common, alone, differing, ...FIELDS.map((field) => byField[field])];
  return [file, other, kind, ...counts.map(String), verdict];
}

const JOB_TITLES: Readonly<Record<SpeedRow['name'], string>> = {
  idle: 'process alone',
  gunzip: 'gunzip',
  columns: 'CSV to columns',
  series: 'CSV to series',
  catalog: 'CSV to catalog',
  'gzip-catalog': 'gzip to catalog',
  'gzip-catalog-net': 'gzip to catalog, gunzip taken off',
  open: 'catalog to memory',
  'duckdb-columns': 'DuckDB: CSV to columns',
  'duckdb-table': 'DuckDB: CSV to table',
};

/** What others are measured against: DuckDB's way to what ours ends with, columns of doubles in this process. */
const YARDSTICK: JobName = 'duckdb-columns';

const RATES = [right('M rows/s cold'), right('M rows/s warm')];

/** Tables of the speed. @param duckdb version of DuckDB; null where it is not installed */
export function describeSpeed({ jobs, scaling }: Speed, duckdb: string | null): string {
  const yardstick = jobs.find(({ name }) => name === YARDSTICK);
  const columns = [left('job'), right('cold s'), right('warm s'), ...RATES, right('peak MB')];
  if (yardstick !== undefined) columns.push(right('x DuckDB cold'), right('x DuckDB warm'));
  const size = [right('candles'), ...RATES];
  return [
    `\n${LARGE_FILE}: CPU seconds of all threads, the first time in a new process (cold) and after (warm); lowest of several.\n`,
    layOutTable(
      columns,
      jobs.map((row) => [...jobCells(row), ...(yardstick === undefined ? [] : ratioCells(row, yardstick))]),
    ),
    duckdb === null
      ? '\nDuckDB is not installed; npm install --prefix bench/peers adds it to this table.'
      : `\nDuckDB ${duckdb} with one thread; x DuckDB: how many times faster than its CSV to columns.`,
    '\nCSV to series, by number of candles:\n',
    layOutTable(
      size,
      scaling.map(({ candles, cold, warm }) => [String(candles), millions(cold), millions(warm)]),
    ),
  ].join('\n');
}

function jobCells({ name, rows, cold, warm, peakMb }: SpeedRow): string[] {
  const rated = name !== 'idle' && name !== 'gunzip';
  return [
    JOB_TITLES[name],
    cold.min.toFixed(3),
    warm.min.toFixed(3),
    ...[cold, warm].map(({ min }) => (rated ? millions(rows / min) : '')),
    peakMb.toFixed(0),
  ];
}

function ratioCells({ name, cold, warm }: SpeedRow, yardstick: SpeedRow): string[] {
  if (name === 'idle') return ['', ''];
  return [(yardstick.cold.min / cold.min).toFixed(2), (yardstick.warm.min / warm.min).toFixed(2)];
}

const millions = (rate: number): string => (rate / 1e6).toFixed(2);
const minutes = (iso: string): string => iso.slice(0, 16);
const plural = (noun: string, count: number): string => (count === 1 ? noun : `${noun}s`);
