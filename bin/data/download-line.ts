import type { DownloadState } from '#app';
import { formatDuration } from '../progress-line.ts';
import { createStatusLine, type StatusStream } from '../status-line.ts';

/** The status line of a download. */
export interface DownloadLine {
  show(state: DownloadState): void;
  /** Removes the line. */
  clear(): void;
}

/** Creates the line; what is waited for is told at once. */
export function createDownloadLine(stream?: StatusStream): DownloadLine {
  const line = createStatusLine(stream);
  return {
    show: (state) => line.draw(() => formatDownload(state), state.waiting !== null),
    clear: line.clear,
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
