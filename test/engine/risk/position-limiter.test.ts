import { describe, expect, it } from 'vitest';
import { PositionLimiter } from '../../../engine/risk/index.ts';

const OFF = { maxPositionNotional: null, maxPositionFraction: null, maxGrossLeverage: null, maxNetLeverage: null };
const NOTHING = { grossElsewhere: 0, netElsewhere: 0 };

describe('PositionLimiter', () => {
  it('leaves all the room there is when every limit is off', () => {
    const limiter = new PositionLimiter(OFF);
    expect(limiter.room(1, 1000, NOTHING)).toBe(Number.POSITIVE_INFINITY);
    expect(limiter.binding).toBe('none');
    expect(limiter.largest(1000)).toBeNull();
  });

  it('takes the tightest limit and names it', () => {
    const limiter = new PositionLimiter({
      maxPositionNotional: 500,
      maxPositionFraction: 0.4,
      maxGrossLeverage: 2,
      maxNetLeverage: 1,
    });
    const room = (direction: number, equity: number, grossElsewhere: number, netElsewhere: number) => [
      limiter.room(direction, equity, { grossElsewhere, netElsewhere }),
      limiter.binding,
    ];
    expect(room(1, 10_000, 0, 0)).toEqual([500, 'position-limit']);
    expect(room(1, 1000, 0, 0)).toEqual([400, 'position-limit']);
    expect(room(1, 1000, 1800, 0)).toEqual([200, 'gross-leverage']);
    expect(room(1, 1000, 900, 900)).toEqual([100, 'net-leverage']);
    // What is long elsewhere leaves a short all the more room.
    expect(room(-1, 1000, 900, 900)).toEqual([400, 'position-limit']);
    expect(room(-1, 1000, 900, -900)).toEqual([100, 'net-leverage']);
    expect(room(1, 1000, 5000, 0)).toEqual([0, 'gross-leverage']);
    expect(room(1, -50, 0, 0)).toEqual([0, 'position-limit']);
  });

  it('says how large a position may be by the limits on one symbol alone', () => {
    const largest = (maxPositionNotional: number | null, maxPositionFraction: number | null) =>
      new PositionLimiter({ ...OFF, maxPositionNotional, maxPositionFraction }).largest(1000);
    expect([largest(300, null), largest(null, 0.5), largest(300, 0.5), largest(700, 0.5)]).toEqual([
      300, 500, 300, 500,
    ]);
  });
});
