import type { CandleSourceExchange } from '../../../../datasets/download/candle-exchange.ts';
import type { DownloadClock } from '../../../../datasets/download/download-clock.ts';
import type { Candle } from '../../../../engine/model/index.ts';

export const HOUR = 3_600_000;
export const T0 = Date.UTC(2020, 0);

/** A clock that jumps over every wait. */
export interface FakeClock extends DownloadClock {
  readonly waits: readonly number[];
}

export function createFakeClock(): FakeClock {
  const waits: number[] = [];
  let time = 0;
  return {
    waits,
    now: () => time,
    async wait(ms) {
      waits.push(ms);
      time += ms;
    },
  };
}

/** Hourly candles of a wandering price: slot k opens k hours after T0. */
export function hourlyCandles(slots: Iterable<number>): Candle[] {
  return Array.from(slots, (slot) => {
    const open = 100 + ((slot * 7) % 13) / 3;
    const close = 100 + ((slot * 11) % 17) / 7;
    return {
      time: T0 + slot * HOUR,
      open,
      high: Math.max(open, close) + 1 / 3,
      low: Math.min(open, close) - 1 / 3,
      close,
      volume: (slot % 5) * 0.1,
    };
  });
}

/** Slots from `from` up to, but not including, `to`. */
export const slots = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

export interface FakeExchangeOptions {
  readonly candles: readonly Candle[];
  readonly now: number;
  readonly pageLimit?: number;
  /** Called before every page is given, with its number from 1; may throw. */
  readonly onPage?: (page: number) => void;
}

/** An exchange that gives the oldest candles first; the open one changes with every page. */
export function createFakeExchange(options: FakeExchangeOptions): CandleSourceExchange & { pages(): number } {
  const { candles, now, pageLimit = 10 } = options;
  let pages = 0;
  return {
    name: 'fake BTC/USDT 1h',
    symbol: 'BTC/USDT',
    intervalMs: HOUR,
    pages: () => pages,
    prepare: async () => ({ pageLimit }),
    async fetchPage(since, limit, until = Number.POSITIVE_INFINITY) {
      pages++;
      options.onPage?.(pages);
      return candles
        .filter((c) => c.time >= since && c.time <= until && c.time <= now)
        .slice(0, limit)
        .map((c) => (c.time + HOUR > now ? { ...c, volume: c.volume + pages } : c));
    },
    serverTime: async () => now,
    close: async () => undefined,
  };
}
