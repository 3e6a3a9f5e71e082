/** What a backtest config may say: data, strategies, span, and every setting of the pipeline at top level. */

import { z } from 'zod';
import { CALENDAR_NAMES, syntheticSchema } from '#datasets';
import { type PipelineConfig, pipelineSchema } from '#engine';
import { PRESET_NAMES } from './preset.ts';
import { recordedSchema } from './recorded-schema.ts';
import { instantField, intervalField } from './time-fields.ts';

const rule = z.number().positive().nullable().default(null);

const instrumentSchema = z.strictObject({
  symbol: z.string().min(1),
  /** Candle file, relative to the data root; the candles are those of the catalog where it is missing. */
  file: z.string().min(1).optional(),
  /** With a file only needed where it has too few rows to tell. */
  interval: intervalField.optional(),
  /** Version in the catalog; the newest where neither version nor id is given. */
  version: z.int().min(1).optional(),
  /** Identity of candles in the catalog, or its first 8 digits or more. */
  id: z
    .string()
    .regex(/^[0-9a-f]{8,64}$/)
    .describe('8 to 64 hexadecimal digits')
    .optional(),
  tickSize: rule,
  lotStep: rule,
  minNotional: rule,
  maxUnits: rule,
});

const dataSchema = z
  .strictObject({
    instruments: z.array(instrumentSchema).min(1).optional(),
    synthetic: syntheticSchema.optional(),
    /** `union`: instruments may miss candles of the others. `intersection`: only instants that all have. */
    align: z.enum(['union', 'intersection']).default('union'),
    /** Interval that the candles are joined to before the run. */
    resample: intervalField.nullable().default(null),
    /** Sessions that resampled days and longer are made of; UTC throughout when absent. */
    calendar: z.enum(CALENDAR_NAMES).optional(),
    /** Keep a first or last resampled candle that the data do not span. */
    keepPartial: z.boolean().optional(),
    market: z.enum(['24/7', 'session']).default('24/7'),
  })
  .refine((data) => (data.instruments === undefined) !== (data.synthetic === undefined), {
    error: 'Expected data to have either instruments or synthetic.',
  })
  .refine((data) => new Set(data.instruments?.map((i) => i.symbol)).size === (data.instruments?.length ?? 0), {
    error: 'Expected data.instruments to have distinct symbols.',
  });

const strategySchema = z.strictObject({
  /** Unique in the run; the name of the strategy where it is missing. */
  id: z
    .string()
    .regex(/^[\w-]+$/)
    .describe('a name of letters, digits, - and _')
    .optional(),
  /** Name of a shipped strategy, or a file that starts with `./`, `../` or `/`. */
  use: z.string().min(1),
  params: z.record(z.string(), z.union([z.number(), z.boolean(), z.string()])).default({}),
  /** Weight in the `net` combiner. */
  weight: z.number().positive().default(1),
  active: z.boolean().default(true),
  /** Candles a signal stays alive. */
  validity: z.int().min(1).default(1),
  /** Symbols it trades; `null` means all. */
  symbols: z.array(z.string()).min(1).nullable().default(null),
});

export const backtestSchema = z.strictObject({
  name: z.string().min(1).optional(),
  preset: z.enum(PRESET_NAMES).optional(),
  data: dataSchema,
  /** First open time of the run; earlier candles serve as warm-up. */
  from: instantField.nullable().default(null),
  /** Open time at which the run ends; that candle is no longer part of it. */
  to: instantField.nullable().default(null),
  strategies: z.array(strategySchema).default([]),
  /** Files of recorded signals, replayed beside the strategies. */
  signals: z.array(recordedSchema).default([]),
  ...pipelineSchema.unwrap().shape,
});

/** A backtest config as a user may write it. */
export type BacktestConfig = z.input<typeof backtestSchema>;
/** A backtest config with every default filled in. */
export type DecodedBacktest = z.output<typeof backtestSchema>;
export type DecodedData = DecodedBacktest['data'];
export type DecodedStrategy = DecodedBacktest['strategies'][number];

/** The settings of the pipeline, without data, span, strategies and recorded signals. */
export function pipelineOf(config: DecodedBacktest): PipelineConfig {
  const {
    name: _name,
    preset: _preset,
    data: _data,
    from: _from,
    to: _to,
    strategies: _strategies,
    signals: _signals,
    ...pipeline
  } = config;
  return pipeline;
}
