import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packSignal, type SignalDirection } from '../../../engine/model/index.ts';
import {
  actingDirection,
  type CombinedColumn,
  combinedSignalAt,
  meanStrengthAt,
  netScores,
  sumSources,
} from '../../../engine/signals/index.ts';

interface Opinion {
  readonly direction: SignalDirection;
  readonly strength: number;
  readonly thousandths: number;
}

const opinion: fc.Arbitrary<Opinion> = fc.record({
  direction: fc.constantFrom<SignalDirection>('BUY', 'SELL', 'HOLD'),
  strength: fc.integer({ min: 1, max: 4 }),
  thousandths: fc.integer({ min: 0, max: 1000 }),
});
const pack = (o: Opinion | null) => (o === null ? 0 : packSignal(o.direction, o.strength, o.thousandths));
const say = (direction: SignalDirection, confidence: number, strength = 2): Opinion => ({
  direction,
  strength,
  thousandths: Math.round(1000 * confidence),
});

function majority(opinions: readonly (Opinion | null)[]): CombinedColumn {
  const sources = opinions.map((one) => Int32Array.of(pack(one)));
  return { kind: 'majority', packed: sumSources(sources, 1), score: null };
}

function net(opinions: readonly (Opinion | null)[], weights = opinions.map(() => 1)): CombinedColumn {
  const sources = opinions.map((one) => Int32Array.of(pack(one)));
  return { ...majority(opinions), kind: 'net', score: netScores(sources, weights, 1) };
}

describe('majority', () => {
  it('does not take the mean of three 0.7 for less than 0.7', () => {
    const column = majority([say('BUY', 0.7), say('BUY', 0.7), say('BUY', 0.7)]);
    expect((0.7 + 0.7 + 0.7) / 3).toBeLessThan(0.7);
    expect(actingDirection(column, 0, 700)).toBe(1);
    expect(actingDirection(column, 0, 701)).toBe(0);
  });

  it('counts HOLD in the mean, but not among the votes', () => {
    const column = majority([say('SELL', 0.9), say('HOLD', 0.3)]);
    expect(combinedSignalAt(column, 0)).toEqual({ direction: 'SELL', strength: 4, confidence: 0.6, sources: 2 });
    expect(actingDirection(column, 0, 700)).toBe(0);
  });

  it('holds on a tie, and where nobody has an opinion', () => {
    expect(combinedSignalAt(majority([say('BUY', 1), say('SELL', 0.5)]), 0).direction).toBe('HOLD');
    expect(combinedSignalAt(majority([null]), 0)).toEqual({
      direction: 'HOLD',
      strength: 0,
      confidence: 0,
      sources: 0,
    });
  });

  it('caps the strength at 10, after the mean that sizes use', () => {
    const column = majority([say('BUY', 1, 4), say('BUY', 1, 4), say('BUY', 1, 4)]);
    expect(combinedSignalAt(column, 0).strength).toBe(10);
    expect(meanStrengthAt(column, 0)).toBe(4);
  });

  it('is what plain counting says', () => {
    let acting = 0;
    fc.assert(
      fc.property(
        fc.array(fc.option(opinion), { maxLength: 15 }),
        fc.integer({ min: 0, max: 1000 }),
        (opinions, floor) => {
          const known = opinions.filter((one) => one !== null);
          const votes = known.reduce(
            (n, { direction }) => n + (direction === 'BUY' ? 1 : direction === 'SELL' ? -1 : 0),
            0,
          );
          const sum = known.reduce((n, { thousandths }) => n + thousandths, 0);
          const expected = sum >= floor * known.length ? Math.sign(votes) : 0;
          if (expected !== 0) acting += 1;
          expect(actingDirection(majority(opinions), 0, floor) + 0).toBe(expected + 0);
        },
      ),
      { seed: 1, numRuns: 500 },
    );
    expect(acting).toBeGreaterThan(100);
  });
});

describe('net', () => {
  it('lets three BUY and two SELL at 0.9 weigh each other up, where majority is sure', () => {
    const opinions = [...new Array(3).fill(say('BUY', 0.9)), ...new Array(2).fill(say('SELL', 0.9))];
    expect(combinedSignalAt(majority(opinions), 0).confidence).toBe(0.9);
    expect(combinedSignalAt(net(opinions), 0)).toMatchObject({ direction: 'BUY' });
    expect(combinedSignalAt(net(opinions), 0).confidence).toBeCloseTo(0.18, 12);
  });

  it('lets HOLD abstain, and weighs sources', () => {
    const opinions = [say('BUY', 0.8), say('HOLD', 0.1), say('SELL', 0.8)];
    expect(net(opinions).score?.[0]).toBe(0);
    expect(net(opinions, [3, 5, 1]).score?.[0]).toBeCloseTo(0.4, 12);
    expect(net([say('HOLD', 1)]).score?.[0]).toBe(0);
  });

  it('keeps a score that is the floor but for rounding', () => {
    const column = net([say('BUY', 0.7, 3), say('BUY', 0.7, 1), say('BUY', 0.7, 2)], [0.1, 0.2, 0.3]);
    expect(actingDirection(column, 0, 700)).toBe(1);
    expect(actingDirection(column, 0, 701)).toBe(0);
  });

  it('is what the formula says', () => {
    const weighted = fc.array(fc.tuple(opinion, fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(weighted, (pairs) => {
        const terms = pairs.filter(([{ direction }]) => direction !== 'HOLD');
        const weight = terms.reduce((n, [o, w]) => n + w * o.strength, 0);
        const pull = terms.reduce(
          (n, [o, w]) => n + (o.direction === 'BUY' ? 1 : -1) * w * o.strength * (o.thousandths / 1000),
          0,
        );
        const column = net(
          pairs.map(([o]) => o),
          pairs.map(([, w]) => w),
        );
        expect(column.score?.[0]).toBeCloseTo(weight === 0 ? 0 : pull / weight, 12);
      }),
      { seed: 1 },
    );
  });
});
