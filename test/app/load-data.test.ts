import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findCalendar, MONTH_MS, sessionsBetween } from '#datasets';
import { decodeBacktest } from '../../app/config/decode-backtest.ts';
import { loadData } from '../../app/load-data.ts';

const HOUR = 3_600_000;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'candlebench-load-'));
  const times: number[] = [];
  for (const { open, close } of sessionsBetween(
    findCalendar('us-equity'),
    Date.parse('2024-01-01'),
    Date.parse('2024-04-01'),
  )) {
    for (let at = open; at < close; at += HOUR) times.push(at);
  }
  writeFileSync(
    join(folder, 'SPY.csv'),
    `timestamp,open,high,low,close,volume\n${times.map((at) => `${at},5,6,4,5,1`).join('\n')}\n`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

async function load(more: object) {
  const data = { instruments: [{ symbol: 'SPY', file: 'SPY.csv' }], ...more };
  const [series] = (
    await loadData(decodeBacktest({ data, strategies: [{ use: 'sma-cross' }] }, 'c.json').data, {
      dataRoot: folder,
      catalog: folder,
    })
  ).series;
  if (series === undefined) throw new Error('Expected a series.');
  return {
    intervalMs: series.intervalMs,
    times: [...series.time].map((at) => new Date(at).toISOString().slice(0, 10)),
  };
}

it('joins candles to days, weeks and months of a calendar', async () => {
  const days = await load({ resample: '1d', calendar: 'us-equity' });
  expect(days.times.slice(0, 2)).toEqual(['2024-01-02', '2024-01-03']);
  expect(days.times).toHaveLength(61);
  const weeks = await load({ resample: '1w', calendar: 'us-equity' });
  expect([weeks.times[0], weeks.times.length]).toEqual(['2024-01-01', 13]);
  const months = await load({ resample: '1M', calendar: 'us-equity' });
  expect(months).toEqual({ intervalMs: MONTH_MS, times: ['2024-01-01', '2024-02-01', '2024-03-01'] });
});

it('knows no sessions without one', async () => {
  // The first hour is not at midnight, and March ends after its last session.
  expect((await load({ resample: '1M' })).times).toEqual(['2024-02-01']);
  expect((await load({ resample: '1M', keepPartial: true })).times).toEqual(['2024-01-01', '2024-02-01', '2024-03-01']);
});

it('refuses a calendar that there is not', () => {
  const data = { instruments: [{ symbol: 'SPY', file: 'SPY.csv' }], calendar: 'lse' };
  expect(() => decodeBacktest({ data, strategies: [] }, 'c.json')).toThrow(
    'c.json: Expected data.calendar to be one of 24/7, us-equity, forex, was "lse".',
  );
});
