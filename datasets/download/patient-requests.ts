import { createRandom } from '../../engine/math/index.ts';
import { DatasetError } from '../../engine/model/index.ts';
import { ExchangeFailure } from './candle-exchange.ts';
import type { DownloadClock } from './download-clock.ts';
import { RETRY_RULE, type RetryRule, waitBeforeRetry } from './retry.ts';

/** Sends requests, again where they fail for a while. */
export interface PatientRequests {
  /**
   * Sends one request until it is answered.
   * @param what is asked for, as errors say it: `candles from ...`
   * @returns the answer; null when the signal was aborted before there was one
   * @throws DatasetError `exchange-failed` after the last try, or at once when trying again cannot help
   */
  send<T>(what: string, request: () => Promise<T>): Promise<T | null>;
  /** Requests sent, and how many of them were sent again. */
  counts(): { readonly requests: number; readonly retries: number };
}

export interface PatientRequestsOptions {
  /** What errors begin with; also names the random stream of the waits. */
  readonly name: string;
  readonly clock: DownloadClock;
  readonly retry?: RetryRule;
  readonly signal?: AbortSignal;
  /** Told why it waits, before every wait. */
  readonly onWait?: (reason: string) => void;
}

/** Creates a sender of requests to one exchange, one after the other. */
export function createPatientRequests(options: PatientRequestsOptions): PatientRequests {
  const { name, clock, retry = RETRY_RULE, signal } = options;
  const random = createRandom(0, 0, `retry ${name}`);
  let requests = 0;
  let retries = 0;

  async function send<T>(what: string, request: () => Promise<T>): Promise<T | null> {
    for (let attempt = 1; ; attempt++) {
      if (signal?.aborted === true) return null;
      requests++;
      try {
        return await unlessAborted(request(), signal);
      } catch (error) {
        if (!(error instanceof ExchangeFailure)) throw error;
        const wait = waitBeforeRetry(error, attempt, random, retry);
        if (wait === null) throw givingUp(name, what, error, attempt);
        retries++;
        options.onWait?.(error.message);
        await clock.wait(wait, signal);
      }
    }
  }

  return { send, counts: () => ({ requests, retries }) };
}

/** Stops waiting for an answer once nobody wants it; the request itself cannot be taken back. */
async function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T | null> {
  if (signal === undefined) return answer;
  let listen = (): void => undefined;
  const aborted = new Promise<null>((resolve) => {
    listen = () => resolve(null);
  });
  signal.addEventListener('abort', listen);
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    signal.removeEventListener('abort', listen);
  }
}

function givingUp(name: string, what: string, failure: ExchangeFailure, attempts: number): DatasetError {
  const { status, retryAfterMs } = failure;
  const tries = attempts === 1 ? '' : ` in ${attempts} tries`;
  const asked = retryAfterMs === null ? '' : ` (it asks to wait ${Math.ceil(retryAfterMs / 1_000)} s)`;
  const text = `${name}: expected ${what}, was ${failure.message}${tries}${asked}.`;
  return new DatasetError('exchange-failed', text, { name, status, attempts, retryAfterMs }, failure);
}
