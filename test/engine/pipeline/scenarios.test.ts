/** What a trader would ask of one small run; figures can be checked in the head. */
import { describe, expect, it } from 'vitest';
import { plainInstrument, type RunResult } from '#engine';
import { strategies } from '#strategies';
import {
  BUY,
  entryOf,
  FREE,
  HOUR,
  runScripted,
  type ScriptedCandle,
  type ScriptedSignal,
  SELL,
  START,
  scripted,
  still,
} from '../../support/scripted-market.ts';

const hoursOf = (result: RunResult) =>
  result.fills.map(({ time, side, size, reason }) => `${(time - START) / HOUR} ${side} ${size} ${reason}`);
const flat = (...signals: (ScriptedSignal | undefined)[]): ScriptedCandle[] =>
  signals.map((signal) => still(100, signal));
const none = (n: number): undefined[] => new Array(n).fill(undefined);

describe('fills', () => {
  it('happen at the open after the close that decided, never on it, and never after the last candle', () => {
    const result = runScripted({ candles: { A: [still(90, BUY), [110, 120, 80, 100], still(100, SELL)] } });
    expect(result.fills.map(({ time, price }) => [(time - START) / HOUR, price])).toEqual([[1, 110]]);
    expect(result.orders.map(({ status, note }) => [status, note])).toEqual([
      ['filled', ''],
      ['cancelled', 'end'],
    ]);
  });

  it('wait for the next real candle of an instrument', () => {
    const result = runScripted({ candles: { A: [still(100, BUY), null, null, still(70)], B: flat(...none(4)) } });
    expect(result.fills.map(({ time, price }) => [(time - START) / HOUR, price])).toEqual([[3, 70]]);
  });

  it('close what is open at the end only when asked to', () => {
    const run = (closeAtEnd: boolean) =>
      runScripted({ candles: { A: flat(BUY, ...none(2)) }, config: { execution: { closeAtEnd } } });
    expect(hoursOf(run(false))).toEqual(['1 buy 1 entry']);
    expect(hoursOf(run(true))).toEqual(['1 buy 1 entry', '2 sell 1 end']);
    expect(run(false).openTrades).toMatchObject([{ symbol: 'A', side: 'long', size: 1, ledger: 'tactical' }]);
  });

  it('close an instrument whose data end, at its last close and the stated haircut', () => {
    const result = runScripted({
      candles: { A: [...flat(BUY, undefined), still(80)], B: flat(...none(6)) },
      config: { execution: { endHaircut: 0.1 } },
    });
    expect(result.trades).toMatchObject([{ symbol: 'A', exitReason: 'delisted', exitPrice: 72 }]);
    expect(result.equity.equity.at(-1)).toBe(972);
  });
});

describe('latency', () => {
  it('does not starve a resize by replacing its order at every candle', () => {
    const result = runScripted({
      candles: { A: [...flat(BUY), ...flat(BUY, BUY, BUY), still(50, BUY), still(50, BUY), still(50, BUY), still(50)] },
      config: {
        execution: { latencyBars: 2 },
        decision: { entry: 'target', sizing: { kind: 'notional', notional: 100 } },
      },
    });
    expect(hoursOf(result)).toEqual(['3 buy 1 entry', '7 buy 1 resize']);
  });

  it('does not starve a rebalance whose bands are looked at at every close', () => {
    const result = runScripted({
      candles: { A: flat(...none(8)) },
      strategies: [],
      config: {
        execution: { latencyBars: 2 },
        rebalance: {
          coreShare: 1,
          trigger: { kind: 'band' },
          allocator: { kind: 'equal', invested: 0.5 },
          maxCost: null,
        },
      },
    });
    expect(hoursOf(result)).toEqual(['3 buy 5 rebalance']);
    expect(result.rebalances).toMatchObject([{ trigger: 'first', accuracy: 1, notional: 500 }]);
  });

  it('does not open a second position while the first is on its way', () => {
    const result = runScripted({
      candles: { A: flat(BUY, BUY, BUY, BUY, ...none(3)) },
      config: { execution: { latencyBars: 2 } },
    });
    expect(hoursOf(result)).toEqual(['3 buy 1 entry']);
  });

  it('takes back an opening that waits when the signal turns', () => {
    const result = runScripted({
      candles: { A: flat(BUY, SELL, ...none(3)) },
      config: { execution: { latencyBars: 2 } },
    });
    expect(result.fills).toEqual([]);
    expect(result.orders.map(({ status, note }) => [status, note])).toEqual([['cancelled', 'replaced']]);
  });
});

describe('halts', () => {
  const fall: ScriptedCandle[] = [still(100, BUY), still(100), still(70), still(70), still(70, BUY), still(70, BUY)];
  const config = (onHalt: 'freeze' | 'flatten', share = 0) =>
    ({
      account: { cash: 1000 },
      decision: { sizing: { kind: 'notional', notional: 500 } },
      risk: { ...FREE.risk, maxDrawdown: 0.1, onHalt },
      rebalance: { coreShare: share, maxCost: null, band: 0.5, relativeBand: null },
    }) as const;

  it('flatten what is held and let nothing in', () => {
    const result = runScripted({ candles: { A: fall }, config: config('flatten') });
    expect(hoursOf(result)).toEqual(['1 buy 5 entry', '3 sell 5 halt']);
    expect(result.trades).toMatchObject([{ exitReason: 'halt', pnl: -150 }]);
    expect(result.refusals).toEqual([{ stage: 'risk', code: 'halted', symbol: 'A', count: 2 }]);
    expect(result.counters.halts).toBe(1);
  });

  it('freeze what is held, which may still be closed', () => {
    const result = runScripted({
      candles: { A: [...fall.slice(0, 4), still(70, SELL), still(60)] },
      config: config('freeze'),
    });
    expect(hoursOf(result)).toEqual(['1 buy 5 entry', '5 sell 5 exit']);
  });

  it('do not stop an exit that is on its way', () => {
    const result = runScripted({
      candles: { A: [still(100, BUY), still(100), still(100), still(100, SELL), still(70), still(70), still(70)] },
      config: { ...config('freeze'), execution: { latencyBars: 1 } },
    });
    expect(hoursOf(result)).toEqual(['2 buy 5 entry', '5 sell 5 exit']);
  });

  it('open nothing behind the sale of the core that they ask for', () => {
    const candles = [still(100), still(100), still(100), still(70, BUY), still(70, BUY), still(70)];
    const result = runScripted({
      candles: { A: candles },
      config: { ...config('flatten', 0.8), account: { cash: 1000 } },
    });
    expect(result.fills.filter(({ tactical }) => tactical !== 0)).toEqual([]);
    expect(result.fills.at(-1)).toMatchObject({ side: 'sell', reason: 'halt', core: -8 });
    expect(result.refusals).toContainEqual({ stage: 'risk', code: 'halted', symbol: 'A', count: 2 });
  });
});

describe('two ledgers', () => {
  it('let a close through that was netted with a purchase of the core which is refused', () => {
    // Weekly: at the close of Sunday the core wants to buy what fell, while the signal says sell.
    const days = [
      still(100, BUY),
      still(100),
      still(100),
      still(100),
      still(100),
      still(100),
      still(50, SELL),
      still(50),
      still(50),
    ];
    const result = runScripted({
      candles: { A: days },
      intervalMs: 24 * HOUR,
      instruments: [{ ...plainInstrument('A'), minNotional: 60 }],
      config: {
        rebalance: {
          coreShare: 0.6,
          trigger: { kind: 'calendar' },
          maxCost: null,
          allocator: { kind: 'fixed', weights: { A: 0.3 } },
        },
      },
    });
    // Netted, too little is left for the venue to take; a close is exempt from the minimum.
    expect(result.refusals).toContainEqual({ stage: 'risk', code: 'min-notional', symbol: 'A', count: 1 });
    expect(result.fills.map(({ reason, tactical }) => [reason, tactical])).toEqual([
      ['netted', expect.closeTo(1, 9)],
      ['exit', expect.closeTo(-1, 9)],
    ]);
    expect(result.openTrades.map(({ ledger }) => ledger)).toEqual(['core']);
  });

  it('attribute profit to the ledger that had the position', () => {
    const result = runScripted({
      candles: { A: [still(100, BUY), still(100), still(120, SELL), still(120), still(120)] },
      config: {
        rebalance: { coreShare: 0.5, trigger: { kind: 'calendar' }, allocator: { kind: 'fixed', weights: { A: 0.4 } } },
      },
    });
    expect(result.fills[0]).toMatchObject({ reason: 'netted', size: 3, core: 2, tactical: 1 });
    expect(result.trades).toMatchObject([{ ledger: 'tactical', pnl: 20, size: 1 }]);
    expect(result.openTrades).toMatchObject([{ ledger: 'core', unrealised: 40, size: 2 }]);
  });
});

describe('stops', () => {
  const stop = { stopLoss: { kind: 'percent', fraction: 0.1 } } as const;
  const dip: ScriptedCandle[] = [
    still(100, BUY),
    [100, 100, 85, 95, BUY],
    [95, 95, 95, 95, BUY],
    still(95, SELL),
    still(95, BUY),
    still(95),
  ];

  it('count the entry candle, and keep out until the signal changes', () => {
    const result = runScripted({ candles: { A: dip }, config: { stops: stop } });
    expect(result.fills.map(({ time, side, price, reason }) => [(time - START) / HOUR, side, price, reason])).toEqual([
      [1, 'buy', 100, 'entry'],
      [1, 'sell', 90, 'stop'],
      [5, 'buy', 95, 'entry'],
    ]);
  });

  it('leave the entry candle out, where asked to', () => {
    const result = runScripted({ candles: { A: dip }, config: { stops: stop, execution: { stopsFrom: 'next' } } });
    expect(result.fills.map(({ reason }) => reason)).toEqual(['entry', 'exit', 'entry']);
  });

  it('come from the strategy, and the nearer of two counts', () => {
    const run = (distance: number, config = {}) =>
      runScripted({ candles: { A: dip }, strategies: [entryOf(scripted, { stop: distance })], config }).fills[1]?.price;
    expect(run(12)).toBe(88);
    expect(run(12, { stops: stop })).toBe(90);
    expect(run(4, { stops: stop })).toBe(96);
    expect(run(12, { stops: { fromStrategy: false } })).toBe(95);
  });

  it('are re-based by scaling in', () => {
    const result = runScripted({
      candles: { A: [still(100, BUY), still(100), still(120, BUY), still(120), [120, 120, 98, 98], still(98)] },
      config: { stops: stop, decision: { entry: 'add', sizing: { kind: 'notional', notional: 120 } } },
    });
    const average = (1.2 * 100 + 120) / 2.2;
    expect(result.trades[0]).toMatchObject({ exitReason: 'stop', size: 2.2 });
    expect(result.trades[0].entryPrice).toBeCloseTo(average, 9);
    expect(result.trades[0].exitPrice).toBeCloseTo(0.9 * average, 9);
  });
});

describe('margin', () => {
  it('reverses on the opposite signal by a reduction and an opening', () => {
    const result = runScripted({
      candles: { A: [still(100, BUY), still(100, SELL), still(50), still(50)] },
      config: { account: { cash: 1000, type: 'margin' } },
    });
    expect(hoursOf(result)).toEqual(['1 buy 1 entry', '2 sell 1 exit', '2 sell 1 entry']);
    expect(result.trades).toMatchObject([{ side: 'long', pnl: -50 }]);
    expect(result.openTrades).toMatchObject([{ side: 'short', entryPrice: 50 }]);
  });

  it('goes flat all the same when the opening half is refused', () => {
    const result = runScripted({
      candles: { A: [still(100, BUY), still(100, SELL), still(100), still(100)] },
      config: { account: { cash: 1000, type: 'margin' }, risk: { ...FREE.risk, maxDailyTrades: 2 } },
    });
    expect(hoursOf(result)).toEqual(['1 buy 1 entry', '2 sell 1 exit']);
    expect(result.openTrades).toEqual([]);
  });
});

describe('a run in which nothing trades', () => {
  const silence = (signals: (ScriptedSignal | undefined)[], config = {}, instruments = [plainInstrument('A')]) =>
    runScripted({ candles: { A: flat(...signals) }, config, instruments }).silence;

  it('says why', () => {
    expect(silence(none(3))).toContain('no strategy had an opinion');
    expect(silence([{ direction: 'BUY', confidence: 0.3 }, undefined])).toContain(
      'none reached the confidence floor of 0.7',
    );
    expect(silence([SELL, undefined])).toContain('all were SELL with nothing to sell');
    expect(silence([BUY, undefined], {}, [{ ...plainInstrument('A'), minNotional: 1e6 }])).toContain(
      'risk refused 1 of A (min-notional)',
    );
    expect(silence([undefined, BUY])).toContain('Nothing traded');
    expect(silence([BUY, undefined])).toBeNull();
  });
});

describe('symbols', () => {
  it('are traded by the strategies that name them', () => {
    const result = runScripted({
      candles: { A: flat(BUY, ...none(2)), B: flat(BUY, ...none(2)) },
      strategies: [{ ...entryOf(strategies['buy-and-hold']), symbols: ['B'] }],
    });
    expect(result.fills.map(({ symbol }) => symbol)).toEqual(['B']);
  });
});
