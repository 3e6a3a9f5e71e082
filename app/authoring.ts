/** What a user's file finds under `import ... from 'candlebench'`, in an editor and in the loader alike. */
export {
  above,
  adx,
  atr,
  below,
  bollinger,
  column,
  crossed,
  donchian,
  ema,
  event,
  latch,
  macd,
  obv,
  param,
  roc,
  rsi,
  side,
  sma,
  stdev,
  stochastic,
  strategy,
  ta,
  vwap,
  wma,
} from '#engine';
export { defineBacktest } from './config/decode-backtest.ts';
export { defineStudy } from './config/study-schema.ts';
