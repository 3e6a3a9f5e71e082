import type { LoadOptions } from '#datasets';

/** How a file is imported as its source wrote it, and what it holds. */
export interface RawFile {
  readonly options: LoadOptions;
  /** Candles after the repairs, counted by another program; events of a factor file. */
  readonly candles: number;
  /** Rows that each repair touches. */
  readonly repaired?: Readonly<Record<string, number>>;
  /** Whether the file holds corporate events instead of candles. */
  readonly events?: boolean;
}

/** Every raw file of the manifest. Of rows of one time CryptoDataDownload and yfinance mean the first; Kaggle has empty rows. */
export const RAW_FILES: Readonly<Record<string, RawFile>> = {
  'raw/cdd_Binance_BTCUSDT_1h.csv': {
    options: { repair: ['keep-first'] },
    candles: 33_413,
    repaired: { conflicting: 2649 },
  },
  'raw/cdd_banner_Binance_ETHUSDT_1h.csv': {
    options: { repair: ['keep-first'] },
    candles: 27_096,
    repaired: { identical: 4 },
  },
  'raw/binance_vision_ADABTC-1m-2021-11-27.csv': { options: {}, candles: 10 },
  'raw/binance_vision_header_NEARUSDT-1m-2025-02.csv': { options: {}, candles: 40_320 },
  'raw/binance_rest_klines_BTCUSDT_1h_2018-02.json': { options: {}, candles: 639 },
  'raw/freqtrade_SOL_USDT-1h.json': { options: {}, candles: 18_970 },
  'raw/freqtrade_1000SATS_USDT-15m.feather': { options: {}, candles: 24_010 },
  'raw/bitfinex_BTCUSD_1m_2013-04-01T00.json': { options: {}, candles: 20 },
  'raw/bitfinex_BTCUSD_1m_2016-08-02T18_hack.json': { options: {}, candles: 3 },
  'raw/lean_daily_aapl.zip': { options: {}, candles: 5849 },
  // Four splits and 35 dividends.
  'raw/lean_factor_aapl.csv': { options: {}, candles: 39, events: true },
  'raw/lean_minute_spy_20131007_trade.zip': { options: {}, candles: 828 },
  'raw/lean_minute_coinbase_btcusd_20171217_trade.zip': { options: {}, candles: 1440 },
  'raw/yfinance_SPY_1m_2019-12_2020-01.csv': {
    options: { repair: ['keep-first'], symbol: 'SPY' },
    candles: 8360,
    repaired: { identical: 5057, conflicting: 17 },
  },
  'raw/kaggle_DIS_2006-2017.csv': { options: { repair: ['drop'] }, candles: 3018, repaired: { drop: 2 } },
};
