import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ConfigError,
  type EquityCurve,
  type FillRecord,
  type OrderRecord,
  type RunResult,
  type TradeRecord,
} from '#engine';
import { pipelineOf } from '../config/backtest-schema.ts';
import { decodeBacktest } from '../config/decode-backtest.ts';
import { parseJsonText } from '../config/json-file.ts';
import { reasonOf } from '../config/read-config.ts';
import { isRecord } from '../config/schema-map.ts';
import { parseCsv } from './csv-text.ts';
import { EQUITY_COLUMNS, FILL_COLUMNS, ORDER_COLUMNS, TRADE_COLUMNS } from './record-files.ts';
import type { RunDocument } from './run-document.ts';
import type { RunSources } from './write-run-folder.ts';

/** A run folder read back: bit for bit what was written. */
export interface StoredRun {
  readonly document: RunDocument;
  readonly sources: RunSources;
  readonly result: RunResult;
}

/**
 * Reads a run folder.
 * @throws ConfigError no-run-folder, damaged-run-folder
 */
export function readRunFolder(folder: string): StoredRun {
  const value = parseJsonText(readText(folder, 'run.json'), 'run.json');
  if (!isRecord(value) || value.format !== 1) {
    throw new ConfigError('damaged-run-folder', `${join(folder, 'run.json')}: expected a run of format 1.`, { folder });
  }
  // Written by createRunDocument; the format number tells.
  const document = value as unknown as RunDocument;
  const sources = parseJsonText(readText(folder, 'sources.json'), 'sources.json') as RunSources;
  const { config, name, symbols, intervalMs, from, to, warmupCandles, silence, metrics, counters } = document;
  const { refusals, openTrades, rebalances, regimes } = document;
  const result: RunResult = {
    name,
    config: pipelineOf(decodeBacktest(config.given, 'run.json')),
    symbols,
    intervalMs,
    from,
    to,
    warmupCandles,
    equity: readEquity(readText(folder, 'equity.csv')),
    orders: readRecords<OrderRecord>(folder, 'orders.csv', ORDER_COLUMNS),
    fills: readRecords<FillRecord>(folder, 'fills.csv', FILL_COLUMNS),
    trades: readRecords<TradeRecord>(folder, 'trades.csv', TRADE_COLUMNS),
    openTrades,
    rebalances,
    refusals,
    regimes,
    counters,
    metrics,
    silence,
  };
  return { document, sources, result };
}

function readText(folder: string, name: string): string {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch (cause) {
    throw new ConfigError(
      'no-run-folder',
      `${folder} is no run folder: cannot read ${name}, ${reasonOf(cause)}.`,
      { folder },
      cause,
    );
  }
}

const TEXT_COLUMNS: ReadonlySet<string> = new Set([
  'symbol',
  'side',
  'reason',
  'status',
  'note',
  'id',
  'orderId',
  'exitReason',
  'ledger',
]);

function readRecords<T>(folder: string, file: string, columns: readonly (keyof T & string)[]): T[] {
  const [header = [], ...rows] = parseCsv(readText(folder, file));
  const at = columns.map((name) => header.indexOf(name));
  const absent = columns.find((_, k) => at[k] === -1);
  if (absent !== undefined) {
    throw new ConfigError('damaged-run-folder', `${join(folder, file)}: expected a column ${absent}.`, {
      folder,
      file,
    });
  }
  return rows.map((row) => {
    const record: Record<string, unknown> = {};
    columns.forEach((name, k) => {
      const text = row[at[k]] ?? '';
      record[name] = TEXT_COLUMNS.has(name)
        ? text
        : text === 'true' || text === 'false'
          ? text === 'true'
          : Number(text);
    });
    // The columns are exactly the properties of the record.
    return record as T;
  });
}

function readEquity(text: string): EquityCurve {
  const rows = parseCsv(text).slice(1);
  const column = (name: (typeof EQUITY_COLUMNS)[number]): Float64Array => {
    const k = EQUITY_COLUMNS.indexOf(name);
    return Float64Array.from(rows, (row) => Number(row[k]));
  };
  return {
    candle: column('candle'),
    time: column('time'),
    equity: column('equity'),
    cash: column('cash'),
    gross: column('gross'),
    benchmark: column('benchmark'),
  };
}
