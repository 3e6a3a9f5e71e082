import { describe, expect, it } from 'vitest';
import { objectiveSchema, samplerSchema, splitSchema } from '../../../optimizers/model/index.ts';

describe('study schema', () => {
  it('asks for trades by default', () => {
    expect(objectiveSchema.parse(undefined)).toEqual({
      metric: 'sharpe',
      direction: 'max',
      constraints: [{ metric: 'trades', min: 30 }],
    });
    expect(objectiveSchema.safeParse({ constraints: [{ metric: 'trades' }] }).success).toBe(false);
    expect(objectiveSchema.safeParse({ constraints: [{ metric: 'trades', min: 3, max: 1 }] }).success).toBe(false);
  });

  it('fills in the options of a sampler and refuses those of another', () => {
    expect(samplerSchema.parse({ kind: 'genetic' })).toMatchObject({ population: 24, crossover: 0.9, mutation: null });
    expect(samplerSchema.safeParse({ kind: 'bayesian', population: 9 }).success).toBe(false);
    expect(samplerSchema.safeParse({ kind: 'tpe' }).success).toBe(false);
    expect(samplerSchema.safeParse({ kind: 'random', window: 0 }).success).toBe(false);
  });

  it('splits the whole of the data', () => {
    expect(splitSchema.parse({})).toEqual({ train: 0.6, validation: 0.2, locked: 0.2 });
    expect(splitSchema.safeParse({ train: 0.7, validation: 0.2, locked: 0.2 }).success).toBe(false);
    expect(splitSchema.safeParse({ train: 0, validation: 1, locked: 0 }).success).toBe(false);
  });
});
