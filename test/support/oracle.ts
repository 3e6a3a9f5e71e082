import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A trade as the oracle files list it. */
export interface OracleTrade {
  readonly side: string;
  readonly entryTime: number;
  readonly entryPrice: number;
  readonly exitTime: number;
  readonly exitPrice: number;
  readonly size: number;
  readonly pnl: number;
  readonly fees: number;
}

export interface OracleOrder {
  readonly time: number;
  readonly symbol: string;
  readonly side: string;
  readonly size: number;
  readonly price: number;
  readonly fee: number;
}

/** One confirmed case: what was run, and what came out. */
export interface OracleCase {
  readonly name: string;
  /** `a_sma_long`, `d3_sma_sltp_tight_nextbar`, `e1_weekly_25` ... */
  readonly variant: string;
  readonly dataFiles: readonly string[];
  readonly trades: readonly OracleTrade[] | null;
  readonly orders: readonly OracleOrder[] | null;
  readonly equity: readonly { readonly timestamp: number; readonly equity: number }[];
  readonly openTrade: { readonly entryTime: number; readonly entryPrice: number; readonly size: number } | null;
  readonly periodsPerYear: number;
  readonly sharpe: number;
  readonly maxDrawdown: number;
  readonly totalFees: number;
}

/** Rows of a CSV file with numbers where they are numbers. */
export function readRows(path: string): Record<string, string | number>[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [head, ...lines] = text.trim().split('\n');
  const names = head.trim().split(',');
  return lines.map((line) =>
    Object.fromEntries(
      line
        .trim()
        .split(',')
        .map((cell, k) => [names[k], cell !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell]),
    ),
  );
}

/** All confirmed cases in a folder of oracles. */
export function readOracleCases(folder: string): OracleCase[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== 'metrics.json')
    .map((file) => readOracleCase(folder, basename(file, '.json')));
}

function readOracleCase(folder: string, name: string): OracleCase {
  const facts = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  if (facts.status !== 'confirmed') throw new Error(`${name} is not confirmed.`);
  const variant = name.slice(name.indexOf('.') + 1);
  const isBasket = variant.startsWith('e');
  const full = (kind: string): never => readRows(join(folder, 'full', `${name}.${kind}`)) as never;
  return {
    name,
    variant,
    dataFiles: isBasket ? facts.dataFiles.map((entry: { file: string }) => entry.file) : [facts.dataFile],
    trades: isBasket ? null : full('trades.csv'),
    orders: isBasket ? full('orders.csv') : null,
    equity: full('equity.csv.gz'),
    openTrade: facts.result.openTrade ?? null,
    periodsPerYear: facts.result.sharpePeriodsPerYear,
    sharpe: facts.result.sharpe,
    maxDrawdown: facts.result.maxDrawdown,
    totalFees: facts.result.totalFees,
  };
}

/** Largest relative difference allowed to an oracle's figure. */
export const ORACLE_TOLERANCE = 1e-9;

/** |a - b| relative to the larger of them and a floor, which for P&L is the notional it came from. */
export function relativeDifference(a: number, b: number, floor = 0): number {
  return a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), floor);
}
