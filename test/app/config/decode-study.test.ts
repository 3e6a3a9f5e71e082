import { describe, expect, it } from 'vitest';
import { decodeStudy } from '../../../app/config/study-schema.ts';

const study = { base: 'backtest.json', space: { 'decision.minConfidence': { float: [0.5, 0.9] } } };
const decode = (more: object) => decodeStudy({ ...study, ...more }, 's.json');

describe('decodeStudy', () => {
  it('fills in defaults', () => {
    const decoded = decode({});
    expect(decoded).toMatchObject({
      trials: 200,
      seed: 1,
      window: null,
      split: { train: 0.6, validation: 0.2, locked: 0.2 },
    });
    expect(decoded.objective).toEqual({
      metric: 'sharpe',
      direction: 'max',
      constraints: [{ metric: 'trades', min: 30 }],
    });
    expect(decoded.sampler.kind).toBe('genetic');
  });

  it('takes a base config in place of its path', () => {
    const base = { data: { synthetic: {} }, strategies: [] };
    expect(decode({ base }).base).toEqual(base);
  });

  it.each<[string, object, string]>([
    ['an empty space', { space: {} }, 's.json: Expected space to have at least one setting, was empty.'],
    [
      'an unknown metric',
      { objective: { metric: 'sharp' } },
      's.json: Unknown metric sharp in objective.metric, did you mean sharpe?',
    ],
    [
      'an unknown metric of a constraint',
      { objective: { constraints: [{ metric: 'trade', min: 1 }] } },
      'Unknown metric trade in objective.constraints.0.metric, did you mean trades?',
    ],
    ['no trials', { trials: 0 }, 's.json: Expected trials to be an integer from 1 to 10000000, was 0.'],
    [
      'a split that is not whole',
      { split: { train: 0.5, validation: 0.2, locked: 0.2 } },
      's.json: Expected train, validation and locked to add up to 1.',
    ],
    [
      'an unknown sampler',
      { sampler: { kind: 'genetics' } },
      's.json: Expected sampler.kind to be one of grid, random, sobol, genetic, bayesian, was "genetics".',
    ],
    ['a mistyped key', { trails: 5 }, 's.json: Unknown key trails, did you mean trials?'],
    ['a base that is no config', { base: 5 }, 's.json: Expected base to be a file or a backtest config, was 5.'],
  ])('tells %s', (_, more, message) => {
    expect(() => decode(more)).toThrow(message);
  });
});
