import { describe, expect, it } from 'vitest';
import {
  above,
  adx,
  atr,
  below,
  bindStrategy,
  type ColumnCache,
  column,
  createColumnCache,
  crossed,
  ema,
  evaluateStrategy,
  event,
  type InstrumentColumns,
  macd,
  param,
  rsi,
  type StrategyColumns,
  side,
  sma,
  strategy,
} from '../../../engine/columns/index.ts';
import { packSignal, StrategyError } from '../../../engine/model/index.ts';
import { createSeries, seriesOf } from './candles.ts';

const evaluate = (closes: readonly number[], each: (of: InstrumentColumns) => StrategyColumns, validity = 1) =>
  evaluateStrategy(bindStrategy(strategy({ name: 's', each })), seriesOf(closes), createColumnCache(), { validity });

const BUY = packSignal('BUY', 2, 1000);
const SELL = packSignal('SELL', 2, 1000);

describe('evaluateStrategy', () => {
  it('packs a side at every candle: by truth, or by sign', () => {
    expect([...evaluate([1, 3, 2], ({ close }) => ({ signal: side(above(close, 2)) })).packed]).toEqual([
      SELL,
      BUY,
      SELL,
    ]);
    expect([...evaluate([1, 3, 2], ({ close }) => ({ signal: side(close.minus(2)) })).packed]).toEqual([SELL, BUY, 0]);
  });

  it('packs events where they happen, none where both do', () => {
    const each = ({ close }: InstrumentColumns) => ({ signal: event({ buy: above(close, 2), sell: above(close, 4) }) });
    expect([...evaluate([1, 3, 5], each).packed]).toEqual([0, BUY, 0]);
    const hold = ({ close }: InstrumentColumns) => ({
      signal: event({ sell: below(close, 2) }, { otherwise: 'HOLD' }),
    });
    expect([...evaluate([1, 3], hold).packed]).toEqual([SELL, packSignal('HOLD', 2, 1000)]);
  });

  it('packs the short form: long on enter, flat on exit, exit first', () => {
    const each = ({ close }: InstrumentColumns) => ({
      enter: above(close, 2),
      exit: above(close, 4),
      strength: 'STRONG' as const,
      confidence: 0.85,
    });
    expect([...evaluate([1, 3, 5], each).packed]).toEqual([0, packSignal('BUY', 3, 850), packSignal('SELL', 3, 850)]);
  });

  it('carries confidence in thousandths, and strengths and confidences as columns', () => {
    const each = ({ close, open }: InstrumentColumns) => ({
      signal: side(1, { strength: close, confidence: open.div(10) }),
    });
    // Opens are the closes before.
    expect([...evaluate([1, 4, 2], each).packed]).toEqual([
      packSignal('BUY', 1, 100),
      packSignal('BUY', 4, 100),
      packSignal('BUY', 2, 400),
    ]);
    const rounded = ({ close }: InstrumentColumns) => ({ signal: side(1, { confidence: close }) });
    expect([...evaluate([0.7004, 0.6996], rounded).packed]).toEqual([
      packSignal('BUY', 2, 700),
      packSignal('BUY', 2, 700),
    ]);
  });

  it('has no opinion where strength or confidence is missing', () => {
    const each = ({ close }: InstrumentColumns) => ({ signal: side(1, { confidence: sma(close, 2) }) });
    expect([...evaluate([0.5, 0.5], each).packed]).toEqual([0, packSignal('BUY', 2, 500)]);
  });

  it('names strategy and candle of what is out of range', () => {
    const confidence = ({ close }: InstrumentColumns) => ({ signal: side(1, { confidence: close }) });
    expect(() => evaluate([0.5, 1.2], confidence)).toThrow(
      'Expected the confidence of strategy s to be from 0 to 1, was 1.2 at 2021-01-01T01:00Z.',
    );
    const strength = ({ close }: InstrumentColumns) => ({ signal: side(1, { strength: close }) });
    expect(() => evaluate([3, 2.5], strength)).toThrow(
      'Expected the strength of strategy s to be 1, 2, 3 or 4, was 2.5 at 2021-01-01T01:00Z.',
    );
    expect(() => evaluate([1], () => ({ signal: side(1, { confidence: 1.5 }) }))).toThrow(
      'Expected confidence to be from 0 to 1, was 1.5.',
    );
    expect(() => evaluate([1], () => ({ signal: side(1, { strength: 7 }) }))).toThrow('Expected strength to be 1 to 4');
  });

  it('gives distances where they are positive', () => {
    const { stop, target } = evaluate([1, 5], ({ close }) => ({ signal: side(1), stop: close.minus(3), target: 4 }));
    expect([...(stop ?? [])]).toEqual([Number.NaN, 2]);
    expect([...(target ?? [])]).toEqual([4, 4]);
    expect(evaluate([1], () => ({ signal: side(1) })).stop).toBeNull();
  });

  it('keeps opinions alive for their validity', () => {
    const each = ({ close }: InstrumentColumns) => ({ signal: event({ buy: above(close, 8), sell: below(close, 2) }) });
    const closes = [5, 9, 5, 5, 5, 9, 1, 5, 5];
    expect([...evaluate(closes, each, 3).packed]).toEqual([0, BUY, BUY, BUY, 0, BUY, SELL, SELL, SELL]);
    expect(() => evaluate(closes, each, 0)).toThrow('Expected validity to be an integer >= 1, was 0.');
  });

  it('has no opinion on any candle for a signal that is filtered out', () => {
    const each = ({ close }: InstrumentColumns) => ({ signal: side(above(close, 2)).where(above(close, 4)) });
    expect([...evaluate([1, 3, 5], each).packed]).toEqual([0, 0, BUY]);
  });

  it('derives length and warm-up from the graph', () => {
    const extent = (each: (of: InstrumentColumns) => StrategyColumns) => {
      const { length, warmup } = evaluate([1, 2], each);
      return { length, warmup };
    };
    expect(extent(({ close }) => ({ signal: side(crossed(sma(close, 20), 'up', sma(close, 50))) }))).toEqual({
      length: 50,
      warmup: 51,
    });
    expect(extent(({ close }) => ({ signal: side(above(rsi(close, 14), 50)) }))).toEqual({ length: 14, warmup: 98 });
    expect(extent(({ close }) => ({ signal: side(ema(close, 10).shift(3)) }))).toEqual({ length: 12, warmup: 73 });
    expect(extent(({ close }) => ({ signal: side(macd(close).histogram) }))).toEqual({ length: 33, warmup: 245 });
    expect(extent(({ candles }) => ({ signal: side(adx(candles, 14).adx) }))).toEqual({ length: 27, warmup: 196 });
    // A stop that needs longer does not hold the opinions back, but the decisions.
    expect(extent(({ candles }) => ({ signal: side(1), stop: atr(candles, 14) }))).toEqual({ length: 0, warmup: 98 });
    // The tenth 4h candle closes at the latest at row 3 + 39.
    expect(extent(({ tf }) => ({ signal: side(sma(tf('4h').close, 10)) }))).toEqual({ length: 42, warmup: 46 });
  });

  it('has values from exactly its length on', () => {
    const series = createSeries(300);
    for (const each of [
      ({ close }: InstrumentColumns) => ({ signal: side(sma(close, 20)) }),
      ({ close }: InstrumentColumns) => ({ signal: side(macd(close).signal.abs().plus(1)) }),
      ({ candles }: InstrumentColumns) => ({ signal: side(adx(candles, 9).adx.plus(1)) }),
      ({ close }: InstrumentColumns) => ({ signal: side(crossed(close, 'up', ema(close, 30))) }),
    ]) {
      const { packed, length } = evaluateStrategy(
        bindStrategy(strategy({ name: 's', each })),
        series,
        createColumnCache(),
      );
      expect(packed.findIndex((value) => value !== 0)).toBe(length);
    }
  });

  it('recomputes only what a changed parameter touches', () => {
    const definition = strategy({
      name: 's',
      params: { slow: param.int(2, 99, { default: 30 }), floor: param.float(0, 100, { default: 50 }) },
      each: ({ close }, p) => ({
        signal: side(above(rsi(close, 14), p.floor).and(above(ema(close, 10), ema(close, p.slow)))),
      }),
    });
    let kept = 0;
    const columns = createColumnCache();
    const cache: ColumnCache = {
      ...columns,
      set(key, value) {
        kept += 1;
        columns.set(key, value);
      },
    };
    const series = createSeries(200);
    const keptFor = (params: Record<string, number>) => {
      const before = kept;
      evaluateStrategy(bindStrategy(definition, params), series, cache);
      return kept - before;
    };
    // rsi, two emas, packed; conditions live only while they are read.
    expect(keptFor({})).toBe(4);
    expect(keptFor({})).toBe(0);
    expect(keptFor({ floor: 60 })).toBe(1);
    expect(keptFor({ slow: 40 })).toBe(2);
    expect(keptFor({ slow: 40, floor: 60 })).toBe(1);
  });

  it('tells series, constants of either sign and shared parts apart', () => {
    const cache = createColumnCache();
    const bound = bindStrategy(
      strategy({ name: 's', each: ({ close }) => ({ signal: side(1), stop: sma(close, 2) }) }),
    );
    const a = evaluateStrategy(bound, seriesOf([1, 3]), cache).stop;
    const b = evaluateStrategy(bound, seriesOf([1, 5]), cache).stop;
    expect([a?.[1], b?.[1]]).toEqual([2, 3]);
    // Long chains have keys of bounded length, and still differ where they differ at the far end.
    const chain = (n: number) => (columns: InstrumentColumns) => {
      let x = columns.close.plus(n);
      for (let k = 0; k < 40; k += 1) x = x.plus(x).div(2);
      return { signal: side(1), stop: x };
    };
    const of = (n: number) => bindStrategy(strategy({ name: 's', each: chain(n) }));
    const [one, two] = [of(1), of(2)].map((strategyOf) => evaluateStrategy(strategyOf, seriesOf([1, 5]), cache).stop);
    expect([one?.[0], two?.[0]]).toEqual([2, 3]);
    expect(of(1).graph.stop?.node.key.length).toBeLessThan(200);
  });

  it('refuses a custom column that gives no number', () => {
    const each = ({ close }: InstrumentColumns) => ({
      signal: side(column('broken', [close], {}, () => (x) => (x > 2 ? Number.NaN : x))),
    });
    expect(() => evaluate([1, 2, 3], each)).toThrow(StrategyError);
    expect(() => evaluate([1, 2, 3], each)).toThrow(
      'Expected column broken to give a finite number, or undefined for no value, was NaN at 2021-01-01T02:00Z.',
    );
  });
});
