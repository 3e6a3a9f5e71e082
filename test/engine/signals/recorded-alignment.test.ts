import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSyntheticMarket, sliceSeries } from '#datasets';
import { alignSignals, type CandleSeries, type Voice } from '#engine';
import { type PlainRecord, plainRecordsArbitrary, recordedOf } from '../../support/recorded-arbitrary.ts';
import { HOUR, START, scriptedSeries, still } from '../../support/scripted-market.ts';

const VOICE: Voice = { type: 'prediction', source: 'm' };
const record = (availableAt: number, rest: Partial<PlainRecord> = {}): PlainRecord => ({
  symbol: 'A',
  voice: VOICE,
  eventTime: availableAt,
  availableAt,
  direction: 'BUY',
  strength: 2,
  thousandths: 800,
  ...rest,
});
/** Hours 0, 1, then a gap of two, then 4 and 5. */
const GAPPY = scriptedSeries('A', [still(1), still(1), null, null, still(1), still(1)]);
const at = (hour: number, ms = 0): number => START + hour * HOUR + ms;
const rowsOf = (records: PlainRecord[], series = GAPPY): number[] => {
  const [column] = alignSignals(recordedOf(records), series).columns;
  return [...(column ?? [])].flatMap((packed, row) => (packed === 0 ? [] : [row]));
};

describe('alignSignals', () => {
  it.each([
    ['at the open of the first candle', at(0), [0]],
    ['inside a candle', at(0, 1), [0]],
    ['at the very close of a candle', at(1), [0]],
    ['a millisecond after a close', at(1, 1), [1]],
    ['in a gap', at(2, 1), [2]],
    ['at the last close', at(6), [3]],
    ['before the first candle', at(0, -1), []],
    ['after the last close', at(6, 1), []],
  ])('uses a record that is available %s at the first close at or after it', (_, time, rows) => {
    expect(rowsOf([record(time)])).toEqual(rows);
  });

  it('tells how records fall, and how long those of a gap and all of them wait', () => {
    const times = [at(-1), at(0, 1), at(1), at(2, 1), at(3), at(4), at(5, 30 * 60_000), at(6, 1), at(9)];
    expect(alignSignals(recordedOf(times.map((time) => record(time))), GAPPY).statistics).toEqual({
      symbol: 'A',
      records: 9,
      within: 4,
      before: 1,
      after: 2,
      inGap: 2,
      replaced: 3,
      meanDelayMs: (HOUR - 1 + 0 + (3 * HOUR - 1) + 2 * HOUR + HOUR + HOUR / 2) / 6,
      maxDelayMs: 3 * HOUR - 1,
      meanGapDelayMs: (3 * HOUR - 1 + 2 * HOUR) / 2,
      maxGapDelayMs: 3 * HOUR - 1,
    });
    const nothing = alignSignals(recordedOf([record(at(-1))]), GAPPY).statistics;
    expect(nothing).toMatchObject({ meanDelayMs: null, maxDelayMs: null, meanGapDelayMs: null, maxGapDelayMs: null });
  });

  it('keeps the opinion that became available last, and of two together the one about the later event', () => {
    const of = (records: PlainRecord[]) => alignSignals(recordedOf(records), GAPPY).columns[0]?.[0];
    const early = record(at(0, 1), { direction: 'SELL' });
    const late = record(at(0, 2), { eventTime: at(-9) });
    expect(of([early, late])).toBe(of([late]));
    const older = record(at(0, 2), { eventTime: at(-1), direction: 'SELL' });
    const newer = record(at(0, 2), { eventTime: at(0) });
    expect(of([older, newer])).toBe(of([newer]));
    expect(of([newer, older])).toBe(of([newer]));
    expect(of([older])).not.toBe(of([newer]));
  });

  it('agrees with looking at every record for every candle', () => {
    const seriesArbitrary = fc.nat(1000).map((seed): CandleSeries[] => {
      const spec = { seed, symbols: ['A', 'B'], candles: 60, missing: 0.3 };
      const { series } = createSyntheticMarket(spec);
      return [series[0], sliceSeries(series[1], series[1].time[5], null)];
    });
    let gaps = 0;
    let ties = 0;
    fc.assert(
      fc.property(
        seriesArbitrary.chain((series) => fc.tuple(fc.constant(series), plainRecordsArbitrary(series))),
        ([series, records]) => {
          const signals = recordedOf(records);
          for (const one of series) {
            const { columns, statistics } = alignSignals(signals, one);
            const sorted = [...records].sort((a, b) => a.availableAt - b.availableAt);
            const found = naive(sorted, one, signals.voices);
            expect(columns.map((column) => [...(column ?? [])])).toEqual(found.columns);
            const { within, before, after, inGap, replaced } = statistics;
            expect({ within, before, after, inGap, replaced }).toEqual(found.counts);
            expect(within + before + after + inGap).toBe(statistics.records);
            gaps += inGap;
            ties += replaced;
          }
        },
      ),
      { seed: 1, numRuns: 60 },
    );
    expect(Math.min(gaps, ties)).toBeGreaterThan(100);
  });
});

/** For each voice and candle: of the records that this close is the first to know, the last. */
function naive(sorted: PlainRecord[], { symbol, time, intervalMs }: CandleSeries, voices: readonly Voice[]) {
  const mine = sorted.filter((one) => one.symbol === symbol);
  const closes = [...time].map((open) => open + intervalMs);
  const known = (one: PlainRecord): number =>
    one.availableAt < time[0] ? -1 : closes.findIndex((close) => close >= one.availableAt);
  const used = mine.filter((one) => known(one) >= 0);
  let replaced = 0;
  const columns = voices.map((voice) =>
    closes.map((_, row) => {
      const here = used.filter(
        (one) => one.voice.type === voice.type && one.voice.source === voice.source && known(one) === row,
      );
      replaced += Math.max(0, here.length - 1);
      const last = here.at(-1);
      if (last === undefined) return 0;
      const together = here.filter((one) => one.availableAt === last.availableAt);
      const newest = Math.max(...together.map((one) => one.eventTime));
      const chosen = together.filter((one) => one.eventTime === newest).at(-1) ?? last;
      return recordedOf([chosen]).packed[0];
    }),
  );
  const inGap = used.filter(
    (one) => !closes.some((close) => one.availableAt <= close && one.availableAt >= close - intervalMs),
  ).length;
  const before = mine.filter((one) => one.availableAt < time[0]).length;
  const counts = { within: used.length - inGap, before, after: mine.length - used.length - before, inGap, replaced };
  return { columns, counts };
}
