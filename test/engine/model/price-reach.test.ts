import { describe, expect, it } from 'vitest';
import { REACH_BLOCK, reachOf } from '../../../engine/model/index.ts';

describe('reachOf', () => {
  it('knows how far the candles of each block went, the last block with the candles that are left', () => {
    const high = Float64Array.from({ length: REACH_BLOCK + 3 }, (_, i) => 100 + i);
    const low = high.map((price) => price - 50);
    const { blockHigh, blockLow } = reachOf(low, high, low);
    expect([...blockHigh]).toEqual([107, 110]);
    expect([...blockLow]).toEqual([50, 58]);
  });

  it('counts opens outside the range in, and leaves missing candles out', () => {
    const prices = Float64Array.of(100, Number.NaN, 100);
    const { high, blockHigh, blockLow } = reachOf(Float64Array.of(100, Number.NaN, 120), prices, prices);
    expect([...high]).toEqual([100, Number.NaN, 120]);
    expect([...blockHigh, ...blockLow]).toEqual([120, 100]);
    const missing = Float64Array.of(Number.NaN);
    const nothing = reachOf(missing, missing, missing);
    expect([...nothing.blockHigh, ...nothing.blockLow]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });
});
