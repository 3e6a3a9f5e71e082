import {
  type CancelReason,
  type ExecutionRules,
  type FillEvent,
  type FillSink,
  OrderExecutor,
} from '../../../engine/execution/index.ts';
import {
  createMarket,
  type Instrument,
  type OrderRequest,
  Portfolio,
  plainInstrument,
} from '../../../engine/model/index.ts';
import { approve, requestOf } from '../../support/order-request.ts';
import { type ScriptedCandle, scriptedSeries, still } from '../../support/scripted-market.ts';

const RULES: ExecutionRules = { taker: 0, maker: 0, slippage: 0, sizeAt: 'decision', latencyBars: 0, spot: false };

interface DeskSetup {
  readonly rules?: Partial<ExecutionRules>;
  readonly cash?: number;
  readonly candles?: Readonly<Record<string, readonly ScriptedCandle[]>>;
  readonly venue?: Partial<Instrument>;
  /** Units held in the tactical ledger at the start, by instrument. */
  readonly tactical?: readonly number[];
  readonly core?: readonly number[];
}

/** Candles that stand still at 100. */
export const FLAT = Array.from({ length: 6 }, () => still(100));

/** An order executor over made candles, whose sink books fills into the ledgers. */
export function deskOf({
  rules = {},
  cash = 1000,
  candles = { A: FLAT },
  venue = {},
  tactical = [],
  core = [],
}: DeskSetup = {}) {
  const market = createMarket(Object.entries(candles).map(([symbol, rows]) => scriptedSeries(symbol, rows)));
  const portfolio = new Portfolio(market.columns.length, cash);
  const fills: FillEvent[] = [];
  const cancels: [number, CancelReason][] = [];
  const sink: FillSink = {
    onFill: (fill) => {
      fills.push({ ...fill });
      if (fill.core !== 0) portfolio.book(portfolio.core, fill.s, fill.core, fill.price, 0, fill.candle);
      if (fill.tactical !== 0) portfolio.book(portfolio.tactical, fill.s, fill.tactical, fill.price, 0, fill.candle);
    },
    onWaiting: () => undefined,
    onCancel: (_, order, reason) => cancels.push([order, reason]),
    sizeAtFill: (_, value, equity, price) => (value * equity) / price,
  };
  tactical.forEach((units, s) => {
    if (units !== 0) portfolio.book(portfolio.tactical, s, units, 100, 0, 0);
  });
  core.forEach((units, s) => {
    if (units !== 0) portfolio.book(portfolio.core, s, units, 100, 0, 0);
  });
  const instruments = market.columns.map(({ series }) => ({ ...plainInstrument(series.symbol), ...venue }));
  const executor = new OrderExecutor({ ...RULES, ...rules }, portfolio, market.columns, instruments, sink);
  const send = (units: number, differs: Partial<OrderRequest> = {}) =>
    executor.submit(approve(requestOf(units, differs)));
  return { executor, portfolio, fills, cancels, send };
}
