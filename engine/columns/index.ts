export { type BoundStrategy, bindStrategy } from './bind-strategy.ts';
export type { CandleColumns, InstrumentColumns } from './candle-columns.ts';
export { type CheckOptions, checkStrategy, type StrategyCheck } from './check-strategy.ts';
export { above, below, Column, Condition, crossed, latch, type Operand } from './column.ts';
export { type CachedColumns, type ColumnCache, createColumnCache } from './column-cache.ts';
export type { CrossWay } from './comparison.ts';
export { type CustomExtent, type CustomNext, type CustomParams, column, type MakeNext } from './custom-column.ts';
export { type EvaluateOptions, evaluateStrategy, type SourceColumns } from './evaluate-strategy.ts';
export {
  adx,
  atr,
  bollinger,
  donchian,
  ema,
  macd,
  obv,
  roc,
  rsi,
  sma,
  stdev,
  stochastic,
  vwap,
  wma,
} from './indicator-columns.ts';
export { formatInterval, parseInterval } from './interval.ts';
export { isoTime } from './iso-time.ts';
export { extendInto } from './pack-signals.ts';
export {
  type BoolParam,
  type ChoiceParam,
  type FloatParam,
  type IntParam,
  type Param,
  param,
  type ValueOf,
  type ValuesOf,
} from './param.ts';
export { event, SignalColumn, type SignalOptions, side } from './signal-column.ts';
export {
  defaultsOf,
  type ParamValues,
  type Sides,
  type StrategyColumns,
  type StrategyDefinition,
  type StrategyGraph,
  type StrategySpec,
  strategy,
} from './strategy.ts';
export { createStrategyStream, type StrategyStream, type StreamedSignal } from './strategy-stream.ts';
export { ta } from './technical-indicators.ts';
