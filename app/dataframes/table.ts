import type { CandleSeries, EquityCurve, FillRecord, OrderRecord, TradeRecord } from '#engine';
import type { TrialResult } from '#optimizers/model';
import { EQUITY_COLUMNS, FILL_COLUMNS, ORDER_COLUMNS, TRADE_COLUMNS } from '../run-folder/record-files.ts';

/** What can become a table, by its name. */
export interface TableSources {
  readonly candles: CandleSeries;
  readonly orders: readonly OrderRecord[];
  readonly fills: readonly FillRecord[];
  readonly trades: readonly TradeRecord[];
  readonly equity: EquityCurve;
  readonly trials: readonly TrialResult[];
}
export type TableKind = keyof TableSources;

export type Cell = number | string | boolean | null;

/** Named columns of one length, in order. */
export interface Table {
  readonly length: number;
  /** A number column without holes is a Float64Array; it may be the source's own and must not be changed. */
  readonly columns: ReadonlyMap<string, Float64Array | readonly Cell[]>;
}

const CANDLE_COLUMNS = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;

/**
 * Lays out candles, the records of a run or the trials of a study as columns, named and ordered as in the files of a
 * run folder. Times are epoch ms UTC. Trials have `index`, `status`, `value`, `param.<path>`, `metric.<name>` and
 * `reason`; what a trial does not have is null.
 * @param kind what the source is
 */
export function createTable<K extends TableKind>(kind: K, source: TableSources[K]): Table {
  // Each maker takes the source of its own kind; TypeScript does not follow that through an index.
  const make = MAKERS[kind] as (source: TableSources[K]) => Table;
  return make(source);
}

const MAKERS: { readonly [K in TableKind]: (source: TableSources[K]) => Table } = {
  candles: (series) => ofColumns(series, CANDLE_COLUMNS),
  orders: (orders) => ofRecords(orders, ORDER_COLUMNS),
  fills: (fills) => ofRecords(fills, FILL_COLUMNS),
  trades: (trades) => ofRecords(trades, TRADE_COLUMNS),
  equity: (curve) => ofColumns(curve, EQUITY_COLUMNS),
  trials: ofTrials,
};

function ofColumns<N extends string>(source: Readonly<Record<N, Float64Array>>, names: readonly N[]): Table {
  const columns = new Map(names.map((name) => [name, source[name]]));
  return { length: columns.values().next().value?.length ?? 0, columns };
}

function ofRecords<T extends object>(records: readonly T[], names: readonly (keyof T & string)[]): Table {
  // Every property of a record is a text, a number or a switch.
  const columns = new Map(names.map((name) => [name, records.map((record) => record[name] as Cell)]));
  return { length: records.length, columns };
}

function ofTrials(trials: readonly TrialResult[]): Table {
  const params = new Set(trials.flatMap((trial) => Object.keys(trial.params)));
  const metrics = new Set(trials.flatMap((trial) => Object.keys(trial.metrics)));
  const columns = new Map<string, readonly Cell[]>([
    ['index', trials.map(({ index }) => index)],
    ['status', trials.map(({ status }) => status)],
    ['value', trials.map(({ value }) => value)],
  ]);
  for (const name of params)
    columns.set(
      `param.${name}`,
      trials.map((trial) => trial.params[name] ?? null),
    );
  for (const name of metrics)
    columns.set(
      `metric.${name}`,
      trials.map((trial) => trial.metrics[name] ?? null),
    );
  columns.set(
    'reason',
    trials.map(({ reason }) => reason),
  );
  return { length: trials.length, columns };
}
