import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ManifestFile, openReference } from '../../../bench/datasets/reference.ts';
import { findCalendar } from '../../../datasets/calendar/find-calendar.ts';
import { guessCalendar } from '../../../datasets/calendar/guess-calendar.ts';
import { findGaps } from '../../../datasets/calendar/session-gaps.ts';
import { DAY_MS } from '../../../datasets/interval.ts';
import { loadCandles } from '../../../datasets/load-candles.ts';
import { referenceAbsent, referenceData } from '../support/reference.ts';

const sessionFiles: readonly ManifestFile[] =
  referenceAbsent === null
    ? openReference(dirname(referenceData)).files.filter(({ gap_definition }) => gap_definition !== 'steps != interval')
    : [];
const seriesOfFile = async (file: string) => (await loadCandles(join(referenceData, file))).series;

describe.skipIf(referenceAbsent !== null)(
  `sessions of real files${referenceAbsent === null ? '' : `: ${referenceAbsent}`}`,
  () => {
    test('there are many', () => expect(sessionFiles.length).toBeGreaterThan(30));

    test('every session of 1993 to 2023 is a session of the calendar, and the other way round', async () => {
      const { time, length } = await seriesOfFile('SPY_1d_us_adjusted.csv');
      const calendar = findCalendar('us-equity');
      const days: number[] = [];
      for (let day = time[0] as number; day <= (time[length - 1] as number); day += DAY_MS) {
        if (calendar.sessionOn(day) !== null) days.push(day);
      }
      expect(days).toEqual([...time]);
      expect(days.length).toBe(7786);
    });

    test.each(sessionFiles)('$file', async ({ file, gaps, missing_candles }) => {
      const series = await seriesOfFile(file);
      const calendar = guessCalendar(series);
      const found = findGaps(series, calendar);
      expect([calendar.name, found.gaps.length, found.missing, found.unexpected]).toEqual([
        'us-equity',
        gaps,
        missing_candles,
        0,
      ]);
    });

    test('hours of shares: two are missing, on the late opening of 2002-09-11, of 5848 steps longer than an hour', async () => {
      const series = await seriesOfFile('SPY_1h_us_lean_raw.csv');
      const found = findGaps(series, guessCalendar(series));
      expect(found).toMatchObject({ missing: 2, unexpected: 47, longest: { after: Date.parse('2002-09-10T19:00Z') } });
    });

    test('hours of currencies: 28 of 641 steps longer than an hour are gaps', async () => {
      const series = await seriesOfFile('EURUSD_1h_oanda_bid.csv.gz');
      const calendar = guessCalendar(series);
      expect(calendar.name).toBe('forex');
      const found = findGaps(series, calendar);
      expect([found.expected, found.missing, found.gaps.length, found.unexpected]).toEqual([75_121, 682, 28, 0]);
    });
  },
);
