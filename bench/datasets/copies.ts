import { resample, sliceSeries } from '#datasets';
import type { CandleSeries } from '#engine';
import type { KnownDifferences } from './agreement.ts';

/** Two files of the reference data that hold the same candles, or one that holds the parts of the other's. */
export interface CopyPair {
  readonly file: string;
  readonly other: string;
  /** `independent`: two publishers fetched it; `same source`: one publisher, two forms; `parts`: joined to the longer candle. */
  readonly kind: 'independent' | 'same source' | 'parts';
  readonly known?: KnownDifferences;
  /** Which of the two has the shorter candles and is joined; neither where absent. */
  readonly joined?: 'file' | 'other';
  /** Span that is compared, epoch ms; everything where absent. */
  readonly span?: readonly [from: number, to: number];
}

/** Volumes that are sums agree to this share: adding rounds. */
const SUM_TOLERANCE = 1e-12;

/** Counted: 19,045 opens of each file are the close before; the candles alone all have volume 0 and one price. */
const CDD_REASON =
  'CryptoDataDownload: most opens until 2020 are the close before, volumes are its own, outages are filled with flat candles';

export const COPIES: readonly CopyPair[] = [
  { file: 'raw/freqtrade_SOL_USDT-1h.json', other: 'SOLUSDT_1h_binance.csv', kind: 'independent' },
  {
    file: 'raw/cdd_Binance_BTCUSDT_1h.csv',
    other: 'BTCUSDT_1h_binance.csv.gz',
    kind: 'independent',
    known: {
      alone: 109,
      byField: { open: 19_256, high: 444, low: 479, close: 343, volume: 25_829 },
      reason: CDD_REASON,
    },
  },
  {
    file: 'raw/cdd_banner_Binance_ETHUSDT_1h.csv',
    other: 'ETHUSDT_1h_binance.csv.gz',
    kind: 'independent',
    known: {
      alone: 108,
      byField: { open: 19_186, high: 358, low: 457, close: 228, volume: 26_976 },
      reason: CDD_REASON,
    },
  },
  {
    file: 'raw/binance_rest_klines_BTCUSDT_1h_2018-02.json',
    other: 'BTCUSDT_1h_binance.csv.gz',
    kind: 'same source',
  },
  ...['BTC', 'ETH', 'BNB', 'SOL'].map((coin): CopyPair => {
    const other = `${coin}USDT_1h_binance.csv${coin === 'SOL' ? '' : '.gz'}`;
    return { file: `${coin}USDT_15m_binance.csv.gz`, other, kind: 'parts', joined: 'file' };
  }),
  {
    file: 'raw/freqtrade_1000SATS_USDT-15m.feather',
    other: '1000SATSUSDT_5m_binance_2024.csv.gz',
    kind: 'parts',
    joined: 'other',
  },
  { file: 'raw/bitfinex_BTCUSD_1m_2013-04-01T00.json', other: 'BTCUSD_1m_bitfinex.csv.gz', kind: 'same source' },
  { file: 'raw/bitfinex_BTCUSD_1m_2016-08-02T18_hack.json', other: 'BTCUSD_1m_bitfinex.csv.gz', kind: 'same source' },
  { file: 'raw/lean_daily_aapl.zip', other: 'AAPL_1d_us_lean_raw.csv', kind: 'same source' },
  {
    file: 'raw/lean_minute_spy_20131007_trade.zip',
    other: 'SPY_1h_us_lean_raw.csv',
    kind: 'parts',
    joined: 'file',
    // Hours are of the session, minutes also of the hours before and after it.
    span: [Date.UTC(2013, 9, 7, 13, 30), Date.UTC(2013, 9, 7, 20)],
    known: {
      byField: { open: 1, high: 2, low: 1 },
      reason: 'LEAN: four prices of its hours are a cent or two off its minutes',
    },
  },
  { file: 'raw/kaggle_DIS_2006-2017.csv', other: 'DIS_1d_us_2006_2017.csv', kind: 'same source' },
];

/**
 * Brings two series to the candles they can be compared by.
 * @returns both, and the relative difference of volumes that is rounding
 */
export function alignCopies(
  { joined, span }: Pick<CopyPair, 'joined' | 'span'>,
  file: CandleSeries,
  other: CandleSeries,
): { readonly one: CandleSeries; readonly two: CandleSeries; readonly volumeTolerance: number } {
  const one = sliceSeries(file, span?.[0] ?? null, span?.[1] ?? null);
  if (joined === 'file') {
    return { one: resample(one, other.intervalMs, { keepPartial: true }), two: other, volumeTolerance: SUM_TOLERANCE };
  }
  if (joined === undefined) return { one, two: other, volumeTolerance: 0 };
  return { one, two: resample(other, file.intervalMs, { keepPartial: true }), volumeTolerance: SUM_TOLERANCE };
}
