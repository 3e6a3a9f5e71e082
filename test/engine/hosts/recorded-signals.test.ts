import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BacktestHost, type BacktestInput, type RecordedEntry, type RunResult, runBacktest } from '#engine';
import { inputArbitrary } from '../../support/pipeline-arbitrary.ts';
import {
  type PlainRecord,
  plainRecordsArbitrary,
  recordedEntry,
  recordedEntryArbitrary,
  recordedOf,
} from '../../support/recorded-arbitrary.ts';
import {
  BUY,
  HOLD,
  HOUR,
  runScripted,
  type ScriptedCandle,
  SELL,
  START,
  scriptedInput,
  still,
} from '../../support/scripted-market.ts';

const voice = { type: 'prediction' as const, source: 'm' };
/** Known at the close of candle k. */
const say = (k: number, direction: PlainRecord['direction'], rest: Partial<PlainRecord> = {}): PlainRecord => {
  const availableAt = START + (k + 1) * HOUR;
  return {
    symbol: 'A',
    voice,
    eventTime: availableAt,
    availableAt,
    direction,
    strength: 2,
    thousandths: 1000,
    ...rest,
  };
};
const run = (candles: ScriptedCandle[], entries: RecordedEntry[], config = {}): RunResult =>
  runBacktest({ ...scriptedInput({ candles: { A: candles }, strategies: [], config }), recorded: entries });

/** A backtest with one to two entries of recorded signals beside its strategies. */
const recordedInput = inputArbitrary.chain((input) =>
  fc.array(recordedEntryArbitrary(input.series), { minLength: 1, maxLength: 2 }).map((entries): BacktestInput => {
    const recorded = entries.map((entry, k) => ({ ...entry, id: `r${k}` }));
    return { ...input, recorded };
  }),
);

/** Runs, or skips what no data suffices for. */
function attempt<T>(what: () => T): T {
  try {
    return what();
  } catch (error) {
    fc.pre((error as { code?: string }).code !== 'warmup-too-long');
    throw error;
  }
}

describe('recorded signals in a run', () => {
  it('act at the close at which they are known and fill at the next open', () => {
    const candles = [100, 101, 102, 103, 104, 105].map((price) => still(price));
    const { fills, orders } = run(candles, [recordedEntry(recordedOf([say(1, 'BUY'), say(3, 'SELL')]))]);
    expect(orders.map(({ time }) => time)).toEqual([START + 2 * HOUR, START + 4 * HOUR]);
    expect(fills.map(({ side, time, price }) => [side, (time - START) / HOUR, price])).toEqual([
      ['buy', 2, 102],
      ['sell', 4, 104],
    ]);
  });

  it('a millisecond late is a candle late', () => {
    const candles = [100, 101, 102, 103, 104].map((price) => still(price));
    const late = say(1, 'BUY', { availableAt: START + 2 * HOUR + 1 });
    expect(run(candles, [recordedEntry(recordedOf([late]))]).fills[0]?.time).toBe(START + 3 * HOUR);
  });

  it('come out as the same opinions of a strategy', () => {
    const opinion = fc.constantFrom(null, null, BUY, SELL, HOLD, {
      direction: 'BUY' as const,
      strength: 4,
      confidence: 0.75,
    });
    const candle = fc.tuple(fc.integer({ min: 80, max: 120 }), opinion, fc.constantFrom(false, false, false, true));
    let fills = 0;
    fc.assert(
      fc.property(
        fc.array(candle, { minLength: 5, maxLength: 60, size: 'max' }),
        fc.constantFrom('spot', 'margin'),
        fc.constantFrom('majority', 'net'),
        (rows, type, kind) => {
          const config = { account: { cash: 1000, type }, combiner: { kind }, warmup: 0 } as const;
          const scripted = rows.map(
            ([price, signal, missing]): ScriptedCandle => (missing ? null : still(price, signal ?? undefined)),
          );
          fc.pre(scripted.some((one) => one !== null));
          const records = rows.flatMap(([, signal, missing], k) => {
            if (signal === null || missing) return [];
            const { direction, strength = 2, confidence = 1 } = signal;
            return [say(k, direction, { strength, thousandths: Math.round(1000 * confidence) })];
          });
          fc.pre(records.length > 0);
          const plain = rows.map(([price, , missing]): ScriptedCandle => (missing ? null : still(price)));
          const a = runScripted({ candles: { A: scripted }, config });
          const b = run(plain, [recordedEntry(recordedOf(records))], config);
          expect([b.orders, b.fills, b.trades, b.equity]).toEqual([a.orders, a.fills, a.trades, a.equity]);
          fills += a.fills.length;
        },
      ),
      { seed: 1, numRuns: 150 },
    );
    expect(fills).toBeGreaterThan(500);
  });

  it('are counted as sources of the combiner, one for each voice', () => {
    const candles = [100, 100, 100, 100].map((price) => still(price));
    const against = say(1, 'SELL', { voice: { type: 'sentiment', source: 'm' } });
    // One for, one against: a tie is no direction.
    expect(run(candles, [recordedEntry(recordedOf([say(1, 'BUY'), against]))]).fills).toEqual([]);
    const chosen = recordedEntry(recordedOf([say(1, 'BUY'), against]), { types: ['prediction'] });
    expect(run(candles, [chosen]).fills).toHaveLength(1);
  });

  it('weigh in the net combiner what they are given', () => {
    const candles = [100, 100, 100, 100].map((price) => still(price));
    const other = { type: 'sentiment' as const, source: 'n' };
    const config = { combiner: { kind: 'net' }, decision: { minConfidence: 0.3 } } as const;
    const entries = (weight: number) => [
      recordedEntry(recordedOf([say(1, 'BUY')]), { id: 'a', weight }),
      recordedEntry(recordedOf([say(1, 'SELL', { voice: other })]), { id: 'b' }),
    ];
    expect(run(candles, entries(1), config).fills).toEqual([]);
    // (3 - 1) / (3 + 1) = 0.5
    expect(run(candles, entries(3), config).fills).toHaveLength(1);
  });

  it('may open shorts on margin, as their SELL is an opinion', () => {
    const candles = [100, 100, 100].map((price) => still(price));
    const entry = recordedEntry(recordedOf([say(0, 'SELL')]));
    expect(run(candles, [entry], { account: { cash: 1000, type: 'margin' } }).fills).toMatchObject([{ side: 'sell' }]);
    expect(run(candles, [entry]).fills).toEqual([]);
  });

  it('say why they did nothing', () => {
    const candles = [100, 100, 100].map((price) => still(price));
    const { silence } = run(candles, [recordedEntry(recordedOf([say(40, 'BUY')]))]);
    expect(silence).toBe('Nothing traded: no strategy or recorded signal had an opinion after the warm-up.');
  });

  it('are refused where they are more than a packed signal can count', () => {
    const records = Array.from({ length: 16 }, (_, k) =>
      say(1, 'BUY', { voice: { type: 'prediction', source: `m${k}` } }),
    );
    const candles = [100, 100, 100].map((price) => still(price));
    expect(run(candles, [recordedEntry(recordedOf(records.slice(1)))]).fills).toHaveLength(1);
    expect(() => run(candles, [recordedEntry(recordedOf(records))])).toThrow(
      'Expected at most 15 strategies and recorded voices about A, was 16; choose with sources or types.',
    );
  });
});

describe('random runs with recorded signals', () => {
  it('coast as candle by candle, and give a used host what a new one gets', () => {
    let fills = 0;
    fc.assert(
      fc.property(recordedInput, (input) => {
        const host = attempt(() => new BacktestHost(input));
        const slow = attempt(() => host.run(input, false));
        expect(host.run(input)).toEqual(slow);
        const changed = (input.recorded ?? []).map((entry) => ({ ...entry, validity: 5, minConfidence: 0.5 }));
        host.run({ ...input, recorded: changed });
        expect(host.run(input)).toEqual(slow);
        expect(host.measure(input).metrics).toEqual(slow.metrics);
        fills += slow.fills.length;
      }),
      { seed: 3, numRuns: 60 },
    );
    expect(fills).toBeGreaterThan(1000);
  });

  it('do not know the records after them', () => {
    let compared = 0;
    const pair = recordedInput.chain((input) =>
      fc.tuple(
        fc.constant(input),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        plainRecordsArbitrary(input.series),
      ),
    );
    fc.assert(
      fc.property(pair, ([input, share, others]) => {
        const result = attempt(() => runBacktest(input));
        const { time } = result.equity;
        fc.pre(time.length > 2);
        const close = time[Math.floor(share * (time.length - 2))];
        const changed = (input.recorded ?? []).map((entry) => ({
          ...entry,
          signals: replaceAfter(entry, others, close),
        }));
        const other = runBacktest({ ...input, recorded: changed });
        const decided = (of: RunResult) =>
          of.orders
            .filter((one) => one.time <= close)
            .map(({ time: when, symbol, side, reason }) => [when, symbol, side, reason]);
        const settled = (of: RunResult) => of.fills.filter((fill) => fill.time + of.intervalMs <= close);
        expect(decided(other)).toEqual(decided(result));
        expect(settled(other)).toEqual(settled(result));
        compared += decided(result).length;
      }),
      { seed: 4, numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(500);
  });
});

/** The records that are available at a close, and other ones after it; voices keep their places. */
function replaceAfter({ signals }: RecordedEntry, others: readonly PlainRecord[], close: number) {
  const known: PlainRecord[] = Array.from({ length: signals.length }, (_, k) => ({
    symbol: signals.symbols[signals.symbol[k]],
    voice: signals.voices[signals.voice[k]],
    eventTime: signals.eventTime[k],
    availableAt: signals.availableAt[k],
    direction: (['HOLD', 'BUY', 'SELL'] as const)[
      (signals.packed[k] >> 10) & 1 ? 1 : (signals.packed[k] >> 14) & 1 ? 2 : 0
    ],
    strength: signals.packed[k] & 0x3f,
    thousandths: signals.packed[k] >>> 18,
  }));
  return recordedOf([
    ...known.filter((one) => one.availableAt <= close),
    ...others.filter((one) => one.availableAt > close),
  ]);
}
