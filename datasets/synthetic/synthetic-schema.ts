/** What a synthetic market is made of; everything has a default. */
import { z } from 'zod';
import { parseIsoTime } from '../formats/timestamp.ts';
import { factorCholesky } from './cholesky.ts';

const INTERVALS = ['1m', '5m', '15m', '30m', '1h', '4h', '1d'] as const;

/** Annual Sharpe ratio of the ideal trader of an edge, before costs; 0 switches the edge off. */
const sharpe = z.number().min(0).max(100);
/** What the ideal trader looks at: an exponential average of past noise, over this many candles. */
const averageEdge = (candles: number) =>
  z.strictObject({ sharpe, candles: z.number().min(1).max(100_000).default(candles) });

const edgesSchema = z.strictObject({
  /** Every instrument goes on as it went. */
  momentum: averageEdge(96).optional(),
  /** Every instrument returns from where it went. */
  reversion: averageEdge(8).optional(),
  /** A follower moves as its leader did `lag` candles before. */
  leadLag: z
    .array(
      z.strictObject({
        leader: z.string().min(1),
        follower: z.string().min(1),
        lag: z.int().min(1).max(10_000).default(1),
        sharpe,
      }),
    )
    .optional(),
});

/** Rows in the order of the symbols. */
const correlationMatrix = z
  .array(z.array(z.number().min(-1).max(1)))
  .max(100)
  .refine(
    (rows) =>
      rows.every((row, i) => row.length === rows.length && row[i] === 1 && row.every((c, j) => c === rows[j]?.[i])) &&
      factorCholesky(rows) !== null,
    'Expected correlation to be a number, or a symmetric, positive definite matrix with 1 on its diagonal.',
  );

const marketSchema = z.strictObject({
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
  /** Correlation of the returns of any two instruments, or the matrix of all. */
  correlation: z.union([z.number().min(0).max(0.99), correlationMatrix]).default(0.6),
  /** Bull, bear, volatile and normal phases; off means labels `normal`, no drift and an even volatility. */
  regimes: z.boolean().default(true),
  /** Common jumps a year, at opens; 0 switches them off. */
  jumps: z.number().min(0).max(365).default(12),
  /** Standard deviation of a jump's logarithm. */
  jumpSize: z.number().min(0).max(0.5).default(0.03),
  /** Share of candles that are missing, in outages of about three. */
  missing: z.number().min(0).max(0.5).default(0.002),
  /** Volatility that clusters: deviation of its logarithm, and candles until half of a deviation is gone. */
  clustering: z
    .strictObject({ deviation: z.number().min(0).max(1.5), halfLife: z.number().min(0.5).max(1e6).default(48) })
    .optional(),
  /** Fat tails: innovations are Student's t with these degrees of freedom; normal when absent. */
  degreesOfFreedom: z.number().min(2.1).max(1000).optional(),
  /** Edges by what their ideal traders earn; not together with `edge`. */
  edges: edgesSchema.optional(),
  /** Correlation-like strength of what can be predicted; 0 plants nothing. */
  edge: z.number().min(0).max(1).default(0),
  /** Whether candles have volumes; off means 0 throughout. */
  volumes: z.boolean().default(true),
  /** Decimals of every price; the smallest price is one unit of the last. */
  tickDecimals: z.int().min(0).max(12).default(4),
});

export const syntheticSchema = marketSchema.superRefine((spec, context) => {
  const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
  const { correlation, symbols, edges, edge } = spec;
  if (typeof correlation !== 'number' && correlation.length !== symbols.length) {
    refuse(
      ['correlation'],
      `Expected correlation to have a row for each of ${symbols.length} symbols, was ${correlation.length}.`,
    );
  }
  if (edges !== undefined && edge !== 0) refuse(['edge'], 'Expected edge or edges, was both.');
  for (const [i, { leader, follower }] of (edges?.leadLag ?? []).entries()) {
    for (const [key, name] of Object.entries({ leader, follower })) {
      if (symbols.includes(name)) continue;
      refuse(['edges', 'leadLag', i, key], `Expected edges.leadLag.${i}.${key} to be one of the symbols, was ${name}.`);
    }
    if (leader === follower) {
      refuse(
        ['edges', 'leadLag', i, 'follower'],
        `Expected edges.leadLag.${i} to have two instruments, was ${leader} twice.`,
      );
    }
  }
});

/** A market as asked for: every key may be left out. */
export type SyntheticInput = z.input<typeof syntheticSchema>;
/** A market with all its values. */
export type SyntheticSpec = z.output<typeof syntheticSchema>;
