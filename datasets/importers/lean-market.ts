import { resolve } from 'node:path';
import { DatasetError } from '../../engine/model/index.ts';

export type LeanResolution = 'daily' | 'hour' | 'minute' | 'second';

/** How LEAN wrote a file. */
export interface LeanMarket {
  /** Prices are divided by it: US equities are stored in hundredths of a cent, crypto as it is. */
  readonly scale: 1 | 10_000;
  /** Whose wall clock the times are. */
  readonly zone: 'America/New_York' | 'UTC';
  /** Whether path or name said so; else the numbers did. */
  readonly named: boolean;
}

const EQUITY: LeanMarket = { scale: 10_000, zone: 'America/New_York', named: true };
const CRYPTO: LeanMarket = { scale: 1, zone: 'UTC', named: true };
/** LEAN's own folders: `equity/usa/minute/spy/20131007_trade.zip`. */
const FOLDERS = /\/([a-z]+)\/([^/]+)\/(daily|hour|minute|second|tick)\//;
const EQUITY_WORDS = new Set(['equity', 'usa']);
const CRYPTO_WORDS = new Set(
  'crypto cryptofuture binance binanceus bitfinex bitstamp bybit coinbase dydx ftx gdax kraken okx'.split(' '),
);
const OTHER_WORDS = new Set('cfd forex future futureoption fxcm index indexoption oanda option'.split(' '));

/** What a file's path and name say; null each where they say nothing. */
export interface LeanPlace {
  readonly market: LeanMarket | null;
  readonly resolution: LeanResolution | null;
}

/**
 * Reads market and resolution from LEAN's folders, or from the words of the file's name.
 * @param entry name of the file inside the archive
 * @throws DatasetError `lean-market` for kinds of security that have no trade candles here
 */
export function leanPlace(path: string, name: string, entry: string): LeanPlace {
  const folders = FOLDERS.exec(resolve(path).replaceAll('\\', '/').toLowerCase());
  const words = `${name} ${entry}`.toLowerCase().split(/[^a-z]+/);
  const [, kind, venue, folder] = folders ?? [];
  const inFolders = kind !== undefined && [EQUITY_WORDS, CRYPTO_WORDS, OTHER_WORDS].some((known) => known.has(kind));
  const said = inFolders ? [kind] : words;
  const resolution = said === words ? words.find(isResolution) : folder;
  const has = (known: ReadonlySet<string>): boolean => said.some((word) => known.has(word));
  if (has(OTHER_WORDS) || (kind === 'equity' && venue !== 'usa')) {
    const was = inFolders ? `${kind}/${venue}` : said.find((word) => OTHER_WORDS.has(word));
    const text = `${name}: expected LEAN trade candles of US equities or crypto, was ${was}.`;
    throw new DatasetError('lean-market', text, { file: name });
  }
  return {
    market: has(EQUITY_WORDS) ? EQUITY : has(CRYPTO_WORDS) ? CRYPTO : null,
    resolution: resolution !== undefined && isResolution(resolution) ? resolution : null,
  };
}

/**
 * Tells the market by its prices, where path and name do not: a decimal point is written by crypto alone, and whole
 * numbers from 10,000 up (a dollar) by equities; a coin whose every price and volume is whole would be read wrongly,
 * which is why this is told to the user.
 * @param prices as written
 * @throws DatasetError `lean-market` when they do not tell
 */
export function leanMarketOf(prices: Iterable<string>, file: string): LeanMarket {
  let highest = 0;
  for (const price of prices) {
    if (price.includes('.')) return { ...CRYPTO, named: false };
    highest = Math.max(highest, Number(price) || 0);
  }
  if (highest >= 10_000) return { ...EQUITY, named: false };
  const text = `${file}: expected path or name to say equity or crypto, was neither, and whole prices up to ${highest} can be both.`;
  throw new DatasetError('lean-market', text, { file });
}

function isResolution(word: string): word is LeanResolution {
  return word === 'daily' || word === 'hour' || word === 'minute' || word === 'second';
}
