import type * as Arrow from 'apache-arrow';
import { type CandleSeries, DatasetError } from '../../engine/model/index.ts';
import { COLUMN_NAMES } from '../candle-columns.ts';
import { loadArrow } from '../formats/arrow-reader.ts';

/** A record whose fields are plain values: a trade, a point of the equity curve, a trial. */
export type PlainRecord = Readonly<Record<string, unknown>>;

/**
 * Candles as an Arrow table: `time` as timestamp[ms, UTC], the other five columns as float64 over the very memory of
 * the series. Symbol, interval and identity are metadata of its schema.
 * @param series must not change afterwards
 */
export async function toArrowTable(series: CandleSeries): Promise<Arrow.Table> {
  const arrow = await loadArrow();
  const columns: Record<string, Arrow.Vector> = {};
  for (const name of COLUMN_NAMES) {
    columns[name] = name === 'time' ? instants(arrow, series.time) : floats(arrow, series[name]);
  }
  const metadata = { symbol: series.symbol, intervalMs: String(series.intervalMs), id: series.id };
  return tableOf(arrow, columns, series.length, metadata);
}

/**
 * Records as an Arrow table, one column for each field that occurs: numbers become float64, bigints int64, text and
 * booleans themselves; a field that is null, undefined or absent is null.
 * @param records of one shape
 * @param times fields that hold epoch ms; they become timestamp[ms, UTC]
 * @throws DatasetError `field-type` for a field that holds anything else, or two kinds of value
 */
export async function recordsToArrowTable(
  records: readonly PlainRecord[],
  times: readonly string[] = [],
): Promise<Arrow.Table> {
  const arrow = await loadArrow();
  const names = new Set(records.flatMap((record) => Object.keys(record)));
  const columns: Record<string, Arrow.Vector> = {};
  for (const name of names) columns[name] = recordColumn(arrow, records, name, times.includes(name));
  return tableOf(arrow, columns, records.length, {});
}

function recordColumn(
  arrow: typeof Arrow,
  records: readonly PlainRecord[],
  name: string,
  isTime: boolean,
): Arrow.Vector {
  const values = records.map((record) => record[name] ?? null);
  const kinds = new Set(values.filter((value) => value !== null).map((value) => typeof value));
  const [kind = isTime ? 'number' : 'string'] = kinds;
  const whole = !isTime || values.every((value) => value === null || Number.isInteger(value));
  const known = kind === 'number' || (!isTime && (kind === 'string' || kind === 'boolean' || kind === 'bigint'));
  if (kinds.size > 1 || !known || !whole) {
    const wanted = isTime ? 'whole epoch ms' : 'numbers, text, booleans or bigints alone';
    const text = `Expected field ${name} to hold ${wanted}, was ${[...kinds].join(' and ')}.`;
    throw new DatasetError('field-type', text, { field: name });
  }
  if (kind === 'number' && !values.includes(null)) {
    // Every value is a number here: the only kind there is, and none is null.
    const column = Float64Array.from(values as number[]);
    return isTime ? instants(arrow, column) : floats(arrow, column);
  }
  const type = {
    number: () => (isTime ? new arrow.TimestampMillisecond('UTC') : new arrow.Float64()),
    bigint: () => new arrow.Int64(),
    boolean: () => new arrow.Bool(),
    string: () => new arrow.Utf8(),
  }[kind as 'number' | 'bigint' | 'boolean' | 'string']();
  return arrow.vectorFromArray(values, type);
}

function floats(arrow: typeof Arrow, values: Float64Array): Arrow.Vector {
  return arrow.makeVector(arrow.makeData({ type: new arrow.Float64(), data: values }));
}

function instants(arrow: typeof Arrow, values: Float64Array): Arrow.Vector {
  const data = BigInt64Array.from(values, BigInt);
  return arrow.makeVector(arrow.makeData({ type: new arrow.TimestampMillisecond('UTC'), data }));
}

function tableOf(
  arrow: typeof Arrow,
  columns: Readonly<Record<string, Arrow.Vector>>,
  length: number,
  metadata: Readonly<Record<string, string>>,
): Arrow.Table {
  const fields = Object.entries(columns).map(
    ([name, { type, nullCount }]) => new arrow.Field(name, type, nullCount > 0),
  );
  const schema = new arrow.Schema(fields, new Map(Object.entries(metadata)));
  const children = Object.values(columns).map(({ data }) => data[0] as Arrow.Data);
  const data = arrow.makeData({ type: new arrow.Struct(fields), length, nullCount: 0, children });
  return new arrow.Table(schema, new arrow.RecordBatch(schema, data));
}
