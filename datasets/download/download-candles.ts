import { type Candle, type CandleSeries, type DataQuality, DatasetError } from '../../engine/model/index.ts';
import { createCandleSeries } from '../candle-columns.ts';
import { createCandleIntake, isoTime } from '../candle-intake.ts';
import { measureQuality } from '../checks/candle-quality.ts';
import { createGrowingColumns } from '../growing-columns.ts';
import { formatInterval } from '../interval.ts';
import { sliceSeries } from '../slice-series.ts';
import type { CandleSourceExchange } from './candle-exchange.ts';
import { type DownloadClock, systemClock } from './download-clock.ts';
import { openDownloadJournal } from './download-journal.ts';
import { createPageWalk } from './page-walk.ts';
import { createPatientRequests } from './patient-requests.ts';
import type { RetryRule } from './retry.ts';

/** How far a download is. */
export interface DownloadState {
  /** Candles that are kept, those of an earlier call included. */
  readonly rows: number;
  /** Candles that were there at the start. */
  readonly resumed: number;
  /** Share of the time span that is walked over, 0 to 1, at the start and now. */
  readonly shareAtStart: number;
  readonly share: number;
  readonly elapsedMs: number;
  /** Why it waits, such as `HTTP 429`; null when it does not. */
  readonly waiting: string | null;
}

export interface DownloadOptions {
  /** Name of the exchange, as the partial file states it. */
  readonly exchange: string;
  /** Open time of the first candle that is wanted, epoch ms. */
  readonly since: number;
  /** Close time of the last candle that is wanted, epoch ms; by default the exchange's time when the download begins. */
  readonly until?: number;
  /** Path of the partial file. */
  readonly partial: string;
  readonly retry?: RetryRule;
  readonly clock?: DownloadClock;
  /** Ends the download with what is there. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (state: DownloadState) => void;
}

/** What a download did beside its candles. */
export interface DownloadAbout {
  readonly exchange: string;
  readonly symbol: string;
  readonly interval: string;
  /** As asked for, epoch ms. */
  readonly since: number;
  /** Every kept candle closes at or before it, epoch ms. */
  readonly until: number;
  /** Candles from the partial file of an earlier call. */
  readonly resumed: number;
  readonly requests: number;
  /** Requests that failed and were sent again. */
  readonly retries: number;
}

export interface DownloadedCandles {
  readonly complete: true;
  readonly series: CandleSeries;
  readonly quality: DataQuality;
  readonly about: DownloadAbout;
}

/** A download that was ended before its end; its candles lie in the partial file. */
export interface InterruptedDownload {
  readonly complete: false;
  /** Candles in the partial file; null when the end came before it was opened. */
  readonly rows: number | null;
}

/**
 * Downloads the closed candles of one market, page after page. Pages are kept in the partial file as they come; a
 * second call with the same arguments goes on from there. Gaps stay gaps.
 * @param market the market at the exchange; it is not closed
 * @returns the candles; the caller removes the partial file when they are stored
 * @throws DatasetError `exchange-failed` after the last try; `candle-changed` when a kept candle comes back otherwise;
 *   `no-candles`; as openDownloadJournal does on the partial file and an import on what cannot be a candle
 */
export async function downloadCandles(
  market: CandleSourceExchange,
  options: DownloadOptions,
): Promise<DownloadedCandles | InterruptedDownload> {
  const { name, symbol, intervalMs } = market;
  const { exchange, since, clock = systemClock } = options;
  const progress = createProgress(options, clock);
  const requests = createPatientRequests({ ...options, name, clock, onWait: progress.tell });

  const prepared = await requests.send('its markets', () => market.prepare());
  const now = prepared === null ? null : await requests.send('its time', () => market.serverTime());
  if (prepared === null || now === null) return { complete: false, rows: null };
  // The exchange's own clock, read before any candle: what has closed by then has closed for good.
  const end = Math.min(now, options.until ?? now);

  const kept = createGrowingColumns();
  const keep = ({ time, open, high, low, close, volume }: Candle): void =>
    kept.push(time, open, high, low, close, volume + 0);
  const subject = { exchange, symbol, interval: formatInterval(intervalMs), since };
  const journal = openDownloadJournal(options.partial, subject, keep);
  try {
    const walk = createPageWalk({ name, intervalMs, end, limit: prepared.pageLimit, ...journal.start });
    let { from } = journal.start;
    progress.begin(end, from, journal.resumed);
    for (let request = walk.next(); request !== null; request = walk.next()) {
      const { since: first, limit, until } = request;
      const asked = `candles from ${isoTime(first)}`;
      const page = await requests.send(asked, () => market.fetchPage(first, limit, until));
      if (page === null) return { complete: false, rows: kept.length() };
      const candles = walk.take(page);
      checkCandles(candles, `${name} page from ${isoTime(first)}`);
      const position = walk.position();
      if (position.from !== from) journal.append(candles, position.from);
      from = position.from;
      for (const candle of candles) keep(candle);
      progress.reach(from, kept.length());
    }
    // The partial file of a call with a later end holds more than is wanted now.
    const series = sliceSeries(createCandleSeries(symbol, intervalMs, kept.finish()), null, end - intervalMs + 1);
    const quality = judge(series, name, since, end, walk.unconfirmed());
    const about = { ...subject, until: end, resumed: journal.resumed, ...requests.counts() };
    return { complete: true, series, quality, about };
  } finally {
    journal.close();
  }
}

/** Refuses what cannot be a candle, as an import does; a line is the candle's place among those that are new. */
function checkCandles(candles: readonly Candle[], name: string): void {
  const intake = createCandleIntake(name);
  for (const [i, { time, open, high, low, close, volume }] of candles.entries()) {
    intake.accept(i + 1, time, open, high, low, close, volume);
  }
}

function judge(series: CandleSeries, name: string, since: number, end: number, unconfirmed: number): DataQuality {
  const first = series.time[0];
  if (first === undefined) {
    const text = `${name}: expected closed candles from ${isoTime(since)} to ${isoTime(end)}, was none.`;
    throw new DatasetError('no-candles', text, { since, end });
  }
  const warnings: string[] = [];
  if (first - since >= series.intervalMs) {
    warnings.push(`Asked from ${isoTime(since)} on; the first candle opens at ${isoTime(first)}.`);
  }
  if (unconfirmed > 0) {
    warnings.push(`Pages that did not repeat the candle before them, so that it was seen once only: ${unconfirmed}.`);
  }
  return measureQuality(series, { file: name, sha256: series.id, warnings });
}

interface Progress {
  /** Tells why the download waits. */
  tell(waiting: string | null): void;
  begin(end: number, from: number, resumed: number): void;
  reach(from: number, rows: number): void;
}

function createProgress({ since, onProgress }: DownloadOptions, clock: DownloadClock): Progress {
  const began = clock.now();
  let end = since;
  let state: DownloadState = { rows: 0, resumed: 0, shareAtStart: 0, share: 0, elapsedMs: 0, waiting: null };
  const shareAt = (time: number): number => (end > since ? Math.min(1, (time - since) / (end - since)) : 1);
  const show = (change: Partial<DownloadState>): void => {
    state = { ...state, waiting: null, ...change, elapsedMs: clock.now() - began };
    onProgress?.(state);
  };
  return {
    tell: (waiting) => show({ waiting }),
    begin(to, from, resumed) {
      end = to;
      show({ rows: resumed, resumed, shareAtStart: shareAt(from), share: shareAt(from) });
    },
    reach: (from, rows) => show({ rows, share: shareAt(from) }),
  };
}
