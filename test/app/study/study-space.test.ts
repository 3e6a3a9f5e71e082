import { beforeAll, describe, expect, it } from 'vitest';
import { decodeStudy, type StudyConfig } from '../../../app/config/study-schema.ts';
import { type PreparedRun, prepareRun } from '../../../app/prepare-run.ts';
import { commonStart } from '../../../app/study/common-start.ts';
import { createStudySpace } from '../../../app/study/study-space.ts';

let base: PreparedRun;
beforeAll(async () => {
  const given = {
    data: { synthetic: { candles: 3000, symbols: ['A', 'B'], missing: 0 } },
    strategies: [{ id: 'trend', use: 'ema-trend', params: { fast: 20, slow: 100 } }],
    risk: { maxRiskScore: 0.8 },
  };
  base = await prepareRun(given, { where: 'base', folder: '.', dataRoot: '.', catalog: '.' });
});

const spaceOf = (space: StudyConfig['space'], constraints: string[] = []) =>
  createStudySpace(decodeStudy({ base: 'x', space, constraints }, 's.json'), base, 's.json');

describe('createStudySpace', () => {
  it('has dimensions, present values and both constraints', () => {
    const { space, places } = spaceOf(
      {
        'strategy.trend.fast': { int: [3, 60] },
        'decision.minConfidence': { float: [0.5, 0.9] },
        'decision.entry': { choice: ['once', 'target'] },
      },
      ['strategy.trend.fast <= 40'],
    );
    expect(space.params.map(({ name, kind }) => [name, kind])).toEqual([
      ['strategy.trend.fast', 'int'],
      ['decision.minConfidence', 'float'],
      ['decision.entry', 'choice'],
    ]);
    expect(space.present).toEqual({
      'strategy.trend.fast': 20,
      'decision.minConfidence': 0.7,
      'decision.entry': 'once',
    });
    expect(places.get('strategy.trend.fast')).toEqual(['strategies', 0, 'params', 'fast']);
    expect(space.feasible({ 'strategy.trend.fast': 41 })).toBe(false);
    expect(space.feasible({ 'strategy.trend.fast': 40 })).toBe(true);
  });

  it('keeps the constraint of the strategy itself', () => {
    const { space } = spaceOf({ 'strategy.trend.fast': { int: [3, 60] }, 'strategy.trend.slow': { int: [20, 300] } });
    expect(space.feasible({ 'strategy.trend.fast': 30, 'strategy.trend.slow': 30 })).toBe(false);
    expect(space.feasible({ 'strategy.trend.fast': 29, 'strategy.trend.slow': 30 })).toBe(true);
  });

  it('takes the declared range for true', () => {
    const { fast, slow } = base.strategies[0]?.entry.definition.params ?? {};
    const { space } = spaceOf({ 'strategy.trend.fast': true, 'execution.closeAtEnd': true });
    expect(space.params[0]).toMatchObject({
      kind: 'int',
      min: fast?.kind === 'int' ? fast.min : null,
      max: fast?.kind === 'int' ? fast.max : null,
    });
    expect(space.params[1]).toEqual({ name: 'execution.closeAtEnd', kind: 'choice', values: [false, true] });
    expect(slow?.kind).toBe('int');
  });

  it.each<[string, StudyConfig['space'], string]>([
    [
      'an integer setting swept as a number',
      { 'execution.latencyBars': { float: [0, 4] } },
      'Expected space.execution.latencyBars to be {"int":[a,b]}, as the setting takes integers.',
    ],
    [
      'an integer parameter swept as a number',
      { 'strategy.trend.fast': { float: [3, 60] } },
      'Expected space.strategy.trend.fast to hold integers',
    ],
    [
      'a choice that does not exist',
      { 'decision.entry': { choice: ['once', 'twice'] } },
      'Expected space.decision.entry to hold values that the setting allows, was "twice"',
    ],
    ['a setting that is no setting', { 'data.align': { choice: ['union'] } }, 'Unknown setting data.align'],
  ])('refuses %s', (_, space, message) => {
    expect(() => spaceOf(space)).toThrow(message);
  });

  it('tells all issues at once', () => {
    expect(() => spaceOf({ a: { int: [0, 1] }, 'decision.minConfidence': { float: [2, 1] } })).toThrow(
      /2 settings are wrong[\s\S]*Unknown setting a[\s\S]*min <= max/,
    );
  });
});

describe('commonStart', () => {
  it('is after the largest warm-up of the whole space', () => {
    const first = base.data.series[0]?.time[0] ?? 0;
    const hours = (space: StudyConfig['space']) => (commonStart(base, spaceOf(space)) - first) / 3_600_000;
    const narrow = hours({ 'strategy.trend.fast': { int: [3, 60] } });
    const wide = hours({ 'strategy.trend.fast': { int: [3, 60] }, 'strategy.trend.slow': { int: [20, 200] } });
    // An exponential average needs about seven periods, its slow one most of them.
    expect(narrow).toBeGreaterThanOrEqual(700);
    expect(narrow).toBeLessThan(720);
    expect(wide).toBeGreaterThanOrEqual(1400);
    expect(wide).toBeLessThan(1420);
  });

  it('counts the memory of stops that follow volatility', async () => {
    const given = {
      data: { synthetic: { candles: 1000, symbols: ['A'], missing: 0 } },
      strategies: [{ id: 'cross', use: 'sma-cross', params: { fast: 3, slow: 8 } }],
      stops: { stopLoss: { kind: 'atr', multiple: 3, period: 14 } },
    };
    const run = await prepareRun(given, { where: 'base', folder: '.', dataRoot: '.', catalog: '.' });
    const study = decodeStudy({ base: 'x', space: { 'stops.stopLoss.period': { int: [5, 50] } } }, 's');
    const start = commonStart(run, createStudySpace(study, run, 's'));
    expect((start - (run.data.series[0]?.time[0] ?? 0)) / 3_600_000).toBe(350);
  });
});
