/** Indicators as columns: what strategy files call. Lengths and memories in rows, as each operation declares them. */
import {
  Adx,
  Atr,
  adxInto,
  atrInto,
  Bollinger,
  bollingerInto,
  Donchian,
  donchianInto,
  Ema,
  emaInto,
  Macd,
  macdInto,
  Obv,
  obvInto,
  Roc,
  Rsi,
  rocInto,
  rsiInto,
  Sma,
  StandardDeviation,
  Stochastic,
  smaInto,
  standardDeviationInto,
  stochasticInto,
  Vwap,
  vwapInto,
  Wma,
  wmaInto,
} from '../indicators/index.ts';
import { StrategyError } from '../model/index.ts';
import type { CandleColumns } from './candle-columns.ts';
import { applyColumn, Column, checkPeriod } from './column.ts';
import { createNode, type IntoColumns, type Next, type StatefulOperation } from './node.ts';

/** Periods after which an exponential average has forgotten its start: e^-14 of it is left (Wilder's: e^-7). */
const EMA_MEMORY = 7;

interface Extent {
  readonly length: number;
  readonly memory: number;
}

function stateful(
  name: string,
  params: readonly number[],
  extent: Extent,
  into: IntoColumns,
  createNext: () => Next,
  outputs = 1,
): StatefulOperation {
  return { kind: 'stateful', name, params: params.join(','), outputs, ...extent, into, createNext };
}

/** An indicator of one column. */
function single(
  name: string,
  x: Column,
  period: number,
  extent: Extent,
  kernel: (out: Float64Array, x: Float64Array, period: number) => void,
  create: () => { next(x: number): number },
): Column {
  const createNext = (): Next => {
    const state = create();
    return ([value], [out]) => {
      out[0] = state.next(value[0]);
    };
  };
  return applyColumn(
    stateful(name, [period], extent, ([out], [value]) => kernel(out, value, period), createNext),
    [x],
  );
}

/** Simple moving average; first value at row period - 1. */
export function sma(x: Column, period: number): Column {
  const n = checkPeriod(period, 'sma');
  return single('sma', x, n, { length: n - 1, memory: n }, smaInto, () => new Sma(n));
}

/** Exponential moving average, weight 2 / (period + 1), seeded with the mean of the first `period` values. */
export function ema(x: Column, period: number): Column {
  const n = checkPeriod(period, 'ema');
  return single('ema', x, n, { length: n - 1, memory: EMA_MEMORY * n }, emaInto, () => new Ema(n));
}

/** Linearly weighted moving average, the newest value weighing most. */
export function wma(x: Column, period: number): Column {
  const n = checkPeriod(period, 'wma');
  return single('wma', x, n, { length: n - 1, memory: n }, wmaInto, () => new Wma(n));
}

/** Wilder's relative strength index, 0 to 100; first value at row period; 100 without losses. */
export function rsi(x: Column, period = 14): Column {
  const n = checkPeriod(period, 'rsi');
  return single('rsi', x, n, { length: n, memory: EMA_MEMORY * n }, rsiInto, () => new Rsi(n));
}

/** Change over `period` rows, in percent. */
export function roc(x: Column, period: number): Column {
  const n = checkPeriod(period, 'roc');
  return single('roc', x, n, { length: n, memory: n }, rocInto, () => new Roc(n));
}

/** Standard deviation of the last `period` values, of the population. */
export function stdev(x: Column, period: number): Column {
  const n = checkPeriod(period, 'stdev');
  return single('stdev', x, n, { length: n - 1, memory: n }, standardDeviationInto, () => new StandardDeviation(n));
}

/** Fast minus slow exponential average, its own exponential average, and the difference of the two. */
export function macd(
  x: Column,
  fast = 12,
  slow = 26,
  signal = 9,
): { readonly line: Column; readonly signal: Column; readonly histogram: Column } {
  const f = checkPeriod(fast, 'macd');
  const s = checkPeriod(slow, 'macd');
  const m = checkPeriod(signal, 'macd');
  const length = Math.max(f, s) - 1 + m - 1;
  const createNext = (): Next => {
    const state = new Macd(f, s, m);
    return ([value], [line, signalLine, histogram]) => {
      state.next(value[0]);
      line[0] = state.line;
      signalLine[0] = state.signal;
      histogram[0] = state.histogram;
    };
  };
  const extent = { length, memory: EMA_MEMORY * (Math.max(f, s) + m) };
  const into: IntoColumns = ([line, signalLine, histogram], [value]) =>
    macdInto(line, signalLine, histogram, value, f, s, m);
  const node = createNode(stateful('macd', [f, s, m], extent, into, createNext, 3), [x]);
  return { line: new Column(node, 0), signal: new Column(node, 1), histogram: new Column(node, 2) };
}

/** Simple average, and bands `width` population deviations around it. */
export function bollinger(
  x: Column,
  period = 20,
  width = 2,
): { readonly lower: Column; readonly middle: Column; readonly upper: Column } {
  const n = checkPeriod(period, 'bollinger');
  if (!(width > 0 && Number.isFinite(width))) {
    throw new StrategyError('bad-width', `Expected bollinger to take a width > 0, was ${width}.`, { width });
  }
  const createNext = (): Next => {
    const state = new Bollinger(n, width);
    return ([value], [lower, middle, upper]) => {
      state.next(value[0]);
      lower[0] = state.lower;
      middle[0] = state.middle;
      upper[0] = state.upper;
    };
  };
  const into: IntoColumns = ([lower, middle, upper], [value]) => bollingerInto(lower, middle, upper, value, n, width);
  const operation = stateful('bollinger', [n, width], { length: n - 1, memory: n }, into, createNext, 3);
  const node = createNode(operation, [x]);
  return { lower: new Column(node, 0), middle: new Column(node, 1), upper: new Column(node, 2) };
}

/** Wilder's average true range, in price units; first value at row period. */
export function atr(candles: CandleColumns, period = 14): Column {
  const n = checkPeriod(period, 'atr');
  const createNext = (): Next => {
    const state = new Atr(n);
    return ([high, low, close], [out]) => {
      out[0] = state.next(high[0], low[0], close[0]);
    };
  };
  const into: IntoColumns = ([out], [high, low, close]) => atrInto(out, high, low, close, n);
  const operation = stateful('atr', [n], { length: n, memory: EMA_MEMORY * n }, into, createNext);
  return applyColumn(operation, [candles.high, candles.low, candles.close]);
}

/** Wilder's average directional index and the two indicators below it, 0 to 100. */
export function adx(
  candles: CandleColumns,
  period = 14,
): { readonly adx: Column; readonly plusDi: Column; readonly minusDi: Column } {
  const n = checkPeriod(period, 'adx');
  const createNext = (): Next => {
    const state = new Adx(n);
    return ([high, low, close], [index, plusDi, minusDi]) => {
      state.next(high[0], low[0], close[0]);
      index[0] = state.adx;
      plusDi[0] = state.plusDi;
      minusDi[0] = state.minusDi;
    };
  };
  const into: IntoColumns = ([index, plusDi, minusDi], [high, low, close]) =>
    adxInto(index, plusDi, minusDi, high, low, close, n);
  const operation = stateful('adx', [n], { length: 2 * n - 1, memory: 2 * EMA_MEMORY * n }, into, createNext, 3);
  const node = createNode(operation, [candles.high, candles.low, candles.close]);
  return { adx: new Column(node, 0), plusDi: new Column(node, 1), minusDi: new Column(node, 2) };
}

/** Where the close lies in the range of the last `period` candles (k, 0 to 100) and its simple average (d). */
export function stochastic(
  candles: CandleColumns,
  period = 14,
  smooth = 3,
): { readonly k: Column; readonly d: Column } {
  const n = checkPeriod(period, 'stochastic');
  const m = checkPeriod(smooth, 'stochastic');
  const createNext = (): Next => {
    const state = new Stochastic(n, m);
    return ([high, low, close], [k, d]) => {
      state.next(high[0], low[0], close[0]);
      k[0] = state.k;
      d[0] = state.d;
    };
  };
  const into: IntoColumns = ([k, d], [high, low, close]) => stochasticInto(k, d, high, low, close, n, m);
  const operation = stateful('stochastic', [n, m], { length: n + m - 2, memory: n + m }, into, createNext, 2);
  const node = createNode(operation, [candles.high, candles.low, candles.close]);
  return { k: new Column(node, 0), d: new Column(node, 1) };
}

/** Highest high and lowest low of the last `period` candles, this one included; shift(1) leaves it out. */
export function donchian(
  candles: CandleColumns,
  period = 20,
): { readonly lower: Column; readonly middle: Column; readonly upper: Column } {
  const n = checkPeriod(period, 'donchian');
  const createNext = (): Next => {
    const state = new Donchian(n);
    return ([high, low], [lower, middle, upper]) => {
      state.next(high[0], low[0]);
      lower[0] = state.lower;
      middle[0] = state.middle;
      upper[0] = state.upper;
    };
  };
  const into: IntoColumns = ([lower, middle, upper], [high, low]) => donchianInto(lower, middle, upper, high, low, n);
  const operation = stateful('donchian', [n], { length: n - 1, memory: n }, into, createNext, 3);
  const node = createNode(operation, [candles.high, candles.low]);
  return { lower: new Column(node, 0), middle: new Column(node, 1), upper: new Column(node, 2) };
}

/** On-balance volume. Its level depends on where the candles begin: use its changes. */
export function obv(candles: CandleColumns): Column {
  const createNext = (): Next => {
    const state = new Obv();
    return ([close, volume], [out]) => {
      out[0] = state.next(close[0], volume[0]);
    };
  };
  const into: IntoColumns = ([out], [close, volume]) => obvInto(out, close, volume);
  return applyColumn(stateful('obv', [], { length: 0, memory: 1 }, into, createNext), [candles.close, candles.volume]);
}

/** Volume-weighted average price of the last `period` candles. */
export function vwap(candles: CandleColumns, period: number): Column {
  const n = checkPeriod(period, 'vwap');
  const createNext = (): Next => {
    const state = new Vwap(n);
    return ([high, low, close, volume], [out]) => {
      out[0] = state.next(high[0], low[0], close[0], volume[0]);
    };
  };
  const into: IntoColumns = ([out], [high, low, close, volume]) => vwapInto(out, high, low, close, volume, n);
  const operation = stateful('vwap', [n], { length: n - 1, memory: n }, into, createNext);
  return applyColumn(operation, [candles.high, candles.low, candles.close, candles.volume]);
}
