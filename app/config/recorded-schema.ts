/** What a config says about one file of recorded signals. */
import { z } from 'zod';
import { RECORDED_TYPES } from '#engine';
import { intervalField } from './time-fields.ts';

export const recordedSchema = z.strictObject({
  /** Unique in the run; the base name of the file where it is missing. */
  id: z
    .string()
    .regex(/^[\w-]+$/)
    .describe('a name of letters, digits, - and _')
    .optional(),
  /** Relative to the data root. */
  file: z.string().min(1),
  /** Weight of each of its voices in the `net` combiner. */
  weight: z.number().positive().default(1),
  active: z.boolean().default(true),
  /** Candles an opinion stays alive. */
  validity: z.int().min(1).default(1),
  /** Opinions below it are none. */
  minConfidence: z.number().min(0).max(1).default(0),
  /** Time from event to availability, for a file without `availableAt`. */
  delay: intervalField.nullable().default(null),
  /** Symbols that are wanted; `null` means all, and then the file may speak of no other. */
  symbols: z.array(z.string()).min(1).nullable().default(null),
  types: z.array(z.enum(RECORDED_TYPES)).min(1).nullable().default(null),
  sources: z.array(z.string().min(1)).min(1).nullable().default(null),
});

export type DecodedRecorded = z.output<typeof recordedSchema>;

/** Properties of recorded signals that a study can change. */
export const RECORDED_SETTINGS = ['weight', 'active', 'validity', 'minConfidence'] as const;

/** The id of recorded signals: their own, or the base name of the file up to its first dot. */
export function recordedId({ id, file }: { readonly id?: string | undefined; readonly file: string }): string {
  return id ?? (file.split(/[\\/]/).pop() ?? file).split('.', 1)[0];
}
