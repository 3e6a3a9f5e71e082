import { describe, expect, it } from 'vitest';
import { roundToLot, roundToTick, slippedPrice } from '../../../engine/execution/index.ts';
import { plainInstrument } from '../../../engine/model/index.ts';

describe('roundToLot', () => {
  const lots = { ...plainInstrument('A'), lotStep: 0.1 };

  it('cuts toward zero, and leaves whole lots alone however they were added up', () => {
    expect(roundToLot(0.19, lots)).toBeCloseTo(0.1, 12);
    expect(roundToLot(-0.19, lots)).toBeCloseTo(-0.1, 12);
    expect(roundToLot(0.1 + 0.1 + 0.1 - 1e-16, lots)).toBeCloseTo(0.3, 12);
    expect(roundToLot(0.09, lots)).toBe(0);
    expect(roundToLot(0.123456, plainInstrument('A'))).toBe(0.123456);
  });
});

describe('prices', () => {
  const ticks = { ...plainInstrument('A'), tickSize: 0.5 };

  it('move to the tick that is worse for the order', () => {
    expect([roundToTick(100.1, 1, ticks), roundToTick(100.4, -1, ticks)]).toEqual([100.5, 100]);
    expect([roundToTick(100.5, 1, ticks), roundToTick(100.5, -1, ticks)]).toEqual([100.5, 100.5]);
    expect(roundToTick(100.1234, 1, plainInstrument('A'))).toBe(100.1234);
  });

  it('slip against the order', () => {
    expect([slippedPrice(100, 1, 0.01), slippedPrice(100, -1, 0.01)]).toEqual([101, 99]);
  });
});
