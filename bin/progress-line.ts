import type { SweepState } from '#app';
import { createStatusLine, type StatusStream } from './status-line.ts';

/** The status line of a sweep. */
export interface ProgressLine {
  show(state: SweepState, what?: string): void;
  /** Removes the line. */
  clear(): void;
}

/** Creates a progress line: done of total, rate, best so far, time left. */
export function createProgressLine(stream?: StatusStream): ProgressLine {
  const line = createStatusLine(stream);
  return {
    show: (state, what) => line.draw(() => formatProgress(state, what), state.done >= state.total),
    clear: line.clear,
  };
}

/** Words of the progress line. */
export function formatProgress({ done, total, replayed, best, elapsedMs }: SweepState, what = 'trials'): string {
  const seconds = elapsedMs / 1000;
  const own = done - replayed;
  const rate = seconds > 0 ? own / seconds : 0;
  const parts = [`${what} ${done}/${total}`];
  if (rate > 0) parts.push(`${rate < 10 ? rate.toFixed(1) : Math.round(rate)} a second`);
  parts.push(
    best === null || best.value === null
      ? 'nothing feasible yet'
      : `best ${best.value.toPrecision(5)} (trial ${best.index})`,
  );
  if (rate > 0 && done < total) parts.push(`${formatDuration((total - done) / rate)} left`);
  return parts.join(', ');
}

/** Seconds as `42 s`, `3 min 05 s`, `2 h 07 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const two = (value: number): string => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}
