import { basename } from 'node:path';
import { formatDuration } from '../progress-line.ts';

/** How far a file is read. */
interface ReadProgress {
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

/** One line on a terminal that is written over while files are read. */
export interface ImportProgress {
  show(file: string, done: ReadProgress): void;
  /** Removes the line. */
  clear(): void;
}

/** Milliseconds between two drawings. */
const INTERVAL = 100;

/**
 * Creates the progress line of an import; silent where the stream is no terminal.
 * @param stream where it is drawn; stderr, so that stdout stays clean
 * @param now clock, ms
 */
export function createImportProgress(
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'> = process.stderr,
  now: () => number = () => performance.now(),
): ImportProgress {
  let drawn = Number.NEGATIVE_INFINITY;
  let visible = false;
  let current = '';
  let started = 0;
  return {
    show(file, done) {
      if (!stream.isTTY) return;
      const at = now();
      if (file !== current) started = at;
      current = file;
      if (at - drawn < INTERVAL) return;
      drawn = at;
      visible = true;
      const text = formatImportProgress(basename(file), done, (at - started) / 1000);
      stream.write(`\r\u001b[2K${text.slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`);
    },
    clear() {
      if (visible) stream.write('\r\u001b[2K');
      visible = false;
    },
  };
}

/** Words of the progress line: rows so far, rows a second, time left. */
export function formatImportProgress(file: string, { rows, bytes, totalBytes }: ReadProgress, seconds: number): string {
  const share = totalBytes > 0 ? Math.min(1, bytes / totalBytes) : 1;
  const parts = [`${file} ${Math.floor(share * 100)} %`, `${rows} rows`];
  if (seconds > 0 && rows > 0) parts.push(`${Math.round(rows / seconds)} rows/s`);
  if (seconds > 0 && share > 0 && share < 1) parts.push(`${formatDuration((seconds * (1 - share)) / share)} left`);
  return parts.join(', ');
}
