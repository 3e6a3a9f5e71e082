import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { discardDownloadJournal, openDownloadJournal } from '../../../datasets/download/download-journal.ts';
import type { Candle } from '../../../engine/model/index.ts';
import { candleArbitrary, errorOf } from '../support/candle-arbitrary.ts';
import { HOUR, hourlyCandles, slots, T0 } from './support/fake-exchange.ts';

const folder = mkdtempSync(join(tmpdir(), 'candlebench-journal-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'new', 'x.csv.partial');
beforeEach(() => discardDownloadJournal(path));

const subject = { exchange: 'fake', symbol: 'BTC/USDT', interval: '1h', since: T0 };
const pages = [hourlyCandles(slots(0, 5)), [], hourlyCandles(slots(30, 37)), hourlyCandles([40])];

/** From where the walk goes on after so many pages; after the one without candles it does in a gap. */
const starts = [T0, T0 + 4 * HOUR, T0 + 20 * HOUR, T0 + 36 * HOUR, T0 + 40 * HOUR];

/** Offsets after each page. */
function endsOf(file: Buffer): number[] {
  const ends = [...file.toString('latin1').matchAll(/#page .*\n(?:\d.*\n)*/g)].map((m) => m.index + m[0].length);
  expect(ends).toHaveLength(4);
  return ends;
}

function open(about = subject) {
  const found: Candle[] = [];
  const journal = openDownloadJournal(path, about, (candle) => found.push(candle));
  return { journal, found };
}

function writePages(): void {
  const { journal } = open();
  for (const [i, page] of pages.entries()) journal.append(page, starts[i + 1] ?? Number.NaN);
  journal.close();
}

describe('a partial file', () => {
  it('gives back its candles and where to go on', () => {
    writePages();
    const { journal, found } = open();
    expect(found).toEqual(pages.flat());
    expect(journal.resumed).toBe(13);
    expect(journal.start).toEqual({ from: T0 + 40 * HOUR, last: hourlyCandles([40])[0] });
    journal.close();
  });

  it('begins empty, in a folder that is made', () => {
    const { journal, found } = open();
    expect({ found, start: journal.start, resumed: journal.resumed }).toEqual({
      found: [],
      start: { from: T0, last: null },
      resumed: 0,
    });
    journal.close();
  });

  it('remembers a step over a stretch without candles', () => {
    const { journal } = open();
    journal.append([], T0 + 20 * HOUR);
    journal.close();
    const again = open();
    expect(again.journal.start).toEqual({ from: T0 + 20 * HOUR, last: null });
    again.journal.close();
  });

  it('keeps every bit of a candle', () => {
    fc.assert(
      fc.property(candleArbitrary(), (candles) => {
        discardDownloadJournal(path);
        const { journal } = open();
        journal.append(candles, 1);
        journal.close();
        const again = open();
        again.journal.close();
        expect(again.found).toEqual(candles);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('loses at most the page in which it was cut off, wherever that was', () => {
    writePages();
    const whole = readFileSync(path);
    const ends = endsOf(whole);
    // Every place would take half a minute of fsync: all around the ends of pages, and every 11th between them.
    const near = (cut: number): boolean => ends.some((end) => Math.abs(end - cut) < 3);
    for (let cut = 0; cut <= whole.length; cut++) {
      if (cut % 11 !== 0 && !near(cut)) continue;
      writeFileSync(path, whole.subarray(0, cut));
      const { journal, found } = open();
      const kept = ends.filter((end) => end <= cut).length;
      expect(found, `cut at ${cut}`).toEqual(pages.slice(0, kept).flat());
      // What is written afterwards follows the last whole page.
      journal.append(pages[3] ?? [], T0);
      journal.close();
      const again = open();
      again.journal.close();
      expect(again.found).toEqual([...pages.slice(0, kept).flat(), ...(pages[3] ?? [])]);
    }
  });

  it('never gives a candle that is not what was written', () => {
    writePages();
    const whole = readFileSync(path);
    const ends = endsOf(whole);
    for (let at = whole.indexOf('#page'); at < whole.length; at += 3) {
      const spoiled = Buffer.from(whole);
      spoiled[at] = (spoiled[at] ?? 0) ^ 1;
      writeFileSync(path, spoiled);
      const { journal, found } = open();
      journal.close();
      const page = ends.filter((end) => end <= at).length;
      expect(found, `byte ${at}`).toEqual(pages.slice(0, page).flat());
      expect(journal.start.from).toBe(starts[page]);
    }
  });
});

describe('a partial file is refused', () => {
  it('when it belongs to another download', () => {
    writePages();
    const before = readFileSync(path);
    expect(errorOf(() => open({ ...subject, since: T0 + 1 }))).toMatchObject({
      kind: 'DatasetError',
      code: 'partial-other',
      message:
        'x.csv.partial: expected the partial file of this download, was that of ' +
        `{"exchange":"fake","symbol":"BTC/USDT","interval":"1h","since":${T0}}; remove it or repeat that download.`,
    });
    expect(readFileSync(path)).toEqual(before);
  });

  it('when it is another file', () => {
    open().journal.close();
    writeFileSync(path, 'timestamp,open\n1,2\n');
    expect(errorOf(() => open()).message).toMatch(/was another file; remove it/);
    expect(readFileSync(path, 'utf8')).toBe('timestamp,open\n1,2\n');
  });

  it('when another process writes to it', () => {
    const { journal } = open();
    journal.append(pages[0] ?? [], T0);
    appendFileSync(path, '#page');
    expect(errorOf(() => journal.append(pages[2] ?? [], T0))).toMatchObject({ code: 'partial-changed' });
    journal.close();
  });

  it('when it cannot be written', () => {
    writeFileSync(join(folder, 'file'), '');
    const inside = join(folder, 'file', 'x.partial');
    expect(errorOf(() => openDownloadJournal(inside, subject, () => undefined))).toMatchObject({
      kind: 'DatasetError',
      code: 'not-writable',
      message: `Expected to write ${inside}, was refused (ENOTDIR).`,
    });
  });
});

it('is gone when it is discarded, and may be discarded twice', () => {
  writePages();
  discardDownloadJournal(path);
  discardDownloadJournal(path);
  expect(existsSync(path)).toBe(false);
});
