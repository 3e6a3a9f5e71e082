/** What a check of candles has to say. */

/** The checks, in the order of a score card. */
export const CHECK_NAMES = [
  'gaps',
  'ohlc',
  'outliers',
  'splits',
  'spacing',
  'time-zone',
  'stale',
  'zero-volume',
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/**
 * `error` cannot be true of a market, `warning` is most likely a fault of the data, `note` is worth knowing, `ok` means
 * that nothing was found.
 */
export type Severity = 'ok' | 'note' | 'warning' | 'error';

/** One place where something was found. */
export interface CheckExample {
  /** Open time of the candle, epoch ms. */
  readonly time: number;
  /** The numbers that show it, by name. */
  readonly values: Readonly<Record<string, number>>;
}

/** The result of one check. */
export interface CheckFinding {
  readonly check: CheckName;
  readonly severity: Severity;
  /** Candles or events that were found. */
  readonly count: number;
  /** What they were counted among: candles, or candles that should be there. */
  readonly base: number;
  /** One sentence. */
  readonly summary: string;
  /** Further counts, by name. */
  readonly figures: Readonly<Record<string, number>>;
  /** The first few. */
  readonly examples: readonly CheckExample[];
}

/** Examples that a finding shows. */
export const EXAMPLES_SHOWN = 5;

/** A number with its noun: `1 gap`, `3 gaps`. */
export function countOf(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
