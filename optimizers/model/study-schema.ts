/** The parts of a study file that belong to the optimizers; the app puts the file together. */
import { z } from 'zod';

const fraction = z.number().min(0).max(1);

const constraintSchema = z
  .strictObject({ metric: z.string(), min: z.number().optional(), max: z.number().optional() })
  .refine((c) => c.min !== undefined || c.max !== undefined, { error: 'Expected min or max to be given, was neither.' })
  .refine((c) => c.min === undefined || c.max === undefined || c.min <= c.max, {
    error: 'Expected min <= max, was the other way round.',
  });

/** What is optimised. Without the constraint on trades, optimisers learn not to trade. */
export const objectiveSchema = z
  .strictObject({
    metric: z.string().default('sharpe'),
    direction: z.enum(['max', 'min']).default('max'),
    constraints: z.array(constraintSchema).default([{ metric: 'trades', min: 30 }]),
  })
  .prefault({});

const window = z.int().min(1).max(4096).optional();

/** How settings are proposed. `window` is the lagged window; it is part of the study, not of the machine. */
export const samplerSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('grid'),
      window,
      /** Points on a continuous dimension, both ends included. */
      points: z.int().min(2).max(10_000).optional(),
    }),
    z.strictObject({ kind: z.literal('random'), window }),
    z.strictObject({ kind: z.literal('sobol'), window }),
    z.strictObject({
      kind: z.literal('genetic'),
      window,
      population: z.int().min(4).max(4096).default(24),
      /** Probability that two parents are crossed. */
      crossover: fraction.default(0.9),
      /** Distribution index of simulated binary crossover; larger stays closer to the parents. */
      crossoverEta: z.number().min(0).default(15),
      /** Probability that a coordinate mutates; null is one over the number of dimensions. */
      mutation: fraction.nullable().default(null),
      mutationEta: z.number().min(0).default(20),
    }),
    z.strictObject({
      kind: z.literal('bayesian'),
      window,
      /** Trials of the Sobol start; null is max(8, 2 x dimensions). */
      start: z.int().min(2).nullable().default(null),
    }),
  ])
  .prefault({ kind: 'genetic' });

/** Parts of the data by time, in this order. The locked part is the rest. */
export const splitSchema = z
  .strictObject({
    /** What the sampler sees. */
    train: fraction.default(0.6),
    /** Shown beside it after the sweep. */
    validation: fraction.default(0.2),
    /** Opened by promotion only. */
    locked: fraction.default(0.2),
  })
  .prefault({})
  .refine((s) => s.train > 0, { error: 'Expected split.train to be > 0, was 0.' })
  .refine((s) => Math.abs(s.train + s.validation + s.locked - 1) < 1e-9, {
    error: 'Expected train, validation and locked to add up to 1.',
  });

export type SamplerSpec = z.output<typeof samplerSchema>;
export type SamplerKind = SamplerSpec['kind'];
export type SplitSpec = z.output<typeof splitSchema>;
