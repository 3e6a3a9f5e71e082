import { expect, test } from 'vitest';
import { freqtradeName, plainName } from '../../../datasets/importers/file-name.ts';

test.each([
  ['SOL_USDT-1h.json', 'SOL/USDT', 3_600_000],
  ['freqtrade_SOL_USDT-1h.json', 'SOL/USDT', 3_600_000],
  ['1000SATS_USDT-15m.feather', '1000SATS/USDT', 900_000],
  ['BTC_USDT_USDT-4h-futures.feather', 'BTC/USDT:USDT', 14_400_000],
  ['ETH_BTC-1d.json.gz', 'ETH/BTC', 86_400_000],
  ['ETH_BTC-1M.json', 'ETH/BTC', null],
  ['BTCUSDT-1h.json', null, null],
  ['candles.feather', null, null],
])('freqtrade calls %s %s', (name, symbol, intervalMs) => {
  expect(freqtradeName(name)).toEqual({ symbol, intervalMs });
});

test.each([
  ['binance_rest_klines_BTCUSDT_1h_2018-02.json', 'BTCUSDT', 3_600_000],
  ['bitfinex_BTCUSD_1m_2016-08-02T18_hack.json', 'BTCUSD', 60_000],
  ['tBTCUSD-1m.json', 'tBTCUSD', 60_000],
  ['klines_1h.json', null, 3_600_000],
  ['13-04-01 00-00-00.json', null, null],
])('%s holds %s', (name, symbol, intervalMs) => {
  expect(plainName(name)).toEqual({ symbol, intervalMs });
});
