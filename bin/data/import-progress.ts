import { basename } from 'node:path';
import type { LoadProgress } from '#app';
import { formatDuration } from '../progress-line.ts';
import { createStatusLine, type StatusStream } from '../status-line.ts';

/** Letters of a file's name that are shown. */
const LONGEST_NAME = 28;

/** The status line of an import. */
export interface ImportProgress {
  show(file: string, done: LoadProgress): void;
  /** Removes the line. */
  clear(): void;
}

/**
 * Creates the line; each file has a rate of its own.
 * @param now clock, ms
 */
export function createImportProgress(
  stream?: StatusStream,
  now: () => number = () => performance.now(),
): ImportProgress {
  const line = createStatusLine(stream, now);
  let current = '';
  let started = 0;
  return {
    show(file, done) {
      if (file !== current) started = now();
      current = file;
      line.draw(() => formatImportProgress(basename(file), done, (now() - started) / 1000));
    },
    clear: line.clear,
  };
}

/** Words of the progress line: rows so far, rows a second, time left. */
export function formatImportProgress(file: string, { rows, bytes, totalBytes }: LoadProgress, seconds: number): string {
  const share = totalBytes > 0 ? Math.min(1, bytes / totalBytes) : 1;
  const parts = [`${shortName(file)} ${Math.floor(share * 100)} %`, `${rows} rows`];
  if (seconds > 0 && rows > 0) parts.push(`${Number((rows / seconds).toPrecision(2))} rows/s`);
  if (seconds > 0 && share > 0 && share < 1) {
    parts.push(`${formatDuration(Math.max(1, (seconds * (1 - share)) / share))} left`);
  }
  return parts.join(', ');
}

/** The name, without its middle where it is long: the numbers behind it must fit the line. */
function shortName(file: string): string {
  return file.length <= LONGEST_NAME ? file : `${file.slice(0, LONGEST_NAME - 11)}...${file.slice(-8)}`;
}
