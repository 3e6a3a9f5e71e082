import { describe, expect, it } from 'vitest';
import { createMarket } from '../../../engine/model/index.ts';
import { type TriggerRule, timerSteps } from '../../../engine/rebalancing/index.ts';
import { HOUR, type ScriptedCandle, START, scriptedSeries, still } from '../../support/scripted-market.ts';

const RULE: TriggerRule = { kind: 'calendar', everyHours: 24, calendar: 'weekly' };

/** Closes at which a rule is due, as ISO minutes. */
function dueOf(
  rule: Partial<TriggerRule>,
  candles: readonly ScriptedCandle[],
  intervalMs = HOUR,
  start = START,
): string[] {
  const market = createMarket([scriptedSeries('A', candles, intervalMs, start)]);
  return Array.from(timerSteps(market, { ...RULE, ...rule }), (i) =>
    new Date(market.time[i] + intervalMs).toISOString().slice(0, 16),
  );
}

const standing = (n: number) => Array.from({ length: n }, () => still(1));

describe('timerSteps', () => {
  it("is due at Sunday's close, which is Monday's beginning", () => {
    const due = dueOf({ calendar: 'weekly' }, standing(24 * 20));
    expect(due).toEqual(['2024-01-08T00:00', '2024-01-15T00:00']);
    expect(due.every((time) => new Date(`${time}Z`).getUTCDay() === 1)).toBe(true);
  });

  it.each([
    [1972, 2],
    [1999, 11],
    [2000, 2],
    [2023, 12],
    [2024, 2],
    [2100, 2],
  ])('is due at the close of the last day of a month: %i-%i', (year, month) => {
    const start = Date.UTC(year, month - 1, 20);
    const due = dueOf({ calendar: 'monthly' }, standing(20 * 24), HOUR, start);
    expect(due).toEqual([new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 16)]);
  });

  it('is due at every close of a UTC day', () => {
    expect(dueOf({ calendar: 'daily' }, standing(50))).toEqual(['2024-01-02T00:00', '2024-01-03T00:00']);
    expect(dueOf({ calendar: 'daily' }, standing(3), 24 * HOUR)).toEqual([
      '2024-01-02T00:00',
      '2024-01-03T00:00',
      '2024-01-04T00:00',
    ]);
  });

  it('passes a date whose very candle is missing', () => {
    const candles = [...standing(23), null, ...standing(24)];
    expect(dueOf({ calendar: 'daily' }, candles)).toEqual(['2024-01-03T00:00']);
  });

  it('looks once in each period, at the first close there is', () => {
    const candles = [...standing(23), null, null, ...standing(24)];
    expect(dueOf({ kind: 'check' }, candles)).toEqual(['2024-01-02T02:00', '2024-01-03T00:00']);
    expect(dueOf({ kind: 'check', everyHours: 12 }, standing(30))).toEqual(['2024-01-01T12:00', '2024-01-02T00:00']);
    expect(dueOf({ kind: 'check', everyHours: 0.5 }, standing(3))).toHaveLength(3);
  });

  it('needs no timer where every step looks at the bands', () => {
    expect(dueOf({ kind: 'band' }, standing(200))).toEqual([]);
  });
});
