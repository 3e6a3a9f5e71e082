import { describe, expect, it } from 'vitest';
import { approve, requestOf } from '../../support/order-request.ts';
import { still } from '../../support/scripted-market.ts';
import { deskOf, FLAT } from './execution-desk.ts';

describe('market orders', () => {
  it('fill at the next open, with slippage against them and the taker fee', () => {
    const { executor, fills, portfolio, send } = deskOf({
      rules: { taker: 0.01, slippage: 0.1 },
      candles: { A: [still(100), [50, 60, 40, 55]] },
    });
    send(2);
    executor.fillAtOpen(1);
    expect(fills).toHaveLength(1);
    expect(fills[0]).toMatchObject({ units: 2, tactical: 2, core: 0, order: 0, candle: 1, reason: 'entry', short: 0 });
    expect(fills[0].price).toBeCloseTo(55, 12);
    expect(fills[0].fee).toBeCloseTo(1.1, 12);
    expect(fills[0].slippage).toBeCloseTo(10, 12);
    expect(portfolio.cash).toBeCloseTo(1000 - 110 - 1.1, 9);
    executor.fillAtOpen(1);
    expect(fills).toHaveLength(1);
  });

  it('go reductions first, then from sells to large buys, then by instrument', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F'];
    const { executor, fills, send } = deskOf({
      candles: Object.fromEntries(names.map((name) => [name, FLAT])),
      tactical: [0, 0, 0, 0, 0, 3],
    });
    send(5, { s: 0 });
    send(2, { s: 1 });
    send(-1, { s: 2 });
    send(-4, { s: 3 });
    send(2, { s: 4 });
    send(-3, { s: 5, reduceOnly: true, tactical: 'flat' });
    executor.fillAtOpen(1);
    expect(fills.map(({ s }) => names[s]).join('')).toBe('FDCBEA');
  });

  it('wait out the latency in candles of their own instrument, and over missing candles', () => {
    const { executor, fills, send } = deskOf({
      rules: { latencyBars: 1 },
      candles: { A: [still(1), null, still(3), null, still(5), still(6)], B: FLAT },
    });
    send(1);
    send(1, { s: 1 });
    for (let i = 1; i < 6; i += 1) executor.fillAtOpen(i);
    expect(fills.map(({ s, candle, price }) => [s, candle, price])).toEqual([
      [1, 2, 100],
      [0, 4, 5],
    ]);
  });

  it('are cut on spot to the cash there is, and the cut is recorded', () => {
    const { executor, fills, portfolio, send } = deskOf({ rules: { spot: true, taker: 0.01 }, cash: 505 });
    send(10);
    executor.fillAtOpen(1);
    expect(fills[0].units).toBeCloseTo(5, 12);
    expect(fills[0].short).toBeCloseTo(5, 12);
    expect(portfolio.cash).toBe(0);
  });

  it('use the money that sells of the same slice bring', () => {
    const { executor, fills, send } = deskOf({
      rules: { spot: true },
      cash: 0,
      candles: { A: FLAT, B: FLAT },
      tactical: [0, 4],
    });
    send(3, { s: 0 });
    send(-4, { s: 1, reduceOnly: true, tactical: 'flat' });
    executor.fillAtOpen(1);
    expect(fills.map(({ s, units }) => [s, units])).toEqual([
      [1, -4],
      [0, 3],
    ]);
  });

  it('are cancelled on spot without any cash', () => {
    const { executor, fills, cancels, send } = deskOf({ rules: { spot: true }, cash: 0 });
    send(1);
    executor.fillAtOpen(1);
    expect([fills, cancels]).toEqual([[], [[0, 'no-cash']]]);
  });

  it('never exceed the cap of their approval, in units or at the price of the fill', () => {
    const { executor, lines, fills } = deskOf({ candles: { A: [still(100), still(200)] } });
    const approval = approve(requestOf(5, {}, lines));
    executor.submit({ ...approval, capNotional: 500 } as typeof approval);
    executor.fillAtOpen(1);
    expect([fills[0].units, fills[0].short]).toEqual([2.5, 2.5]);
    executor.submit({ ...approval, capUnits: 3 } as typeof approval);
    executor.fillAtOpen(1);
    // What the validator took off is no cut of the fill.
    expect([fills[1].units, fills[1].short]).toEqual([3, 0]);
  });

  it('are whole lots at the worse tick, and nothing where there is no whole lot', () => {
    const { executor, fills, cancels, send } = deskOf({ venue: { lotStep: 1, tickSize: 8 } });
    send(2.7);
    executor.fillAtOpen(1);
    expect(fills[0]).toMatchObject({ units: 2, price: 104, short: 0 });
    send(0.7);
    executor.fillAtOpen(2);
    expect(cancels).toEqual([[1, 'rounded-to-nothing']]);
  });

  it('resolve sizes and weights at the opens of the fill, where asked to', () => {
    const { executor, fills, send } = deskOf({
      rules: { sizeAt: 'fill' },
      candles: { A: [still(100), still(50)], B: [still(100), still(200)] },
      tactical: [2, 0],
    });
    // 1000 in cash and two units at 50 are 1100 at the opens.
    send(5, { s: 1, tactical: 'none', core: 'weight', coreValue: 0.4, coreUnits: 5 });
    send(3, { s: 0, tactical: 'size', tacticalValue: -0.5 });
    executor.fillAtOpen(1);
    expect(fills.map(({ s, units }) => [s, units])).toEqual([
      [0, -11],
      [1, 2.2],
    ]);
  });

  it('replace what still waits of their kind', () => {
    const { executor, lines, fills, cancels, send } = deskOf();
    send(1);
    send(2);
    expect([cancels, executor.book.waiting, lines[0].pendingUnits()]).toEqual([[[0, 'replaced']], 1, 2]);
    executor.fillAtOpen(1);
    expect(fills.map(({ order, units }) => [order, units])).toEqual([[1, 2]]);
  });
});
