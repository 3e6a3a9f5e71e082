export type { Candle, CandleSeries } from './candle-series.ts';
export type { DataQuality } from './data-quality.ts';
export {
  CandlebenchError,
  ConfigError,
  DatasetError,
  type ErrorKind,
  InvariantError,
  StrategyError,
} from './errors.ts';
export { type Instrument, plainInstrument } from './instrument.ts';
export { type ClosedTrade, Ledger, type Position } from './ledger.ts';
export { createLines, Line } from './line.ts';
export { createMarket, type Market, type MarketColumns } from './market.ts';
export {
  type Approval,
  type CoreWish,
  createOrder,
  type Order,
  type OrderRequest,
  type TacticalWish,
} from './order.ts';
export {
  buysOf,
  countOf,
  MAX_SOURCES,
  majorityOf,
  packSignal,
  sellsOf,
  strengthOf,
  thousandthsOf,
} from './packed-signal.ts';
export { Portfolio } from './portfolio.ts';
export { type PriceReach, REACH_BITS, REACH_BLOCK, reachOf } from './price-reach.ts';
export {
  RECORDED_TYPES,
  type RecordedSignals,
  type RecordedType,
  type SignalAlignment,
  type SignalQuality,
  type Voice,
} from './recorded-signals.ts';
export type {
  ExitReason,
  FillRecord,
  LedgerName,
  OrderReason,
  OrderRecord,
  OrderStatus,
  RebalanceRecord,
  RefusalCount,
  RefusalStage,
  Side,
  TradeRecord,
} from './records.ts';
export { REGIME_RISK, REGIME_RISKS, REGIMES, type Regime } from './regime.ts';
export { type Signal, type SignalDirection, type SignalStrength, type SignalType, STRENGTH_VALUE } from './signal.ts';
