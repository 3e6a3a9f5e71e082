/** Orders and exits of two ledgers that hold one position. */
import { describe, expect, it } from 'vitest';
import { shareOf } from '../../../engine/execution/index.ts';
import type { RequestParts } from '../../support/order-request.ts';
import { deskOf } from './execution-desk.ts';

const core = (units: number, s = 0): RequestParts => ({
  s,
  tactical: 'none',
  core: 'units',
  coreValue: units,
  coreUnits: units,
});

describe('two ledgers in one order', () => {
  it('share a fill pro rata when they want the same side', () => {
    const { executor, fills, send } = deskOf({ rules: { spot: true }, cash: 300 });
    send(6, { ...core(4), tactical: 'units', tacticalValue: 2 });
    executor.fillAtOpen(1);
    expect(fills[0]).toMatchObject({ units: 3, tactical: 1, core: 2, short: 3 });
  });

  it('cross first when they want opposite sides', () => {
    const { executor, fills, portfolio, send } = deskOf({ rules: { taker: 0.01, slippage: 0.01 }, tactical: [2] });
    send(1, { ...core(3), tactical: 'flat', tacticalValue: 0 });
    executor.fillAtOpen(1);
    expect(fills[0]).toMatchObject({ units: 1, tactical: -2, core: 3 });
    // Only what goes to the venue pays.
    expect(fills[0].fee).toBeCloseTo(1.01, 12);
    expect([portfolio.core.units(0), portfolio.tactical.units(0)]).toEqual([3, 0]);
  });

  it('cross whole at the open, without costs, when they want the same size', () => {
    const { executor, fills, portfolio, send } = deskOf({ rules: { taker: 0.01, slippage: 0.01 }, tactical: [2] });
    send(0, { ...core(2), tactical: 'flat', tacticalValue: 0 });
    executor.fillAtOpen(1);
    expect(fills[0]).toMatchObject({ tactical: -2, core: 2, fee: 0, price: 100 });
    expect([portfolio.cash, portfolio.core.units(0), portfolio.tactical.units(0)]).toEqual([1000, 2, 0]);
  });

  it('leave no tactical rest behind where they share a lot: the core takes it over', () => {
    const close = { reduceOnly: true, tactical: 'flat' } as const;
    const { executor, fills, portfolio, send } = deskOf({ venue: { lotStep: 1 }, tactical: [1.5], core: [0.5] });
    send(-1.5, close);
    executor.fillAtOpen(1);
    expect(fills[0]).toMatchObject({ units: -1, tactical: -1.5, core: 0.5, short: 0 });
    expect([portfolio.tactical.units(0), portfolio.core.units(0)]).toEqual([0, 1]);

    const less = deskOf({ venue: { lotStep: 1 }, tactical: [0.5], core: [0.5] });
    less.send(-0.5, close);
    less.executor.fillAtOpen(1);
    expect(less.fills[0]).toMatchObject({ tactical: -0.5, core: 0.5, fee: 0 });
    expect([less.portfolio.tactical.units(0), less.portfolio.core.units(0)]).toEqual([0, 1]);
  });

  it('are told apart while they wait', () => {
    const { executor, lines, cancels, fills, send } = deskOf();
    const [line] = lines;
    send(5, { ...core(3), tactical: 'units', tacticalValue: 2 });
    expect([line.pendingTactical(), line.pendingCore(), line.pendingUnits()]).toEqual([2, 3, 5]);
    executor.cancelTactical(line, 'stopped-out');
    expect([line.pendingTactical(), line.pendingCore(), line.pendingUnits(), cancels]).toEqual([0, 3, 3, []]);
    executor.fillAtOpen(1);
    expect(fills[0]).toMatchObject({ units: 3, tactical: 0, core: 3 });
  });

  it('wait exactly for flat, whatever the core adds', () => {
    const { lines, send } = deskOf({ tactical: [0.1] });
    send(-0.1 + 0.7, { ...core(0.7), tactical: 'flat' });
    expect(0.1 + lines[0].pendingTactical()).toBe(0);
  });

  it('lose a tactical order alone when it is cancelled', () => {
    const { executor, lines, cancels, send } = deskOf({ tactical: [2] });
    send(-2, { reduceOnly: true, tactical: 'flat' });
    send(1);
    executor.cancelTactical(lines[0], 'stopped-out');
    expect([executor.book.waiting, cancels]).toEqual([
      0,
      [
        [0, 'stopped-out'],
        [1, 'stopped-out'],
      ],
    ]);
  });
});

describe('shareOf', () => {
  it('is pro rata on one side, and what crosses first on two', () => {
    expect(shareOf(2, 4, 3)).toBe(1);
    expect(shareOf(-2, -4, -3)).toBe(-1);
    expect(shareOf(2, 0, 1)).toBe(1);
    expect(shareOf(0, 2, 1)).toBe(0);
    expect(shareOf(5, -2, 3)).toBe(5);
    expect(shareOf(5, -2, 1)).toBe(3);
    expect(shareOf(-2, 5, 3)).toBe(-2);
    expect(shareOf(-2, 5, 1)).toBe(-2);
  });
});

describe('exits inside a candle', () => {
  it('pay slippage and the taker fee, unless they rest as a limit', () => {
    const run = (limit: boolean, taker: boolean) => {
      const { executor, lines, fills } = deskOf({
        rules: { taker: 0.01, maker: 0.001, slippage: 0.1 },
        tactical: [2],
        core: [5],
      });
      executor.exitTactical(lines[0], 3, 90, limit, taker, limit ? 'target' : 'stop');
      const { price, fee, tactical, core: ofCore, candle, order } = fills[0];
      expect([tactical, ofCore, candle, order]).toEqual([-2, 0, 3, -1]);
      return [price, fee].map((n) => Math.round(n * 1e9) / 1e9);
    };
    expect(run(false, true)).toEqual([81, 1.62]);
    expect(run(true, false)).toEqual([90, 0.18]);
    expect(run(true, true)).toEqual([90, 1.8]);
  });

  it('trade whole lots, and hand the rest to the core', () => {
    const { executor, lines, fills, portfolio } = deskOf({ venue: { lotStep: 1 }, tactical: [2.4], core: [0.6] });
    executor.exitTactical(lines[0], 3, 90, false, true, 'stop');
    expect(fills[0].units).toBeCloseTo(-2, 12);
    expect(portfolio.tactical.units(0)).toBe(0);
    expect(portfolio.core.units(0)).toBeCloseTo(1, 12);
  });

  it('do not hand over what is whole lots but for rounding', () => {
    const { executor, lines, fills } = deskOf({ venue: { lotStep: 0.1 }, tactical: [0.1 + 0.2] });
    executor.exitTactical(lines[0], 3, 90, false, true, 'stop');
    expect(fills[0]).toMatchObject({ core: 0, tactical: -(0.1 + 0.2) });
  });

  it('close everything of an instrument at the end of its data', () => {
    const { executor, lines, fills, portfolio } = deskOf({ rules: { taker: 0.01 }, tactical: [2], core: [3] });
    executor.liquidate(lines[0], 4, 95, 100, 'delisted');
    expect(fills[0]).toMatchObject({ units: -5, core: -3, tactical: -2, price: 95, reason: 'delisted' });
    expect(portfolio.cash).toBeCloseTo(1000 + 475 - 4.75, 9);
    executor.liquidate(lines[0], 4, 95, 100, 'delisted');
    expect(fills).toHaveLength(1);
  });
});
