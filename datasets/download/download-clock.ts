import { setTimeout as sleep } from 'node:timers/promises';

/** Time as a download sees it: to wait and to tell a rate, never to judge a candle. */
export interface DownloadClock {
  /** Milliseconds from any origin. */
  now(): number;
  /** Waits; returns early when the signal is aborted. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: DownloadClock = {
  now: () => performance.now(),
  async wait(ms, signal) {
    try {
      await sleep(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  },
};
