import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ledger } from '../../../engine/model/index.ts';

describe('Ledger', () => {
  it('keeps a trade from flat to flat, at average cost', () => {
    const ledger = new Ledger('tactical', 1);
    expect(ledger.apply(0, 2, 100, 1, 5)).toBe(false);
    expect(ledger.apply(0, 2, 110, 1, 6)).toBe(false);
    expect(ledger.positions[0].entryPrice).toBe(105);
    expect(ledger.apply(0, -1, 120, 2, 7)).toBe(false);
    // Taking some off leaves the average entry alone.
    expect(ledger.positions[0].entryPrice).toBe(105);
    expect(ledger.apply(0, -3, 100, 3, 8)).toBe(true);
    expect(ledger.closed).toEqual({
      direction: 1,
      entryPrice: 105,
      exitPrice: 105,
      size: 4,
      pnl: 15 - 15 - 7,
      fees: 7,
      entryCandle: 5,
    });
    expect(ledger.positions[0].units).toBe(0);
  });

  it('ends a trade at the flip, and shares the fee by units', () => {
    const ledger = new Ledger('tactical', 1);
    ledger.apply(0, 2, 100, 1, 0);
    expect(ledger.apply(0, -6, 90, 3, 4)).toBe(true);
    expect(ledger.closed).toMatchObject({ direction: 1, pnl: -20 - 2, fees: 2, size: 2 });
    expect([
      ledger.positions[0].units,
      ledger.positions[0].entryPrice,
      ledger.positions[0].fees,
      ledger.positions[0].entryCandle,
    ]).toEqual([-4, 90, 2, 4]);
    expect(ledger.apply(0, 4, 80, 1, 6)).toBe(true);
    expect(ledger.closed).toMatchObject({ direction: -1, entryPrice: 90, exitPrice: 80, pnl: 40 - 3, size: 4 });
  });

  it('takes units that are mere rounding for flat', () => {
    const ledger = new Ledger('core', 1);
    for (const units of [0.1, 0.2]) ledger.apply(0, units, 100, 0, 0);
    expect(ledger.apply(0, -0.3, 100, 0, 1)).toBe(true);
    expect(ledger.positions[0].units).toBe(0);
    ledger.apply(0, 0.3, 100, 0, 2);
    // A little too much is no flip either.
    expect(ledger.apply(0, -(0.1 + 0.2), 100, 0, 3)).toBe(true);
    expect(ledger.positions[0].units).toBe(0);
  });

  it('keeps a small but real rest', () => {
    const ledger = new Ledger('core', 1);
    ledger.apply(0, 1, 100, 0, 0);
    expect(ledger.apply(0, -(1 - 1e-9), 100, 0, 1)).toBe(false);
    expect(ledger.positions[0].units).toBeCloseTo(1e-9, 15);
  });

  it('keeps instruments apart', () => {
    const ledger = new Ledger('core', 2);
    ledger.apply(1, 3, 10, 1, 9);
    expect(ledger.positions.map(({ units, fees, size, entryPrice }) => [units, fees, size, entryPrice])).toEqual([
      [0, 0, 0, 0],
      [3, 1, 3, 10],
    ]);
  });

  it('books on random fills exactly the money that went in and out', () => {
    const fill = fc.record({
      units: fc.integer({ min: -20, max: 20 }).filter((n) => n !== 0),
      price: fc.double({ min: 1, max: 1000, noNaN: true }),
      fee: fc.double({ min: 0, max: 5, noNaN: true }),
    });
    let flips = 0;
    fc.assert(
      fc.property(
        fc.array(fill, { minLength: 1, maxLength: 40 }),
        fc.double({ min: 1, max: 1000, noNaN: true }),
        (fills, mark) => {
          const ledger = new Ledger('tactical', 1);
          let [money, pnl, units, closedFees] = [0, 0, 0, 0];
          fills.forEach(({ units: n, price, fee }, candle) => {
            if (units !== 0 && Math.sign(units + n) === -Math.sign(units)) flips += 1;
            money -= n * price + fee;
            units += n;
            if (ledger.apply(0, n, price, fee, candle)) {
              pnl += ledger.closed.pnl;
              closedFees += ledger.closed.fees;
            }
            expect(ledger.positions[0].units).toBe(units);
          });
          const open =
            units === 0
              ? 0
              : ledger.positions[0].realised +
                units * (mark - ledger.positions[0].entryPrice) -
                ledger.positions[0].fees;
          expect(pnl + open).toBeCloseTo(money + units * mark, 6);
          const fees = fills.reduce((sum, { fee }) => sum + fee, 0);
          expect(closedFees + (units === 0 ? 0 : ledger.positions[0].fees)).toBeCloseTo(fees, 8);
        },
      ),
      { seed: 1, numRuns: 400 },
    );
    expect(flips).toBeGreaterThan(200);
  });
});
