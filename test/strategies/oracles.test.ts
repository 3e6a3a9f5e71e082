import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bindStrategy, buysOf, type CandleSeries, createColumnCache, evaluateStrategy, sellsOf } from '#engine';
import { strategies } from '#strategies';
import { readRows } from '../support/oracle.ts';

/** The repository's own oracles, and the real ones where this machine has them. */
const SYNTHETIC = join(import.meta.dirname, '../oracles/synthetic');
const REAL = join(import.meta.dirname, '../../../shared/oracles/real');
const DATA = join(import.meta.dirname, '../../../shared/data');

interface Signals {
  readonly name: string;
  readonly folder: string;
  readonly dataFile: string;
}

function findSignals(folder: string): readonly Signals[] {
  if (!existsSync(join(folder, 'full'))) return [];
  return readdirSync(join(folder, 'full'))
    .filter((file) => file.endsWith('.sma_signals.csv'))
    .map((file) => {
      const name = file.replace('.sma_signals.csv', '');
      const facts = JSON.parse(readFileSync(join(folder, `${name}.a_sma_long.json`), 'utf8'));
      return { name, folder, dataFile: facts.dataFile };
    });
}

/** Rows that a case uses; some take a span of the file. */
function readCandles(path: string, rowFilter: string | null): CandleSeries {
  const all = readRows(path);
  const span = /(\d{4}-\d\d-\d\d)<=timestamp<=(\d{4}-\d\d-\d\d)/.exec(rowFilter ?? '');
  const from = span === null ? Number.NEGATIVE_INFINITY : Date.parse(span[1]);
  const to = span === null ? Number.POSITIVE_INFINITY : Date.parse(`${span[2]}T23:59:59Z`);
  const rows = all.filter((row) => !(Number(row.timestamp) < from || Number(row.timestamp) > to));
  const column = (name: string) => Float64Array.from(rows, (row) => Number(row[name]));
  return {
    symbol: 'ORACLE',
    intervalMs: 3_600_000,
    length: rows.length,
    time: column('timestamp'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
    id: path,
  };
}

describe('sma crosses against crosses decided in exact decimals', () => {
  for (const { name, folder, dataFile } of [...findSignals(SYNTHETIC), ...findSignals(REAL)]) {
    const path = existsSync(join(folder, dataFile)) ? join(folder, dataFile) : join(DATA, dataFile);
    it.skipIf(!existsSync(path))(`${name}: every cross, and no other`, () => {
      const facts = JSON.parse(readFileSync(join(folder, `${name}.a_sma_long.json`), 'utf8'));
      expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(facts.sha256);
      const series = readCandles(path, facts.rowFilter);
      expect(series.length).toBe(facts.rows);
      const expected = readRows(join(folder, 'full', `${name}.sma_signals.csv`));
      const { packed, length } = evaluateStrategy(bindStrategy(strategies['sma-cross']), series, createColumnCache());
      expect(length).toBe(50);
      const found: { bar: number; signal: string }[] = [];
      packed.forEach((value, bar) => {
        if (buysOf(value) > 0) found.push({ bar, signal: 'up' });
        if (sellsOf(value) > 0) found.push({ bar, signal: 'down' });
      });
      expect(found).toEqual(expected.map((row) => ({ bar: row.bar, signal: row.signal })));
    });
  }

  it.skipIf(existsSync(REAL))('real oracles are not on this machine', () => {});
});

describe('rsi levels against the trades of other engines', () => {
  for (const { name, folder, dataFile } of [...findSignals(SYNTHETIC), ...findSignals(REAL)]) {
    const path = existsSync(join(folder, dataFile)) ? join(folder, dataFile) : join(DATA, dataFile);
    it.skipIf(!existsSync(path))(`${name}: the same entries and exits`, () => {
      const facts = JSON.parse(readFileSync(join(folder, `${name}.b_rsi_long.json`), 'utf8'));
      const series = readCandles(path, facts.rowFilter);
      const { packed, length } = evaluateStrategy(
        bindStrategy(strategies['rsi-reversion']),
        series,
        createColumnCache(),
      );
      expect(length).toBe(14);
      const entries: number[] = [];
      const exits: number[] = [];
      for (let i = 0; i < series.length - 1; i += 1) {
        // Orders of a candle fill at the open of the next.
        if (buysOf(packed[i]) > 0 && entries.length === exits.length) entries.push(series.time[i + 1]);
        if (sellsOf(packed[i]) > 0 && entries.length > exits.length) exits.push(series.time[i + 1]);
      }
      const trades = readRows(join(folder, 'full', `${name}.b_rsi_long.trades.csv`));
      expect(exits).toEqual(trades.map((trade) => trade.exitTime));
      expect(entries.slice(0, exits.length)).toEqual(trades.map((trade) => trade.entryTime));
    });
  }
});
