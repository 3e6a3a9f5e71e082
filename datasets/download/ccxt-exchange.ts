import type { Exchange } from 'ccxt';
import { type Candle, ConfigError } from '../../engine/model/index.ts';
import { parseInterval } from '../interval.ts';
import type { CandleSourceExchange } from './candle-exchange.ts';
import { createResponseWatch, failureOf } from './ccxt-failure.ts';

/** What ccxt says about a page where it says nothing: small enough for every exchange. */
const CAUTIOUS_PAGE_LIMIT = 100;
/**
 * How many of ccxt's own timeouts an answer may take as a whole: ccxt limits the wait for its beginning alone, and a
 * compressed body that breaks off never ends there. The list of markets can be megabytes.
 */
const STALLED_TIMEOUTS = { markets: 12, page: 3 };

export interface CcxtMarketOptions {
  /** Name of the exchange in ccxt, such as `binance`. */
  readonly exchange: string;
  /** Unified symbol, such as `BTC/USDT`; `BTC/USDT:USDT` is the perpetual future. */
  readonly symbol: string;
  /** Such as `1h`. */
  readonly interval: string;
  /** Settings of the exchange's ccxt class: proxies, `timeout`, `hostname`, `urls`, `options`. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

type Ccxt = typeof import('ccxt');

/**
 * Loads ccxt, which users install beside candlebench.
 * @throws ConfigError `ccxt-missing`
 */
async function loadCcxt(): Promise<Ccxt> {
  try {
    return await import('ccxt');
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && /^(ERR_)?MODULE_NOT_FOUND$/.test(String(cause.code));
    // A package that ccxt itself misses is another matter.
    if (!missing || !cause.message.includes("'ccxt'")) throw cause;
    const text = 'Downloads need the package ccxt, which is not installed: npm install ccxt@4';
    throw new ConfigError('ccxt-missing', text, {}, cause);
  }
}

/** Names of the exchanges that candles can be downloaded from. */
export async function listExchanges(): Promise<readonly string[]> {
  return namesOf(await loadCcxt());
}

/** Names of all exchanges: the keys of a record where ccxt is a module, and a list where it is a script, as in a bundle. */
function namesOf({ exchanges }: Ccxt): readonly string[] {
  const known: unknown = exchanges;
  // The list of a script holds names alone.
  return Array.isArray(known) ? (known as string[]) : Object.keys(exchanges);
}

/**
 * Opens a market at an exchange; nothing is sent yet.
 * @throws ConfigError `ccxt-missing`, `unknown-exchange`, `no-candles-there`
 */
export async function openCcxtMarket(options: CcxtMarketOptions): Promise<CandleSourceExchange> {
  const { symbol, interval } = options;
  const ccxt = await loadCcxt();
  const intervalMs = parseInterval(interval);
  const exchange = createExchange(ccxt, options);
  const id = exchange.id;
  const name = `${id} ${symbol} ${interval}`;
  loadNoMoreMarketsThanNeeded(exchange, symbol);
  const watch = createResponseWatch(exchange);

  /** Runs one request of ccxt and turns its errors into failures. */
  async function ask<T>(request: () => Promise<T>, timeouts = STALLED_TIMEOUTS.page): Promise<T> {
    watch.begin();
    const { promise: stalled, stop } = watch.stallAfter(exchange.timeout * timeouts);
    try {
      return await Promise.race([request(), stalled]);
    } catch (error) {
      throw failureOf(error, watch.last(), ccxt);
    } finally {
      stop();
    }
  }

  return {
    name,
    symbol,
    intervalMs,
    async prepare() {
      // Forced, because ccxt keeps a failed load for ever.
      await ask(() => exchange.loadMarkets(true), STALLED_TIMEOUTS.markets);
      checkMarket(exchange, symbol, interval);
      const limit: unknown = exchange.featureValue(symbol, 'fetchOHLCV', 'limit');
      return { pageLimit: typeof limit === 'number' && limit > 0 ? limit : CAUTIOUS_PAGE_LIMIT };
    },
    async fetchPage(since, limit, until) {
      const rows = await ask(() =>
        exchange.fetchOHLCV(symbol, interval, since, limit, until === undefined ? {} : { until }),
      );
      return rows.map(candleOf);
    },
    async serverTime() {
      if (exchange.has.fetchTime !== true) return watch.serverTime();
      const time = await ask(() => exchange.fetchTime());
      return typeof time === 'number' ? time : watch.serverTime();
    },
    async close() {
      // An answer that nobody waits for any more would keep the process until it times out.
      await exchange.fetchDispatcher?.destroy?.();
      await exchange.close(true);
    },
  };
}

function createExchange(ccxt: Ccxt, { exchange: id, settings }: CcxtMarketOptions): Exchange {
  // Every class of that name extends Exchange; their types disagree about undefined in methods that nobody calls here.
  const known = ccxt as unknown as Readonly<Record<string, new (settings: object) => Exchange>>;
  const Class = namesOf(ccxt).includes(id) ? known[id] : undefined;
  if (Class === undefined) {
    throw new ConfigError('unknown-exchange', `Expected an exchange that ccxt knows, was ${id}.`, { exchange: id });
  }
  const exchange = new Class({ ...settings, enableRateLimit: true });
  // Candles that ccxt makes up from trades are not the exchange's own.
  if (exchange.has.fetchOHLCV === true) return exchange;
  throw new ConfigError('no-candles-there', `Expected an exchange that gives candles, was ${id}.`, { exchange: id });
}

/** Exchanges with several kinds of markets load all of them, tens of megabytes; a spot symbol needs spot alone. */
function loadNoMoreMarketsThanNeeded(exchange: Exchange, symbol: string): void {
  const all: { types?: unknown } | undefined = exchange.options.fetchMarkets;
  const types = all?.types;
  if (symbol.includes(':') || !Array.isArray(types) || !types.includes('spot')) return;
  exchange.options.fetchMarkets = { ...all, types: ['spot'] };
}

function checkMarket(exchange: Exchange, symbol: string, interval: string): void {
  const { id, markets = {}, timeframes } = exchange;
  if (!Object.hasOwn(markets, symbol)) {
    const [base] = symbol.split('/');
    const near = Object.keys(markets).filter((one) => one.split('/', 1)[0] === base);
    const shown = near.length > 8 ? `${near.slice(0, 8).join(', ')} ...` : near.join(', ');
    const hint = near.length === 0 ? `it has none of ${base}` : `those of ${base} are ${shown}`;
    const text = `Expected a market of ${id} such as BTC/USDT, was ${symbol}; ${hint}.`;
    throw new ConfigError('unknown-market', text, { exchange: id, symbol });
  }
  if (Object.hasOwn(timeframes, interval)) return;
  const text = `Expected an interval of ${id} (${Object.keys(timeframes).join(', ')}), was ${interval}.`;
  throw new ConfigError('unknown-interval', text, { exchange: id, interval });
}

/** ccxt leaves a cell undefined that it cannot read; the checks of the download refuse what becomes NaN. */
function candleOf(row: readonly (number | undefined)[]): Candle {
  const [time = NaN, open = NaN, high = NaN, low = NaN, close = NaN, volume = NaN] = row;
  return { time, open, high, low, close, volume };
}
