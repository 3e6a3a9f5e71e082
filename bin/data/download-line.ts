import type { DownloadState } from '#app';
import { formatDuration } from '../progress-line.ts';

/** One line on a terminal about a download, written over; silent where stderr is no terminal. */
export interface DownloadLine {
  show(state: DownloadState): void;
  /** Removes the line. */
  clear(): void;
}

/** Milliseconds between two drawings. */
const INTERVAL = 100;

/** Creates the line on a stream; stderr, so that stdout stays clean. */
export function createDownloadLine(stream: NodeJS.WriteStream = process.stderr): DownloadLine {
  let drawn = Number.NEGATIVE_INFINITY;
  let visible = false;
  return {
    show(state) {
      const now = performance.now();
      if (!stream.isTTY || (now - drawn < INTERVAL && state.waiting === null)) return;
      drawn = now;
      visible = true;
      stream.write(`\r\u001b[2K${formatDownload(state).slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`);
    },
    clear() {
      if (visible) stream.write('\r\u001b[2K');
      visible = false;
    },
  };
}

/** Words of the line: `12,000 candles, 45 %, 3,100 a second, 4 s left`. */
export function formatDownload({ rows, resumed, shareAtStart, share, elapsedMs, waiting }: DownloadState): string {
  const seconds = elapsedMs / 1000;
  const rate = seconds > 0 ? (rows - resumed) / seconds : 0;
  const parts = [`${rows.toLocaleString('en-US')} candles`, `${Math.floor(share * 100)} %`];
  if (rate > 0) parts.push(`${Math.round(rate).toLocaleString('en-US')} a second`);
  const speed = seconds > 0 ? (share - shareAtStart) / seconds : 0;
  if (waiting !== null) parts.push(`waiting after ${waiting}`);
  else if (speed > 0 && share < 1) parts.push(`${formatDuration((1 - share) / speed)} left`);
  return parts.join(', ');
}
