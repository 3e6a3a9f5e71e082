import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRetryAfter, type RetryRule, waitBeforeRetry } from '../../../datasets/download/retry.ts';
import { createRandom } from '../../../engine/math/index.ts';

const rule: RetryRule = { tries: 5, firstMs: 1_000, longestMs: 6_000, patienceMs: 30_000 };
const passing = { temporary: true, retryAfterMs: null };
const random = () => createRandom(0, 0, 'test');

describe('the wait before a retry', () => {
  it('doubles up to the longest, spread over its upper half, then gives up', () => {
    const draw = random();
    const waits = [1, 2, 3, 4, 5].map((attempt) => waitBeforeRetry(passing, attempt, draw, rule));
    for (const [i, longest] of [1_000, 2_000, 4_000, 6_000].entries()) {
      expect(waits[i]).toBeGreaterThanOrEqual(longest / 2);
      expect(waits[i]).toBeLessThanOrEqual(longest);
    }
    expect(waits[4]).toBeNull();
    const again = random();
    expect([1, 2, 3, 4, 5].map((attempt) => waitBeforeRetry(passing, attempt, again, rule))).toEqual(waits);
    expect(new Set(waits).size).toBe(5);
  });

  it('stays finite after any number of attempts', () => {
    const endless = { ...rule, tries: 1e9 };
    expect(waitBeforeRetry(passing, 1e6, random(), endless)).toBeLessThanOrEqual(rule.longestMs);
  });

  it('is as long as the exchange asks for, and no shorter than our own', () => {
    const asked = (retryAfterMs: number) => waitBeforeRetry({ temporary: true, retryAfterMs }, 1, random(), rule);
    expect(asked(20_000)).toBe(20_000);
    expect(asked(30_000)).toBe(30_000);
    expect(asked(30_001)).toBeNull();
    expect(asked(0)).toBeGreaterThanOrEqual(500);
  });

  it('is none where trying again cannot help', () => {
    expect(waitBeforeRetry({ temporary: false, retryAfterMs: 1 }, 1, random(), rule)).toBeNull();
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2024, 1, 29, 12, 0, 0);
  it.each([
    ['7', 7_000],
    [' 0 ', 0],
    ['Thu, 29 Feb 2024 12:01:30 GMT', 90_000],
    ['Thu, 29 Feb 2024 11:59:00 GMT', 0],
    ['soon', null],
    ['-3', null],
    ['1.5', null],
    ['', null],
    ['2024-02-29', null],
  ])('%j is %s ms', (header, ms) => expect(parseRetryAfter(header, now)).toBe(ms));

  it('needs the clock of the server for a date', () => {
    expect(parseRetryAfter('Thu, 29 Feb 2024 12:01:30 GMT', Number.NaN)).toBeNull();
  });

  it('reads what the same date prints', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (seconds) => {
        const date = new Date(now + seconds * 1_000).toUTCString();
        expect(parseRetryAfter(date, now)).toBe(seconds * 1_000);
      }),
      { seed: 1 },
    );
  });
});
