import type { Candle } from '../../engine/model/index.ts';

/** One market of one exchange, as far as a download needs it. */
export interface CandleSourceExchange {
  /** What errors begin with, such as `binance BTC/USDT 1h`. */
  readonly name: string;
  readonly symbol: string;
  /** Length of one candle, ms. */
  readonly intervalMs: number;
  /**
   * Loads what the exchange says about the market; called once, again only after it failed.
   * @returns the largest page worth asking for, in candles
   * @throws ExchangeFailure; ConfigError when the exchange has no such market or interval
   */
  prepare(): Promise<{ readonly pageLimit: number }>;
  /**
   * Asks for one page of candles, closed or not, in any order. Exchanges differ in what they give: the oldest `limit`
   * candles from `since` on, those of the first `limit` intervals, or the newest ones.
   * @param since earliest open time, epoch ms
   * @param limit number of candles
   * @param until latest open time, epoch ms; some exchanges ignore it
   * @throws ExchangeFailure
   */
  fetchPage(since: number, limit: number, until?: number): Promise<readonly Candle[]>;
  /**
   * What the clock of the exchange says, epoch ms.
   * @throws ExchangeFailure
   */
  serverTime(): Promise<number>;
  /** Lets go of its connections. */
  close(): Promise<void>;
}

/** What is known about a request that failed. */
export interface FailureFacts {
  /** Whether the same request may succeed later. */
  readonly temporary: boolean;
  /** HTTP status; null when there was no answer. */
  readonly status?: number | null;
  /** How long the exchange asks to wait, ms. */
  readonly retryAfterMs?: number | null;
}

/** A request that an exchange or the network failed; its message completes "was ...". */
export class ExchangeFailure extends Error {
  readonly temporary: boolean;
  readonly status: number | null;
  readonly retryAfterMs: number | null;

  constructor(what: string, facts: FailureFacts, cause?: unknown) {
    super(what, cause === undefined ? undefined : { cause });
    this.name = 'ExchangeFailure';
    this.temporary = facts.temporary;
    this.status = facts.status ?? null;
    this.retryAfterMs = facts.retryAfterMs ?? null;
  }
}
