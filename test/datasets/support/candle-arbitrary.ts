import fc from 'fast-check';
import { type CandleColumns, createCandleSeries } from '../../../datasets/candle-columns.ts';
import type { Candle, CandleSeries } from '../../../engine/model/index.ts';

const HOUR = 3_600_000;

export interface CandleOptions {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly intervalMs?: number;
  /** Chance in ten that candles are missing before one. */
  readonly gapsInTen?: number;
}

/** Random candles that are consistent: low <= open, close <= high, all > 0; ascending, with gaps. */
export function candleArbitrary(options: CandleOptions = {}): fc.Arbitrary<Candle[]> {
  const { minLength = 2, maxLength = 60, intervalMs = HOUR, gapsInTen = 2 } = options;
  const price = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
  const row = fc.record({
    prices: fc.tuple(price, price, price, price),
    volume: fc.double({ min: 0, max: 1e15, noNaN: true }),
    gap: fc.integer({ min: 0, max: 9 }),
    lost: fc.integer({ min: 1, max: 40 }),
  });
  const start = fc.integer({ min: 300_000, max: 500_000 });
  return fc.tuple(start, fc.array(row, { minLength, maxLength })).map(([first, rows]) => {
    let slot = first;
    return rows.map(({ prices, volume, gap, lost }) => {
      slot += gap < gapsInTen ? 1 + lost : 1;
      const [open, close] = prices;
      return {
        time: slot * intervalMs,
        open,
        high: Math.max(...prices),
        low: Math.min(...prices),
        close,
        volume: volume + 0,
      };
    });
  });
}

/** A series of candles, over a buffer for each column. */
export function seriesOf(candles: readonly Candle[], intervalMs = HOUR, symbol = 'TEST'): CandleSeries {
  const column = (name: keyof Candle) => Float64Array.from(candles, (candle) => candle[name]);
  const columns: CandleColumns = {
    time: column('time'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
  return createCandleSeries(symbol, intervalMs, columns);
}

/** CSV of candles as a user might write it. */
export function csvOf(candles: readonly Candle[]): string {
  const lines = candles.map((c) => [c.time, c.open, c.high, c.low, c.close, c.volume].join(','));
  return `timestamp,open,high,low,close,volume\n${lines.join('\n')}\n`;
}

/** Runs something that must fail, and gives back its error. */
export function errorOf(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error('Expected an error, was none.');
}

/** The error that a promise is rejected with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error('Expected an error, was none.');
}
