export { type CostRates, slippedPrice } from './costs.ts';
export type { CancelReason, FillEvent, FillSink } from './fill-event.ts';
export { shareOf, tacticalShareOf } from './ledger-share.ts';
export { OrderBook } from './order-book.ts';
export { type ExecutionRules, OrderExecutor } from './order-executor.ts';
export { roundToLot, roundToTick } from './rounding.ts';
