import type { Candle } from '../../../../engine/model/index.ts';
import { type LoopbackExchange, type LoopbackOptions, startLoopback, type Venue } from './loopback-server.ts';

/** The most that one answer holds; a request for more is refused. */
const PAGE_ROWS = 300;

/**
 * Starts a server that speaks the candles of Coinbase Exchange: times in seconds, newest first, columns low, high, open,
 * close, and windows of at most 300 intervals, empty where nothing was traded.
 */
export async function startLoopbackCoinbase(options: LoopbackOptions): Promise<LoopbackExchange> {
  const { candles, intervalMs, now } = options;

  const venue: Venue = ({ path, query }) => {
    if (path === '/currencies') return { body: [] };
    if (path === '/products') return { body: [product] };
    if (path === '/time') return { body: { iso: new Date(now()).toISOString(), epoch: now() / 1_000 } };
    if (path !== '/products/BTC-USD/candles') return { status: 404, body: { message: 'NotFound' } };
    const start = Date.parse(query.get('start') ?? '');
    const end = Date.parse(query.get('end') ?? '');
    const wide = (end - start) / intervalMs >= PAGE_ROWS || Number(query.get('granularity')) * 1_000 !== intervalMs;
    if (wide) return { status: 400, body: { message: 'granularity too small for the requested time range' } };
    const rows = candles.filter((c) => c.time >= start && c.time <= end && c.time <= now()).toReversed();
    return { body: rows.map((c) => rowOf(c)), isPage: true };
  };
  return startLoopback(venue, options);
}

const rowOf = ({ time, open, high, low, close, volume }: Candle) => [time / 1_000, low, high, open, close, volume];

const product = {
  id: 'BTC-USD',
  base_currency: 'BTC',
  quote_currency: 'USD',
  quote_increment: '0.01',
  base_increment: '0.00000001',
  status: 'online',
  min_market_funds: '1',
};

/** Settings that lead ccxt's coinbaseexchange to a loopback server and nowhere else. */
export function loopbackCoinbaseSettings(origin: string): Record<string, unknown> {
  return { urls: { api: { public: origin, private: `${origin}/nowhere` } }, rateLimit: 1 };
}
