import {
  above,
  adx,
  atr,
  below,
  bollinger,
  type Column,
  type Condition,
  column,
  crossed,
  donchian,
  ema,
  type InstrumentColumns,
  latch,
  macd,
  obv,
  roc,
  rsi,
  sma,
  stdev,
  stochastic,
  ta,
  vwap,
  wma,
} from '../../../engine/columns/index.ts';

/** A condition as a column of 1 and 0, for comparison. */
const flag = (condition: Condition): Column => latch({ long: condition, flat: condition.not() });

/** Every operation, on two columns that may have gaps, and a period. */
export const operations: Readonly<Record<string, (a: Column, b: Column, n: number, of: InstrumentColumns) => Column>> =
  {
    plus: (a, b) => a.plus(b),
    plusNumber: (a, _b, n) => a.plus(n),
    minus: (a, b) => a.minus(b),
    times: (a, b) => a.times(b),
    timesNumber: (a, _b, n) => a.times(-n),
    div: (a, b) => a.div(b),
    neg: (a) => a.neg(),
    abs: (a, b) => a.minus(b).abs(),
    max: (a, b) => a.max(b),
    min: (a, b) => a.min(b),
    where: (a, b) => a.where(above(a, b)),
    atLeast: (a, b) => flag(a.atLeast(b)),
    shift: (a, _b, n) => a.shift(n),
    highest: (a, _b, n) => a.highest(n),
    lowest: (a, _b, n) => a.lowest(n),
    above: (a, b) => flag(above(a, b)),
    below: (a, b) => flag(below(a, b)),
    and: (a, b, n) => flag(above(a, b).and(below(a, n))),
    or: (a, b, n) => flag(above(a, b).or(below(a, n))),
    not: (a, b) => flag(above(a, b).not()),
    crossedUp: (a, b) => flag(crossed(a, 'up', b)),
    crossedDown: (a, b) => flag(crossed(a, 'down', b)),
    crossedAny: (a, _b, n) => flag(crossed(a, 'any', 100 + n)),
    latch: (a, b, n) => latch({ long: crossed(a, 'up', b), short: below(b, a), flat: crossed(b, 'any', n) }),
    sma: (a, _b, n) => sma(a, n),
    ema: (a, _b, n) => ema(a, n),
    wma: (a, _b, n) => wma(a, n),
    rsi: (a, _b, n) => rsi(a, n),
    roc: (a, _b, n) => roc(a, n),
    stdev: (a, _b, n) => stdev(a, n),
    macdLine: (a, _b, n) => macd(a, n, n + 3, 2).line,
    macdSignal: (a, _b, n) => macd(a, n, n + 3, 2).signal,
    macdHistogram: (a, _b, n) => macd(a, n, n + 3, 2).histogram,
    bollingerLower: (a, _b, n) => bollinger(a, n).lower,
    bollingerMiddle: (a, _b, n) => bollinger(a, n).middle,
    bollingerUpper: (a, _b, n) => bollinger(a, n, 1.5).upper,
    atr: (_a, _b, n, { candles }) => atr(candles, n),
    adx: (_a, _b, n, { candles }) => adx(candles, n).adx,
    plusDi: (_a, _b, n, { candles }) => adx(candles, n).plusDi,
    minusDi: (_a, _b, n, { candles }) => adx(candles, n).minusDi,
    stochasticK: (_a, _b, n, { candles }) => stochastic(candles, n).k,
    stochasticD: (_a, _b, n, { candles }) => stochastic(candles, n).d,
    donchianLower: (_a, _b, n, { candles }) => donchian(candles, n).lower,
    donchianMiddle: (_a, _b, n, { candles }) => donchian(candles, n).middle,
    donchianUpper: (_a, _b, n, { candles }) => donchian(candles, n).upper,
    obv: (_a, _b, _n, { candles }) => obv(candles),
    vwap: (_a, _b, n, { candles }) => vwap(candles, n),
    tf: (_a, _b, n, { tf }) => ema(tf('4h').close, n),
    tfWeek: (_a, _b, _n, { tf }) => tf('1w').volume,
    tfMixed: (a, _b, n, { tf }) => atr(tf('1d'), n).plus(a).minus(tf('4h').low),
    tfEvent: (_a, _b, n, { tf }) => flag(crossed(tf('4h').close, 'any', sma(tf('4h').close, n))),
    custom: (a, b, n) =>
      column('decay', [a, b], { n }, (p) => {
        let level = 0;
        return (x, y) => {
          level += (x - y - level) / p.n;
          return level;
        };
      }),
    customSparse: (a, _b, n) =>
      column('every', [a], { n }, (p) => {
        let row = 0;
        return (x) => {
          row += 1;
          return row % p.n === 0 ? x : undefined;
        };
      }),
    ta: (_a, _b, n, { high, low, close }) => ta('CCI', { high, low, close }, { period: n + 1 }),
  };
