import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buysOf,
  countOf,
  MAX_SOURCES,
  majorityOf,
  packSignal,
  type SignalDirection,
  sellsOf,
  strengthOf,
  thousandthsOf,
} from '../../../engine/model/index.ts';

const opinion = fc.record({
  direction: fc.constantFrom<SignalDirection>('BUY', 'SELL', 'HOLD'),
  strength: fc.integer({ min: 1, max: 4 }),
  thousandths: fc.integer({ min: 0, max: 1000 }),
});

describe('packed signals', () => {
  it('add up without carrying, up to the most sources there may be', () => {
    fc.assert(
      fc.property(fc.array(opinion, { maxLength: MAX_SOURCES }), (opinions) => {
        const sum = opinions.reduce((n, o) => (n + packSignal(o.direction, o.strength, o.thousandths)) | 0, 0);
        const total = (of: (o: (typeof opinions)[number]) => number) => opinions.reduce((n, o) => n + of(o), 0);
        const buys = total((o) => (o.direction === 'BUY' ? 1 : 0));
        const sells = total((o) => (o.direction === 'SELL' ? 1 : 0));
        expect([strengthOf(sum), countOf(sum), thousandthsOf(sum)]).toEqual([
          total((o) => o.strength),
          opinions.length,
          total((o) => o.thousandths),
        ]);
        expect([buysOf(sum), sellsOf(sum), majorityOf(sum)]).toEqual([buys, sells, Math.sign(buys - sells)]);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('hold the most that can be: 15 of strength 4 at confidence 1', () => {
    let sum = 0;
    for (let k = 0; k < MAX_SOURCES; k += 1) sum = (sum + packSignal('SELL', 4, 1000)) | 0;
    expect([strengthOf(sum), countOf(sum), sellsOf(sum), buysOf(sum), thousandthsOf(sum)]).toEqual([
      60, 15, 15, 0, 15_000,
    ]);
  });
});
