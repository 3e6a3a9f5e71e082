import { parseInterval } from '../../../../datasets/interval.ts';
import type { Candle } from '../../../../engine/model/index.ts';
import {
  type Answer,
  type LoopbackExchange,
  type LoopbackOptions,
  startLoopback,
  type Venue,
} from './loopback-server.ts';

/** What one minute allows, in weight; a page of candles weighs 2. */
const PAGE_WEIGHT = 2;

export interface LoopbackBinanceOptions extends LoopbackOptions {
  /** Weight that one minute of the server's clock allows; more is answered by 429 with Retry-After. */
  readonly weightPerMinute?: number;
  /** Makes the first so many answers of exchangeInfo fail with 503. */
  readonly sickStarts?: number;
}

/**
 * Starts a server that speaks the part of Binance's spot REST that candles need: exchangeInfo, time and klines with
 * their limit of 1000, startTime, endTime and weights. The candle that is still open changes with every answer.
 */
export async function startLoopbackBinance(options: LoopbackBinanceOptions): Promise<LoopbackExchange> {
  const { candles, intervalMs, now, weightPerMinute = Number.POSITIVE_INFINITY } = options;
  let sick = options.sickStarts ?? 0;
  let minute = -1;
  let weight = 0;
  let answers = 0;

  const venue: Venue = ({ path, query }) => {
    if (path === '/api/v3/time') return { body: { serverTime: now() } };
    if (path === '/api/v3/exchangeInfo')
      return sick-- > 0 ? { status: 503, body: 'sick' } : { body: exchangeInfo(now()) };
    if (path !== '/api/v3/klines') return { status: 404, body: { code: -1, msg: `unknown path ${path}` } };
    const busy = weigh();
    return busy ?? { body: klines(query), isPage: true };
  };

  function weigh(): (Answer & { isPage: true }) | null {
    const current = Math.floor(now() / 60_000);
    if (current !== minute) weight = 0;
    minute = current;
    weight += PAGE_WEIGHT;
    if (weight <= weightPerMinute) return null;
    const headers = { 'Retry-After': String(Math.ceil(((current + 1) * 60_000 - now()) / 1_000)) };
    return { status: 429, headers, body: { code: -1003, msg: 'Too much request weight used.' }, isPage: true };
  }

  function klines(query: URLSearchParams): unknown {
    if (query.get('symbol') !== 'BTCUSDT') return { code: -1121, msg: 'Invalid symbol.' };
    if (parseInterval(query.get('interval') ?? '') !== intervalMs) return { code: -1120, msg: 'Invalid interval.' };
    const limit = Math.min(1_000, Number(query.get('limit') ?? 500));
    const start = query.get('startTime');
    const end = Number(query.get('endTime') ?? Number.POSITIVE_INFINITY);
    const there = candles.filter((c) => c.time <= now() && c.time <= end && c.time >= Number(start ?? 0));
    const page = start === null ? there.slice(-limit) : there.slice(0, limit);
    answers++;
    return page.map((c) => kline(c.time + intervalMs > now() ? unfinished(c, answers) : c, intervalMs));
  }

  return startLoopback(venue, options);
}

/** Settings that lead ccxt's binance to a loopback server and nowhere else, without waiting between requests. */
export function loopbackBinanceSettings(origin: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  const nowhere = `${origin}/nowhere`;
  const api = ['sapi', 'fapiPublic', 'dapiPublic', 'eapiPublic', 'private'].map((name) => [name, nowhere]);
  return { urls: { api: { ...Object.fromEntries(api), public: `${origin}/api/v3` } }, rateLimit: 1, ...more };
}

/** What the open candle looks like so far: the close wanders, the volume grows. */
function unfinished(candle: Candle, answers: number): Candle {
  return { ...candle, close: candle.low + (candle.high - candle.low) / (1 + answers), volume: answers };
}

function kline({ time, open, high, low, close, volume }: Candle, intervalMs: number): unknown[] {
  const text = [open, high, low, close, volume].map(String);
  return [time, ...text, time + intervalMs - 1, '0', 1, '0', '0', '0'];
}

const exchangeInfo = (serverTime: number) => ({
  timezone: 'UTC',
  serverTime,
  rateLimits: [],
  exchangeFilters: [],
  symbols: ['BTC', 'ETH'].map((baseAsset) => ({
    symbol: `${baseAsset}USDT`,
    status: 'TRADING',
    baseAsset,
    baseAssetPrecision: 8,
    quoteAsset: 'USDT',
    quotePrecision: 8,
    orderTypes: ['LIMIT', 'MARKET'],
    isSpotTradingAllowed: true,
    filters: [{ filterType: 'PRICE_FILTER', minPrice: '0.01', maxPrice: '1000000', tickSize: '0.01' }],
    permissions: ['SPOT'],
  })),
});
