import {
  type CancelReason,
  type ExecutionRules,
  type FillEvent,
  type FillSink,
  OrderExecutor,
} from '../../../engine/execution/index.ts';
import { createLines, createMarket, type Instrument, Portfolio, plainInstrument } from '../../../engine/model/index.ts';
import { approve, type RequestParts, requestOf } from '../../support/order-request.ts';
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
  const instruments = market.columns.map(({ series }) => ({ ...plainInstrument(series.symbol), ...venue }));
  const lines = createLines(market.columns, instruments, portfolio);
  const fills: (FillEvent & { s: number })[] = [];
  const cancels: [number, CancelReason][] = [];
  const sink: FillSink = {
    onFill: (fill) => {
      const { line } = fill;
      fills.push({ ...fill, s: line.s });
      if (fill.core !== 0) portfolio.core.book(line.core, fill.core, fill.price, 0, fill.candle);
      if (fill.tactical !== 0) portfolio.tactical.book(line.tactical, fill.tactical, fill.price, 0, fill.candle);
    },
    onWaiting: () => undefined,
    onCancel: (_, order, reason) => cancels.push([order, reason]),
    sizeAtFill: (_, value, equity, price) => (value * equity) / price,
  };
  tactical.forEach((units, s) => {
    if (units !== 0) portfolio.tactical.apply(s, units, 100, 0, 0);
  });
  core.forEach((units, s) => {
    if (units !== 0) portfolio.core.apply(s, units, 100, 0, 0);
  });
  const executor = new OrderExecutor({ ...RULES, ...rules }, portfolio, lines, sink);
  const send = (units: number, differs: RequestParts = {}) =>
    executor.submit(approve(requestOf(units, differs, lines)));
  return { executor, portfolio, lines, fills, cancels, send };
}
