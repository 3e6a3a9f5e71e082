import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPageWalk, type PageRequest, type WalkStart } from '../../../datasets/download/page-walk.ts';
import type { Candle } from '../../../engine/model/index.ts';
import { errorOf } from '../support/candle-arbitrary.ts';

const HOUR = 3_600_000;
const T0 = Date.UTC(2020, 0);

const candleAt = (slot: number, close = 100 + slot): Candle => ({
  time: T0 + slot * HOUR,
  open: 100,
  high: 1e6,
  low: 1,
  close,
  volume: slot,
});

/** How a venue answers: what it has of the request, in its own way. */
type Venue = (there: readonly Candle[], request: PageRequest, cap: number) => readonly Candle[];

const wanted = (there: readonly Candle[], { since, until = Number.POSITIVE_INFINITY }: PageRequest) =>
  there.filter((c) => c.time >= since && c.time <= until);

const VENUES: Readonly<Record<string, Venue>> = {
  'oldest first': (there, request, cap) => wanted(there, request).slice(0, Math.min(cap, request.limit)),
  'oldest first, in no order': (there, request, cap) =>
    wanted(there, request)
      .slice(0, Math.min(cap, request.limit))
      .toSorted((a, b) => (a.volume % 7) - (b.volume % 7)),
  'oldest first, without the first moment': (there, request, cap) =>
    wanted(there, { ...request, since: request.since + 1 }).slice(0, Math.min(cap, request.limit)),
  'windows of limit intervals': (there, request) =>
    wanted(there, request).filter((c) => c.time < request.since + request.limit * HOUR),
  'newest first': (there, request, cap) => wanted(there, request).slice(-Math.min(cap, request.limit)).toReversed(),
  'oldest first, each candle twice': (there, request, cap) =>
    wanted(there, request)
      .slice(0, Math.min(cap, request.limit))
      .flatMap((c) => [c, { ...c }]),
};

interface Walked {
  readonly candles: readonly Candle[];
  readonly requests: number;
  readonly unconfirmed: number;
  readonly stops: readonly WalkStart[];
}

/** Walks over a venue whose open candle changes with every answer. */
function walk(
  venue: Venue,
  there: readonly Candle[],
  span: WalkStart & { end: number; limit: number },
  cap = 1e9,
): Walked {
  const plan = createPageWalk({ name: 'x', intervalMs: HOUR, ...span });
  const candles: Candle[] = [];
  const stops: WalkStart[] = [];
  let requests = 0;
  for (let request = plan.next(); request !== null; request = plan.next()) {
    requests++;
    if (requests > 5_000) throw new Error('Expected the walk to end, was endless.');
    const page = venue(there, request, cap).map((c) =>
      c.time + HOUR > span.end ? { ...c, close: c.close + requests } : c,
    );
    candles.push(...plan.take(page));
    stops.push(plan.position());
  }
  return { candles, requests, unconfirmed: plan.unconfirmed(), stops };
}

const market = fc
  .record({
    listed: fc.integer({ min: 0, max: 60 }),
    steps: fc.array(fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, fc.integer({ min: 1, max: 40 })), {
      minLength: 0,
      maxLength: 150,
    }),
    end: fc.integer({ min: 0, max: 400 }),
    offset: fc.integer({ min: 0, max: HOUR - 1 }),
    limit: fc.integer({ min: 2, max: 30 }),
    cap: fc.integer({ min: 2, max: 30 }),
  })
  .map(({ listed, steps, end, offset, ...rest }) => {
    let slot = listed;
    const there = steps.map((step) => {
      slot += step;
      return candleAt(slot);
    });
    return { there, end: T0 + end * HOUR + offset, ...rest };
  });

describe.each(Object.keys(VENUES))('a venue that gives %s', (kind) => {
  const venue = VENUES[kind] as Venue;

  it('gives every closed candle once, in order, whatever its gaps', () => {
    fc.assert(
      fc.property(market, fc.integer({ min: 0, max: HOUR - 1 }), ({ there, end, limit, cap }, late) => {
        // A start off the grid of the candles is allowed.
        const since = T0 + late;
        const expected = there.filter((c) => c.time >= since && c.time + HOUR <= end);
        const { candles } = walk(venue, there, { from: since, last: null, end, limit }, cap);
        expect(candles).toEqual(expected);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('goes on anywhere as if nothing had happened', () => {
    fc.assert(
      fc.property(market, fc.nat(), ({ there, end, limit, cap }, at) => {
        const whole = walk(venue, there, { from: T0, last: null, end, limit }, cap);
        const stop = whole.stops[at % Math.max(1, whole.stops.length)];
        if (stop === undefined) return;
        const before = whole.candles.filter((c) => c.time <= (stop.last?.time ?? -1));
        const after = walk(venue, there, { ...stop, end, limit }, cap);
        expect([...before, ...after.candles]).toEqual(whole.candles);
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

describe('requests', () => {
  const row = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => candleAt(from + i));
  const oldest = VENUES['oldest first'] as Venue;

  it('are one a page, and one more for what lies before the first candle', () => {
    const there = row(500, 1_499);
    const end = T0 + 1_499 * HOUR;
    const { requests, unconfirmed } = walk(oldest, there, { from: T0, last: null, end, limit: 100 });
    expect(requests).toBe(12); // 999 candles in pages of 99 new ones: 100 + 9 x 99 + 8, and the question before the first.
    expect(unconfirmed).toBe(0);
  });

  it('begin with the last candle, so that it is seen twice', () => {
    const plan = createPageWalk({ name: 'x', intervalMs: HOUR, from: T0, last: null, end: T0 + 1e9 * HOUR, limit: 3 });
    plan.take(row(0, 3));
    expect(plan.next()).toEqual({ since: T0 + 2 * HOUR, limit: 3 });
    plan.take(row(3, 6));
    expect(plan.unconfirmed()).toBe(1);
  });

  it('step over an empty stretch after asking twice', () => {
    const plan = createPageWalk({ name: 'x', intervalMs: HOUR, from: T0, last: null, end: T0 + 25 * HOUR, limit: 10 });
    const asked: number[] = [];
    for (let request = plan.next(); request !== null; request = plan.next()) {
      asked.push((request.since - T0) / HOUR);
      plan.take([]);
    }
    expect(asked).toEqual([0, 0, 10, 10, 20, 20]);
  });

  it('are none where nothing can have closed', () => {
    const at = (end: number) =>
      createPageWalk({ name: 'x', intervalMs: HOUR, from: T0, last: null, end, limit: 3 }).next();
    expect(at(T0 + HOUR - 1)).toBeNull();
    expect(at(T0 + HOUR)).not.toBeNull();
  });
});

describe('a venue that has recent candles alone', () => {
  it('gives those, and the walk ends', () => {
    const there = Array.from({ length: 500 }, (_, i) => candleAt(i));
    const recent: Venue = (all, request) => all.slice(-72).filter((c) => c.time >= request.since);
    const { candles, requests } = walk(recent, there, { from: T0, last: null, end: T0 + 499.5 * HOUR, limit: 100 });
    expect(candles).toEqual(there.slice(-72, -1));
    expect(requests).toBe(2);
  });
});

describe('what ends a walk', () => {
  const span = { name: 'kraken X/Y 1h', intervalMs: HOUR, end: T0 + 99 * HOUR, limit: 3 };

  it('is a candle that comes back otherwise', () => {
    const plan = createPageWalk({ ...span, from: T0, last: null });
    plan.take([candleAt(0), candleAt(1)]);
    expect(errorOf(() => plan.take([candleAt(1, 7), candleAt(2)]))).toMatchObject({
      kind: 'DatasetError',
      code: 'candle-changed',
      message: 'kraken X/Y 1h at 2020-01-01T01:00:00.000Z: expected close to stay 101, was 7 when it came again.',
    });
  });

  it('is a candle that changed since an earlier call, even when nothing is new', () => {
    const plan = createPageWalk({ ...span, from: T0, last: candleAt(0) });
    expect(() => plan.take([candleAt(0, 7)])).toThrow('expected close to stay 100, was 7');
  });

  it('is one time with two candles in a page', () => {
    const plan = createPageWalk({ ...span, from: T0, last: null });
    expect(() => plan.take([candleAt(0), candleAt(0, 7)])).toThrow('expected close to stay 100, was 7');
  });

  it('is a candle without a time', () => {
    const plan = createPageWalk({ ...span, from: T0, last: null });
    expect(() => plan.take([candleAt(0), { ...candleAt(1), time: Number.NaN }])).toThrow(
      'kraken X/Y 1h: expected candle 2 of a page to have a time, was NaN.',
    );
  });

  it('is a window that never comes whole', () => {
    // Candles twice as dense as the interval says do not fit into windows that are counted by it.
    const there = Array.from({ length: 100 }, (_, i) => ({ ...candleAt(0), time: T0 + (i * HOUR) / 2 }));
    const newest = VENUES['newest first'] as Venue;
    expect(() => walk(newest, there, { from: T0, last: null, end: T0 + 40 * HOUR, limit: 10 })).toThrow(
      'to come in one page, was cut.',
    );
  });
});
