import { type CandleSeries, DatasetError } from '../../engine/model/index.ts';
import { localToUtc } from '../calendar/time-zone.ts';
import { allocateColumns, createCandleSeries } from '../candle-columns.ts';
import type { CorporateEvent } from './corporate-event.ts';

/** What prices are adjusted for: `split` for splits, `total` for splits and dividends. */
export type AdjustMode = 'split' | 'total';

export interface AdjustOptions {
  readonly mode: AdjustMode;
  /**
   * Epoch ms: only events whose ex-day has begun by then count, and later candles are left out, so that the series is
   * the one a reader had at that instant. By default the open of the last candle: the last price stays as it was traded.
   */
  readonly asOf?: number;
  /** Zone at whose midnight an ex-day begins; `UTC` (default) is right for daily candles stamped 00:00 UTC. */
  readonly zone?: string;
}

/**
 * Adjusts a series backward for splits and dividends. Prices before a split are divided by its ratio and volume is
 * multiplied by it; in mode `total`, prices before a dividend are also multiplied by 1 - cash / last close before it,
 * so that returns are those of a holder who reinvests. Adjusting for a later event scales all earlier prices by one
 * number: past prices change, no past or later return does. A rule that compares prices with fixed numbers does see
 * the difference; give it a series of its own `asOf`.
 * @param series unadjusted candles
 * @param events in any order; those before the second candle change nothing
 * @returns a new series with its own identity; candles without a later event are as they were
 * @throws DatasetError `event-invalid` for a ratio, factor or dividend that leaves no price above 0; `no-candles` when
 *   `asOf` is before the first candle; `zone-unknown`
 * @see CRSP, Data Definitions: cumulative factor to adjust price, for the factor of a dividend
 * @example
 * const { series } = await loadCandles('data/BTCUSDT_1h.csv.gz');
 * adjustSeries(series, [{ kind: 'split', day: Date.UTC(2020, 7, 31), ratio: 4 }], { mode: 'split' });
 */
export function adjustSeries(
  series: CandleSeries,
  events: readonly CorporateEvent[],
  options: AdjustOptions,
): CandleSeries {
  const { mode, zone = 'UTC' } = options;
  const asOf = options.asOf ?? series.time[series.length - 1] ?? Number.NEGATIVE_INFINITY;
  let length = series.length;
  while (length > 0 && (series.time[length - 1] as number) > asOf) length--;
  if (length === 0) {
    const text = `${series.symbol}: expected candles up to ${new Date(asOf).toISOString()}, was none.`;
    throw new DatasetError('no-candles', text, { asOf });
  }

  // Of one day the split comes first, because the cash of its dividends is for shares after it.
  const known = events
    .filter(({ kind }) => mode === 'total' || kind === 'split')
    .map((event) => ({ event, from: dayStart(event.day, zone) }))
    .filter(({ from }) => from <= asOf)
    .sort((a, b) => a.from - b.from || Number(b.event.kind === 'split') - Number(a.event.kind === 'split'));

  const columns = allocateColumns(length);
  let priceFactor = 1;
  let volumeFactor = 1;
  let last = known.length;
  for (let i = length - 1; i >= 0; i--) {
    const time = series.time[i] as number;
    const close = series.close[i] as number;
    let first = last;
    while (first > 0 && (known[first - 1] as DatedEvent).from > time) first--;
    if (first < last) {
      const step = factorsOf(known.slice(first, last), close, series.symbol);
      priceFactor *= step.price;
      volumeFactor *= step.volume;
      last = first;
    }
    columns.time[i] = time;
    columns.open[i] = (series.open[i] as number) * priceFactor;
    columns.high[i] = (series.high[i] as number) * priceFactor;
    columns.low[i] = (series.low[i] as number) * priceFactor;
    columns.close[i] = close * priceFactor;
    columns.volume[i] = (series.volume[i] as number) * volumeFactor;
  }
  return createCandleSeries(series.symbol, series.intervalMs, columns);
}

interface DatedEvent {
  readonly event: CorporateEvent;
  /** Instant from which prices are without what was given, epoch ms. */
  readonly from: number;
}

/** Factors of the events between two candles, oldest first; `close` is the last price before them. */
function factorsOf(events: readonly DatedEvent[], close: number, symbol: string): { price: number; volume: number } {
  let price = 1;
  let volume = 1;
  /** What a share would cost now, had nothing but the events happened since that close. */
  let base = close;
  for (const { event } of events) {
    const factor = factorOf(event, base);
    if (!(factor > 0 && factor < Infinity)) throw invalid(event, base, symbol);
    if (event.kind === 'split') volume *= event.ratio;
    price *= factor;
    base *= factor;
  }
  return { price, volume };
}

function factorOf(event: CorporateEvent, base: number): number {
  if (event.kind === 'split') return 1 / event.ratio;
  return event.kind === 'dividend' ? 1 - event.cash / base : event.factor;
}

function invalid(event: CorporateEvent, base: number, symbol: string): DatasetError {
  const day = new Date(event.day).toISOString().slice(0, 10);
  const wanted =
    event.kind === 'split'
      ? `a split ratio > 0, was ${event.ratio}`
      : event.kind === 'dividend'
        ? `a dividend below the close of ${base} before it, was ${event.cash}`
        : `a dividend factor > 0, was ${event.factor}`;
  const text = `${symbol}: expected on ${day} ${wanted}.`;
  return new DatasetError('event-invalid', text, { symbol, event });
}

function dayStart(day: number, zone: string): number {
  if (zone === 'UTC') return day;
  const date = new Date(day);
  return localToUtc(zone, date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), 0);
}
