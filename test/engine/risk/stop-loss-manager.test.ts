import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reachOf } from '../../../engine/model/index.ts';
import { type StopDistances, StopLossManager, type StopRules } from '../../../engine/risk/index.ts';

const NONE: StopDistances = { stop: 0, target: 0, trailing: 0, trailingFraction: 0 };
type Ohl = readonly [number, number, number];

function managerOf(
  distances: Partial<StopDistances>,
  rules: Partial<StopRules> = {},
  direction: 1 | -1 = 1,
  liveFrom = 0,
) {
  const manager = new StopLossManager(1, { intrabar: 'pessimistic', targetFill: 'limit', ...rules });
  manager.protect(0, direction, 100, { ...NONE, ...distances }, 0, liveFrom);
  return manager;
}

const MISSING: Ohl = [Number.NaN, Number.NaN, Number.NaN];

/** What a candle does: the exit, its price, whether it pays slippage, which fee. */
function exitOf(manager: StopLossManager, candle: Ohl, i = 0, past: readonly Ohl[] = []) {
  const candles = Array.from({ length: i + 1 }, (_, k) => (k === i ? candle : (past[k] ?? MISSING)));
  const exit = manager.check(0, i, columnsOf(candles));
  return exit === 'none'
    ? exit
    : [exit, manager.exitPrice, manager.exitIsLimit ? 'limit' : 'market', manager.exitIsTaker ? 'taker' : 'maker'];
}

function columnsOf(candles: readonly Ohl[]) {
  const column = (k: 0 | 1 | 2) => Float64Array.from(candles, (one) => one[k]);
  const [open, high, low] = [column(0), column(1), column(2)];
  return { open, high, low, reach: reachOf(open, high, low) };
}

/** The same candle seen from the other side of 100. */
const mirror = ([open, high, low]: Ohl): Ohl => [200 - open, 200 - low, 200 - high];

describe.each([1, -1] as const)('StopLossManager, direction %i', (direction) => {
  const at = (price: number) => (direction > 0 ? price : 200 - price);
  const seen = (candle: Ohl): Ohl => (direction > 0 ? candle : mirror(candle));
  const exit = (distances: Partial<StopDistances>, candle: Ohl, rules: Partial<StopRules> = {}) =>
    exitOf(managerOf(distances, rules, direction), seen(candle));

  it('stops at its level, with slippage, on touch', () => {
    expect(exit({ stop: 5 }, [99, 101, 95.1])).toBe('none');
    expect(exit({ stop: 5 }, [99, 101, 95])).toEqual(['stop', at(95), 'market', 'taker']);
  });

  it('stops at the open where the level was jumped', () => {
    expect(exit({ stop: 5 }, [93, 101, 90])).toEqual(['stop', at(93), 'market', 'taker']);
  });

  it('fills a limit target only when it is traded through, as a maker without slippage', () => {
    expect(exit({ target: 5 }, [99, 105, 98])).toBe('none');
    expect(exit({ target: 5 }, [99, 105.1, 98])).toEqual(['target', at(105), 'limit', 'maker']);
  });

  it('fills a touched target as a taker', () => {
    expect(exit({ target: 5 }, [99, 105, 98], { targetFill: 'touch' })).toEqual(['target', at(105), 'market', 'taker']);
  });

  it('fills a limit that is marketable at the open at the open, as a taker', () => {
    expect(exit({ target: 5 }, [107, 108, 98])).toEqual(['target', at(107), 'limit', 'taker']);
  });

  it('decides by the rule when one candle touches both, and counts it', () => {
    const both = { stop: 5, target: 5 };
    const reason = (intrabar: StopRules['intrabar'], candle: Ohl) => {
      const manager = managerOf(both, { intrabar }, direction);
      const [what] = exitOf(manager, seen(candle));
      expect(manager.exitIsAmbiguous).toBe(true);
      return what;
    };
    const nearHigh: Ohl = [103, 106, 94];
    const nearLow: Ohl = [97, 106, 94];
    const middle: Ohl = [100, 106, 94];
    expect([nearHigh, nearLow, middle].map((candle) => reason('pessimistic', candle))).toEqual([
      'stop',
      'stop',
      'stop',
    ]);
    expect([nearHigh, nearLow, middle].map((candle) => reason('optimistic', candle))).toEqual([
      'target',
      'target',
      'target',
    ]);
    expect([nearHigh, nearLow, middle].map((candle) => reason('ohlc-path', candle))).toEqual([
      'target',
      'stop',
      'stop',
    ]);
  });

  it('is not ambiguous where only one is touched', () => {
    const manager = managerOf({ stop: 5, target: 5 }, {}, direction);
    exitOf(manager, seen([100, 104, 94]));
    expect(manager.exitIsAmbiguous).toBe(false);
  });

  it('lives from the candle that it is told', () => {
    const manager = managerOf({ stop: 5 }, {}, direction, 3);
    expect(exitOf(manager, seen([99, 99, 90]), 2)).toBe('none');
    expect(exitOf(manager, seen([99, 99, 90]), 3)).toEqual(['stop', at(95), 'market', 'taker']);
  });

  it('trails by the best price of earlier candles only', () => {
    const manager = managerOf({ trailing: 4 }, {}, direction);
    const candles: Ohl[] = [seen([100, 110, 97]), seen([109, 112, 106.5]), seen([108, 109, 107])];
    // 110 is seen in the candle that falls to 97: only the water mark of 100 counts there.
    expect(exitOf(manager, candles[0], 0)).toBe('none');
    expect(exitOf(manager, candles[1], 1, candles)).toBe('none');
    expect(exitOf(manager, candles[2], 2, candles)).toEqual(['trailing', at(108), 'market', 'taker']);
  });

  it('trails by a fraction of the water mark', () => {
    const manager = managerOf({ trailingFraction: 0.1 }, {}, direction);
    const level = 100 * (1 - direction * 0.1);
    const touching: Ohl = direction > 0 ? [95, 95, level] : [105, level, 105];
    expect(exitOf(manager, touching)).toEqual(['trailing', level, 'market', 'taker']);
  });

  it('takes the nearer of a fixed and a trailing stop', () => {
    expect(exit({ stop: 3, trailing: 6 }, [99, 99, 90])).toEqual(['stop', at(97), 'market', 'taker']);
    expect(exit({ stop: 6, trailing: 3 }, [99, 99, 90])).toEqual(['trailing', at(97), 'market', 'taker']);
  });

  it('does nothing on a missing candle, without levels, or once released', () => {
    expect(exitOf(managerOf({ stop: 5, trailing: 5, target: 5 }, {}, direction), MISSING)).toBe('none');
    expect(exit({}, [1, 1000, 0.1])).toBe('none');
    const manager = managerOf({ stop: 5 }, {}, direction);
    expect(manager.active).toBe(1);
    manager.release(0);
    manager.release(0);
    expect(manager.active).toBe(0);
    expect(exitOf(manager, seen([99, 99, 90]))).toBe('none');
  });
});

describe('StopLossManager', () => {
  it('re-bases its levels after scaling in, and keeps the water mark and the candle it lives from', () => {
    const manager = managerOf({ stop: 5 }, {}, 1, 2);
    manager.protect(0, 1, 110, { ...NONE, stop: 5 }, 9, 9);
    expect(exitOf(manager, [106, 107, 104], 2)).toEqual(['stop', 105, 'market', 'taker']);
    expect(manager.active).toBe(1);
  });

  it('trails from the fill on, and no further than it is asked to, however far it has looked', () => {
    const past = [149, 100, 101, 129, 130].map((low): Ohl => [low, low + 1, low]);
    const manager = managerOf({ trailing: 5 });
    manager.release(0);
    // The 150 before the fill is nobody's water mark.
    manager.protect(0, 1, 100, { ...NONE, trailing: 5 }, 1, 1);
    expect(manager.findTouch(0, columnsOf(past).reach, 1, 5)).toBe(5);
    expect(exitOf(manager, [99, 99, 97.5], 3, past)).toBe('none');
    expect(exitOf(manager, [99, 99, 97], 3, past)).toEqual(['trailing', 97, 'market', 'taker']);
    expect(exitOf(manager, [130, 130, 126], 5, past)).toEqual(['trailing', 126, 'market', 'taker']);
  });

  it('starts anew when the position turns', () => {
    const manager = managerOf({ trailing: 5 }, {}, 1, 0);
    manager.protect(0, -1, 50, { ...NONE, trailing: 5 }, 4, 4);
    expect(manager.active).toBe(1);
    expect(exitOf(manager, [54, 56, 54], 3)).toBe('none');
    expect(exitOf(manager, [54, 56, 54], 4)).toEqual(['trailing', 55, 'market', 'taker']);
  });

  it('finds exactly the first candle in which looking at every candle finds an exit', () => {
    // Calm markets have whole blocks of candles out of reach of every level.
    const price = (width: number) => fc.integer({ min: 100 - width, max: 100 + width });
    // Some feeds have opens outside the candle's own range.
    const candle = (width: number) =>
      fc.option(fc.tuple(price(width), price(width), price(width), fc.boolean()), { freq: 8 }).map((drawn): Ohl => {
        if (drawn === null) return MISSING;
        const [open, a, b, dirty] = drawn;
        const inside = dirty ? [a, b] : [open, a, b];
        return [open, Math.max(...inside), Math.min(...inside)];
      });
    const distance = (most: number) => fc.oneof(fc.constant(0), fc.integer({ min: 1, max: most }));
    const setting = fc.record({
      direction: fc.constantFrom<1 | -1>(1, -1),
      stop: distance(25),
      target: distance(25),
      trailing: distance(25),
      trailingFraction: fc.constantFrom(0, 0, 0.05, 0.2),
      liveFrom: fc.integer({ min: 0, max: 5 }),
      intrabar: fc.constantFrom<StopRules['intrabar']>('pessimistic', 'optimistic', 'ohlc-path'),
      targetFill: fc.constantFrom<StopRules['targetFill']>('limit', 'touch'),
    });
    let [exits, jumps] = [0, 0];
    fc.assert(
      fc.property(
        fc.constantFrom(2, 4, 20).chain((width) => fc.array(candle(width), { minLength: 1, maxLength: 60 })),
        setting,
        (candles, { direction, liveFrom, intrabar, targetFill, ...distances }) => {
          const columns = columnsOf(candles);
          const { reach } = columns;
          const make = () => managerOf(distances, { intrabar, targetFill }, direction, liveFrom);

          const slow = make();
          let expected = candles.length;
          for (let i = 0; i < candles.length && expected === candles.length; i += 1) {
            if (slow.check(0, i, columns) !== 'none') expected = i;
          }

          const fast = make();
          let found = candles.length;
          for (let i = 0; i < candles.length && found === candles.length; ) {
            const to = fast.findTouch(0, reach, i, candles.length);
            if (to > i) jumps += 1;
            i = to;
            if (i === candles.length) break;
            if (fast.check(0, i, columns) !== 'none') found = i;
            i += 1;
          }
          expect(found).toBe(expected);
          if (found === candles.length) return;
          exits += 1;
          expect([fast.exitPrice, fast.exitIsLimit, fast.exitIsTaker]).toEqual([
            slow.exitPrice,
            slow.exitIsLimit,
            slow.exitIsTaker,
          ]);
          // Nothing fills at a price that the candle never had.
          expect(fast.exitPrice).toBeLessThanOrEqual(reach.high[found]);
          expect(fast.exitPrice).toBeGreaterThanOrEqual(reach.low[found]);
        },
      ),
      { seed: 1, numRuns: 2000 },
    );
    expect(Math.min(exits, jumps)).toBeGreaterThan(300);
  });
});
