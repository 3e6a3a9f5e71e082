import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { EquityCurve, RunResult } from '#engine';

/** Candles between two rows of equity.csv. */
const EVERY = 48;
const FILES = ['run.json', 'orders.csv', 'equity.csv', 'metrics.json'] as const;
type GoldenFile = (typeof FILES)[number];

/** `npm run golden:update` sets it: the only way in which golden files are written. */
const isUpdating = process.env.CANDLEBENCH_GOLDEN_UPDATE === '1';

const iso = (time: number): string => new Date(time).toISOString().slice(0, 16);
/** Doubles print so that they read back to the same bits. */
const csv = (head: string, rows: readonly (readonly (string | number)[])[]): string =>
  `${[head, ...rows.map((row) => row.join(','))].join('\n')}\n`;
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

function equityRows({ candle, equity, cash, gross }: EquityCurve): (string | number)[][] {
  const last = candle.length - 1;
  return [...candle.keys()]
    .filter((i) => i % EVERY === 0 || i === last)
    .map((i) => [iso(candle[i]), equity[i], cash[i], gross[i]]);
}

/** One row per order, with what was filled of it; protective exits are fills without an order. */
function orderRows({ orders, fills }: RunResult): (string | number)[][] {
  const byOrder = new Map(fills.map((fill) => [fill.orderId, fill]));
  const filled = (id: string) => {
    const fill = byOrder.get(id);
    return fill === undefined ? ['', '', '', '', ''] : [iso(fill.time), fill.size, fill.price, fill.fee, fill.core];
  };
  const ordered = orders.map((order) => ({
    time: order.time,
    row: [
      iso(order.time),
      order.symbol,
      order.side,
      order.size,
      order.reason,
      order.status,
      order.note,
      ...filled(order.id),
    ],
  }));
  const known = new Set(orders.map(({ id }) => id));
  const exits = fills
    .filter(({ orderId }) => !known.has(orderId))
    .map((fill) => ({
      time: fill.time,
      row: ['', fill.symbol, fill.side, fill.size, fill.reason, 'filled', '', ...filled(fill.orderId)],
    }));
  return [...ordered, ...exits].sort((a, b) => a.time - b.time).map(({ row }) => row);
}

/** A run as readable files. */
export function goldenFiles(result: RunResult): Record<GoldenFile, string> {
  const { name, config, symbols, from, to, warmupCandles, counters, refusals, rebalances, silence, metrics } = result;
  return {
    'run.json': json({
      name,
      symbols,
      from: iso(from),
      to: iso(to),
      warmupCandles,
      counters,
      refusals,
      rebalances: rebalances.length,
      silence,
      config,
    }),
    'orders.csv': csv('time,symbol,side,size,reason,status,note,filledAt,filled,price,fee,core', orderRows(result)),
    'equity.csv': csv('candle,equity,cash,gross', equityRows(result.equity)),
    'metrics.json': json(metrics),
  };
}

/** Names the first row that differs, in the words of both sides; null when nothing does. */
export function firstDifference(file: string, expected: string, actual: string): string | null {
  if (expected === actual) return null;
  const [before, after] = [expected.split('\n'), actual.split('\n')];
  const row = before.findIndex((line, k) => line !== after[k]);
  const at = row < 0 ? before.length : row;
  return `${file} differs first at row ${at + 1}:\n  expected ${before[at] ?? '(end)'}\n  was      ${after[at] ?? '(end)'}`;
}

/**
 * Compares a run with the files of a folder; a missing file fails.
 * @param folder holds run.json, orders.csv, equity.csv and metrics.json
 */
export function expectGolden(folder: string, result: RunResult): void {
  const files = goldenFiles(result);
  if (isUpdating) {
    mkdirSync(folder, { recursive: true });
    for (const file of FILES) writeFileSync(join(folder, file), files[file]);
    return;
  }
  for (const file of FILES) {
    const path = join(folder, file);
    if (!existsSync(path))
      expect.fail(`Expected the golden file ${path}, was none. Write it with npm run golden:update.`);
  }
  // Orders first: where they differ, everything after them does.
  const differences = (['orders.csv', 'equity.csv', 'metrics.json', 'run.json'] as const)
    .map((file) => firstDifference(file, readFileSync(join(folder, file), 'utf8'), files[file]))
    .filter((difference) => difference !== null);
  if (differences.length > 0) expect.fail(differences.join('\n'));
}
