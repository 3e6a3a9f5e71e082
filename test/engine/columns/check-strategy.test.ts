import { describe, expect, it } from 'vitest';
import {
  above,
  below,
  type Column,
  checkStrategy,
  column,
  crossed,
  ema,
  type InstrumentColumns,
  latch,
  obv,
  param,
  type StrategyColumns,
  side,
  sma,
  strategy,
  vwap,
} from '../../../engine/columns/index.ts';
import { brokenClauses, describeStrategyContract } from '../../contracts/strategy-contract.ts';
import { createSeries } from './candles.ts';

const series = createSeries(3000, { seed: 21 });
const named = (name: string, each: (of: InstrumentColumns) => StrategyColumns) => strategy({ name, each });
const signalOf =
  (build: (close: Column) => Column) =>
  ({ close }: InstrumentColumns) => ({ signal: side(build(close)) });

describe('checkStrategy on strategies that keep the contract', () => {
  const custom = (close: Column) =>
    column('decay', [close.minus(sma(close, 20))], { n: 12 }, (p) => {
      let level = 0;
      return (x) => {
        level += (x - level) / p.n;
        return level;
      };
    });
  describeStrategyContract(named('custom', signalOf(custom)), {}, [series]);
  describeStrategyContract(
    named('latched', ({ close }) => {
      const average = sma(close, 30);
      return { signal: side(latch({ long: crossed(close, 'up', average), short: crossed(close, 'down', average) })) };
    }),
    {},
    [series],
  );
  describeStrategyContract(
    named('intervals', ({ close, tf, candles }) => ({
      enter: above(tf('4h').close, ema(tf('4h').close, 10)).and(crossed(close, 'up', vwap(candles, 24))),
      exit: below(tf('1d').close, sma(tf('1d').close, 3)),
      stop: close.times(0.02),
    })),
    {},
    [series],
  );
  describeStrategyContract(
    named('volume', ({ candles }) => ({ signal: side(obv(candles).minus(obv(candles).shift(24))) })),
    {},
    [series],
  );
});

describe('checkStrategy on strategies that break the contract', () => {
  it('catches a look ahead through an array from outside', () => {
    const tomorrow = [...series.close];
    const peeking = named(
      'peeking',
      signalOf((close) =>
        column('peek', [close], {}, () => {
          let row = 0;
          return (x) => {
            row += 1;
            return (tomorrow[row] ?? x) - x;
          };
        }),
      ),
    );
    const broken = brokenClauses(peeking, series);
    expect(broken).toContain('self-contained');
    expect(broken).toContain('forgets its start');
    const lookup = named(
      'lookup',
      signalOf((close) => column('lookup', [close], {}, () => (x) => (tomorrow[tomorrow.indexOf(x) + 1] ?? x) - x)),
    );
    const check = checkStrategy(lookup, {}, series).find(({ name }) => name === 'self-contained');
    expect(check).toMatchObject({ pass: false });
    expect(check?.detail).toContain('tomorrow is not defined');
  });

  it('catches a look ahead through what an earlier run left behind', () => {
    const seen: number[] = [];
    const remembering = named(
      'remembering',
      signalOf((close) =>
        column('seen', [close], {}, () => {
          let row = 0;
          return (x) => {
            seen[row] ??= x;
            row += 1;
            return (seen[row] ?? x) - x;
          };
        }),
      ),
    );
    const broken = brokenClauses(remembering, series);
    expect(broken).toEqual(
      expect.arrayContaining(['causal: prefixes', 'causal: noise', 'same twice', 'self-contained']),
    );
  });

  it('catches what never forgets its start', () => {
    const counting = (close: Column) =>
      column('count', [close], {}, () => {
        let rows = 0;
        return () => {
          rows += 1;
          return (rows % 7) - 3;
        };
      });
    expect(brokenClauses(named('counting', signalOf(counting)), series)).toEqual(['forgets its start']);
    expect(
      brokenClauses(
        named('level', ({ candles }) => ({ signal: side(above(obv(candles), 0)) })),
        series,
      ),
    ).toEqual(['forgets its start']);
    const short = (close: Column) =>
      column(
        'slow',
        [close],
        {},
        () => {
          let level = Number.NaN;
          return (x) => {
            level = Number.isNaN(level) ? x : level + (x - level) / 400;
            return level - x;
          };
        },
        { memory: 3 },
      );
    expect(brokenClauses(named('short', signalOf(short)), series)).toEqual(['forgets its start']);
  });

  it('catches values that are no numbers', () => {
    const nan = (close: Column) => column('bad', [close], {}, () => () => 0 / 0);
    const infinity = (close: Column) => column('bad', [close], {}, () => () => 1 / 0);
    for (const [build, was] of [
      [nan, 'NaN'],
      [infinity, 'Infinity'],
    ] as const) {
      const checks = checkStrategy(named('bad', signalOf(build)), {}, series);
      expect(checks).toEqual([
        {
          name: 'runs',
          pass: false,
          detail: `Expected column bad to give a finite number, or undefined for no value, was ${was} at 2021-01-01T00:00Z.`,
        },
      ]);
    }
  });

  it('catches values that are missing for ever', () => {
    const silent = (close: Column) => column('silent', [close], {}, () => () => undefined);
    expect(brokenClauses(named('silent', signalOf(silent)), series)).toEqual(['finite']);
    const stopless = named('stopless', ({ close }) => ({ signal: side(1), stop: close.minus(1e9) }));
    expect(brokenClauses(stopless, series)).toEqual(['finite']);
  });

  it('catches chance and clocks', () => {
    const chance = (close: Column) => column('chance', [close], {}, () => () => Math.random() - 0.5);
    const broken = brokenClauses(named('chance', signalOf(chance)), series);
    expect(broken).toEqual(expect.arrayContaining(['same twice', 'stream equals columns', 'self-contained']));
    const clock = (close: Column) => column('clock', [close], {}, () => () => (Date.now() > 0 ? 1 : -1));
    expect(brokenClauses(named('clock', signalOf(clock)), series)).toEqual(['self-contained']);
    const hidden = (close: Column) =>
      column('hidden', [close], {}, () => () => (globalThis.performance.now() > 0 ? 1 : -1));
    expect(brokenClauses(named('hidden', signalOf(hidden)), series)).toEqual(['self-contained']);
  });

  it('catches opinions out of range, and throws as values', () => {
    const certain = named('certain', ({ close }) => ({ signal: side(1, { confidence: close }) }));
    expect(checkStrategy(certain, {}, series)).toEqual([
      { name: 'runs', pass: false, detail: expect.stringContaining('Expected the confidence of strategy certain') },
    ]);
    const throwing = strategy({
      name: 'throwing',
      params: { n: param.int(1, 9) },
      each: () => {
        throw new Error('not today');
      },
    });
    expect(checkStrategy(throwing, { n: 3 }, series)).toEqual([
      { name: 'runs', pass: false, detail: 'Strategy throwing threw in each: not today' },
    ]);
    expect(checkStrategy(throwing, { m: 3 }, series)[0].detail).toContain('has no parameter m. Did you mean n?');
  });

  it('says when there are too few candles to judge', () => {
    const slow = named('slow', ({ close }) => ({ signal: side(close.minus(ema(close, 400))) }));
    const check = checkStrategy(slow, {}, createSeries(2900)).find(({ name }) => name === 'forgets its start');
    expect(check).toEqual({
      name: 'forgets its start',
      pass: false,
      detail: 'Cannot be judged: its warm-up is 2,800 of 2,900 candles; 200 more are needed.',
    });
  });
});
