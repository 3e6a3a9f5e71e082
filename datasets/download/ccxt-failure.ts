import type { Exchange } from 'ccxt';
import { CandlebenchError } from '../../engine/model/index.ts';
import { ExchangeFailure } from './candle-exchange.ts';
import { parseRetryAfter } from './retry.ts';

/** What the last answer of an exchange said beside its body. */
export interface SeenResponse {
  readonly status: number;
  /** The server's clock, epoch ms; NaN without a Date header. */
  readonly serverTime: number;
  readonly retryAfterMs: number | null;
}

/** Sees every answer before ccxt does. */
export interface ResponseWatch {
  /** Forgets the last answer: a request begins. */
  begin(): void;
  /** The last answer to the request; null when there was none. */
  last(): SeenResponse | null;
  /**
   * The server's clock at the newest answer of all, from its Date header.
   * @throws ExchangeFailure when no answer had one
   */
  serverTime(): number;
  /** A promise that fails after a while, for answers that begin and never end. */
  stallAfter(ms: number): { readonly promise: Promise<never>; stop(): void };
}

/** Client errors that pass: timeout, ban, too early, too many requests. */
const PASSING_STATUS: readonly number[] = [408, 418, 425, 429];
const MESSAGE_LENGTH = 200;

/**
 * Watches the answers of an exchange. ccxt takes a body that is no JSON, such as one that was cut off, for text, and
 * finds no candles in it: here it is a failure.
 */
export function createResponseWatch(exchange: Pick<Exchange, 'onRestResponse'>): ResponseWatch {
  let last: SeenResponse | null = null;
  let serverTime = Number.NaN;
  const original = exchange.onRestResponse.bind(exchange);

  exchange.onRestResponse = (status, statusText, url, method, headers, body, requestHeaders, requestBody) => {
    const date = Date.parse(String(headers.Date ?? ''));
    const retryAfter: unknown = headers['Retry-After'];
    const retryAfterMs = typeof retryAfter === 'string' ? parseRetryAfter(retryAfter, date) : null;
    last = { status, serverTime: date, retryAfterMs };
    if (!Number.isNaN(date)) serverTime = date;
    if (status < 300 && !isJson(body)) {
      throw new ExchangeFailure('an answer that is no JSON, perhaps cut off', { temporary: true, status });
    }
    return original(status, statusText, url, method, headers, body, requestHeaders, requestBody);
  };

  return {
    begin() {
      last = null;
    },
    last: () => last,
    serverTime() {
      if (!Number.isNaN(serverTime)) return serverTime;
      throw new ExchangeFailure('an exchange that never tells its time', { temporary: false });
    },
    stallAfter(ms) {
      let timer: NodeJS.Timeout | undefined;
      const promise = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new ExchangeFailure('an answer without end', { temporary: true })), ms);
      });
      return { promise, stop: () => clearTimeout(timer) };
    },
  };
}

function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

type ErrorClass = abstract new (...args: never[]) => Error;

/** The two of ccxt's error classes that tell what may pass. */
interface CcxtErrors {
  readonly BaseError: ErrorClass;
  readonly OperationFailed: ErrorClass;
}

/**
 * Says what an error of ccxt or of the network means for a download.
 * @param seen the answer to the request; null when there was none
 * @returns the failure; errors of this program and of ccxt itself come back as they are
 */
export function failureOf(error: unknown, seen: SeenResponse | null, ccxt: CcxtErrors): unknown {
  if (error instanceof ExchangeFailure || error instanceof CandlebenchError || !(error instanceof Error)) return error;
  const status = seen?.status ?? null;
  const retryAfterMs = seen?.retryAfterMs ?? null;
  if (status !== null && status >= 400) {
    const temporary = status >= 500 || PASSING_STATUS.includes(status);
    const why = temporary ? '' : `: ${shorten(error.message)}`;
    return new ExchangeFailure(`HTTP ${status}${why}`, { temporary, status, retryAfterMs }, error);
  }
  const isOf = (kind: ErrorClass): boolean => error instanceof kind;
  if (isOf(ccxt.BaseError)) {
    const temporary = isOf(ccxt.OperationFailed);
    return new ExchangeFailure(shorten(error.message), { temporary, status, retryAfterMs }, error);
  }
  // undici and zlib fail with a code of their own when a body breaks off.
  const code = 'code' in error ? String(error.code) : '';
  if (!/^(?:UND_ERR_|E[A-Z]+$|ERR_STREAM_|Z_)/.test(code)) return error;
  return new ExchangeFailure(`a broken connection (${code})`, { temporary: true, status, retryAfterMs }, error);
}

/** One line of an error's text, without the address that was asked. */
function shorten(message: string): string {
  const line = message
    .replace(/\s+/g, ' ')
    .replace(/(?:GET|POST) https?:\S+ /, '')
    .trim();
  return line.length > MESSAGE_LENGTH ? `${line.slice(0, MESSAGE_LENGTH - 3)}...` : line.replace(/\.$/, '');
}
