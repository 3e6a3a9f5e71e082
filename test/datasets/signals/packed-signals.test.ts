import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSyntheticMarket, packSignals, signalsUntil, unpackSignals } from '#datasets';
import { plainRecordsArbitrary, recordedOf } from '../../support/recorded-arbitrary.ts';

const { series } = createSyntheticMarket({ seed: 3, symbols: ['A', 'B'], candles: 40, missing: 0.1 });
const signalsArbitrary = plainRecordsArbitrary(series, 60).map(recordedOf);

describe('packed signals', () => {
  it('arrive in another thread as they were, over the same memory', () => {
    fc.assert(
      fc.property(signalsArbitrary, (signals) => {
        const { port1, port2 } = new MessageChannel();
        port1.postMessage(packSignals(signals));
        const arrived = unpackSignals(receiveMessageOnPort(port2)?.message);
        port1.close();
        expect(arrived).toEqual(signals);
        signals.packed[0] ^= 1;
        expect(arrived.packed[0]).toBe(signals.packed[0]);
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it('are copied where they lie over memory of their own thread', () => {
    const signals = recordedOf([
      {
        symbol: 'A',
        voice: { type: 'prediction', source: 'm' },
        eventTime: 1,
        availableAt: 2,
        direction: 'BUY',
        strength: 1,
        thousandths: 500,
      },
    ]);
    const own = { ...signals, eventTime: Float64Array.from(signals.eventTime) };
    const packed = packSignals(own);
    expect(packed.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(unpackSignals(packed)).toEqual(signals);
  });
});

describe('signalsUntil', () => {
  it('keeps what is available by then, in memory that holds and names nothing else', () => {
    let cut = 0;
    fc.assert(
      fc.property(signalsArbitrary, fc.nat(), (signals, at) => {
        const until = signals.availableAt[at % signals.length];
        const kept = signalsUntil(signals, until);
        const length = [...signals.availableAt].filter((time) => time <= until).length;
        expect(kept.length).toBe(length);
        for (const name of ['eventTime', 'availableAt', 'symbol', 'voice', 'packed'] as const) {
          expect([...kept[name]]).toEqual([...signals[name].subarray(0, length)]);
        }
        const spoken = new Set(kept.symbol);
        expect(kept.symbols).toEqual(signals.symbols.filter((_, s) => spoken.has(s)));
        const heard = new Set(kept.voice);
        expect(kept.voices).toEqual(signals.voices.filter((_, v) => heard.has(v)));
        if (length === signals.length) return;
        cut += 1;
        expect(kept.eventTime.buffer.byteLength).toBe(28 * length);
        expect(kept.id).not.toBe(signals.id);
      }),
      { seed: 1, numRuns: 100 },
    );
    expect(cut).toBeGreaterThan(50);
  });

  it('may leave nothing', () => {
    const signals = fc.sample(signalsArbitrary, { seed: 1, numRuns: 1 })[0];
    expect(signalsUntil(signals, -1)).toMatchObject({ length: 0, symbols: [], voices: [] });
  });
});
