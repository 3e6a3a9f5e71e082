/** What a synthetic market is made of; everything has a default. */
import { z } from 'zod';
import { parseIsoTime } from '../formats/timestamp.ts';

const INTERVALS = ['1m', '5m', '15m', '30m', '1h', '4h', '1d'] as const;

export const syntheticSchema = z.strictObject({
  /** Equal specs with equal seeds give equal bytes, on every machine. */
  seed: z.int().min(0).default(1),
  /** Instruments, in the order of the series. */
  symbols: z
    .array(z.string().min(1))
    .min(1)
    .max(1000)
    .refine((symbols) => new Set(symbols).size === symbols.length, 'Expected every symbol once.')
    .default(['AAA/USD', 'BBB/USD', 'CCC/USD', 'DDD/USD']),
  /** Open time of the first candle: epoch ms, or ISO (UTC unless it names a zone). */
  start: z
    .union([z.int(), z.string().refine((text) => !Number.isNaN(parseIsoTime(text)), 'Expected an ISO date or time.')])
    .default('2021-01-01'),
  /** Candles on the common grid; the default is three years of hours. */
  candles: z.int().min(2).max(10_000_000).default(26_280),
  interval: z.enum(INTERVALS).default('1h'),
  /** Price at the start, of every instrument. */
  price: z.number().positive().max(1e9).default(100),
  /** Annual volatility (fraction) where the regime multiplies it by 1. */
  volatility: z.number().min(0.01).max(5).default(0.6),
  /** Correlation of the returns of any two instruments. */
  correlation: z.number().min(0).max(0.99).default(0.6),
  /** Bull, bear, volatile and normal phases; off means labels `normal`, no drift and an even volatility. */
  regimes: z.boolean().default(true),
  /** Common jumps a year, at opens; 0 switches them off. */
  jumps: z.number().min(0).max(365).default(12),
  /** Standard deviation of a jump's logarithm. */
  jumpSize: z.number().min(0).max(0.5).default(0.03),
  /** Share of candles that are missing, in outages of about three. */
  missing: z.number().min(0).max(0.5).default(0.002),
  /** Correlation-like strength of what can be predicted; 0 plants nothing. */
  edge: z.number().min(0).max(1).default(0),
  /** Whether candles have volumes; off means 0 throughout. */
  volumes: z.boolean().default(true),
  /** Decimals of every price; the smallest price is one unit of the last. */
  tickDecimals: z.int().min(0).max(12).default(4),
});

/** A market as asked for: every key may be left out. */
export type SyntheticInput = z.input<typeof syntheticSchema>;
/** A market with all its values. */
export type SyntheticSpec = z.output<typeof syntheticSchema>;
