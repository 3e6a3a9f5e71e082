import type { RandomStream } from '../../engine/math/index.ts';
import type { ExchangeFailure } from './candle-exchange.ts';

/** How often and how patiently a failed request is sent again. */
export interface RetryRule {
  /** How often one request is sent at most. */
  readonly tries: number;
  /** Wait after the first failure, ms; it doubles with every further one. */
  readonly firstMs: number;
  /** Longest wait of our own choice, ms. */
  readonly longestMs: number;
  /** Longest wait that an exchange may ask for, ms; a ban for longer ends the download. */
  readonly patienceMs: number;
}

/** Eight tries take about two minutes; an exchange may ask for ten minutes more. */
export const RETRY_RULE: RetryRule = { tries: 8, firstMs: 1_000, longestMs: 60_000, patienceMs: 600_000 };

/**
 * Decides whether a failed request is sent again.
 * @param failure what happened
 * @param attempt how often it was sent, from 1
 * @param random spreads waits over the upper half of their length, so that clients do not return together
 * @returns ms to wait; null to give up
 */
export function waitBeforeRetry(
  failure: Pick<ExchangeFailure, 'temporary' | 'retryAfterMs'>,
  attempt: number,
  random: RandomStream,
  rule: RetryRule = RETRY_RULE,
): number | null {
  const asked = failure.retryAfterMs ?? 0;
  if (!failure.temporary || attempt >= rule.tries || asked > rule.patienceMs) return null;
  // 2 ** 30 is beyond every longest wait; a power of two is exact on every platform.
  const backoff = Math.min(rule.longestMs, rule.firstMs * 2 ** Math.min(attempt - 1, 30));
  return Math.max(asked, Math.round(backoff * (0.5 + 0.5 * random.float())));
}

/**
 * Reads a Retry-After header.
 * @param header whole seconds, or an HTTP date
 * @param serverNow what the server's clock says, epoch ms; a date counts from it, not from the local clock
 * @returns ms to wait, >= 0; null when the header is neither
 * @see RFC 9110, section 10.2.3
 */
export function parseRetryAfter(header: string, serverNow: number): number | null {
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return null;
  const until = Date.parse(text);
  return Number.isNaN(until) || Number.isNaN(serverNow) ? null : Math.max(0, until - serverNow);
}
