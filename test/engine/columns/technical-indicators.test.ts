import { CCI } from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import {
  above,
  bindStrategy,
  createColumnCache,
  evaluateStrategy,
  type InstrumentColumns,
  side,
  strategy,
  ta,
} from '../../../engine/columns/index.ts';
import { createSeries } from './candles.ts';

const series = createSeries(120, { seed: 4 });

function stopOf(build: (of: InstrumentColumns) => ReturnType<typeof ta>) {
  const of = strategy({ name: 's', each: (columns) => ({ signal: side(1), stop: build(columns) }) });
  return [...(evaluateStrategy(bindStrategy(of), series, createColumnCache()).stop ?? [])];
}

describe('ta', () => {
  it('gives the values of the package, on the rows they belong to', () => {
    const [high, low, close] = [[...series.high], [...series.low], [...series.close]];
    const theirs = CCI.calculate({ period: 20, high, low, close });
    const ours = stopOf(({ high: h, low: l, close: c }) =>
      ta('CCI', { high: h, low: l, close: c }, { period: 20 }).plus(1000),
    );
    expect(ours.slice(0, 19).every(Number.isNaN)).toBe(true);
    expect(ours.slice(19)).toEqual(theirs.map((value) => value + 1000));
  });

  it('picks one of several outputs', () => {
    const upper = stopOf(({ close }) => ta('BollingerBands', { values: close }, { period: 5, stdDev: 2 }, 'upper'));
    const lower = stopOf(({ close }) => ta('BollingerBands', { values: close }, { period: 5, stdDev: 2 }, 'lower'));
    expect(upper[50]).toBeGreaterThan(lower[50]);
  });

  it('starts anew after a gap instead of failing for the rest', () => {
    const values = stopOf(({ close, open }) => ta('SMA', { values: close.where(above(close, open)) }, { period: 2 }));
    const up = [...series.close].map((c, i) => c > series.open[i]);
    expect(values.map(Number.isNaN)).toEqual(up.map((rose, i) => !(rose && up[i - 1])));
    expect(values.filter((value) => value > 0).length).toBeGreaterThan(10);
  });

  it('asks for the name it may have been', () => {
    expect(() => stopOf(({ close }) => ta('Cci', { values: close }))).toThrow(
      'Expected ta to name an indicator of technicalindicators, was Cci. Did you mean CCI?',
    );
    expect(() => stopOf(({ close }) => ta('sma', { values: close }))).toThrow('was sma. Did you mean SMA?');
  });
});
