import type { CandleSeries } from '#engine';

export const FIELDS = ['open', 'high', 'low', 'close', 'volume'] as const;
export type Field = (typeof FIELDS)[number];

/** How far two copies of the same candles agree. */
export interface Agreement {
  /** Candles that both have. */
  readonly common: number;
  /** Candles of the first copy that the second lacks. */
  readonly alone: number;
  /** Common candles that differ in any field. */
  readonly differing: number;
  /** Common candles that differ, field by field. */
  readonly byField: Readonly<Record<Field, number>>;
}

/** Differences that a source is known to have. */
export interface KnownDifferences {
  /** Candles of the first copy that the second lacks. */
  readonly alone?: number;
  readonly byField?: Partial<Record<Field, number>>;
  /** Whose fault they are, and how they came about. */
  readonly reason: string;
}

/**
 * Compares two copies candle by candle, by open time.
 * @param volumeTolerance relative difference of volumes that counts as none: sums are rounded, prices never
 */
export function compareCopies(one: CandleSeries, other: CandleSeries, volumeTolerance = 0): Agreement {
  const byField: Record<Field, number> = { open: 0, high: 0, low: 0, close: 0, volume: 0 };
  let common = 0;
  let differing = 0;
  let k = 0;
  for (let i = 0; i < one.length; i += 1) {
    while (k < other.length && other.time[k] < one.time[i]) k += 1;
    if (k === other.length || other.time[k] !== one.time[i]) continue;
    common += 1;
    let same = true;
    for (const field of FIELDS) {
      const a = one[field][i];
      const b = other[field][k];
      const allowed = field === 'volume' ? volumeTolerance * Math.abs(b) : 0;
      if (Math.abs(a - b) <= allowed) continue;
      byField[field] += 1;
      same = false;
    }
    if (!same) differing += 1;
  }
  return { common, alone: one.length - common, differing, byField };
}

/**
 * Compares an agreement with what is known of the two sources.
 * @returns one entry for each figure that is not as known; empty when all is explained
 */
export function judgeAgreement(found: Agreement, known?: KnownDifferences): string[] {
  const differences: string[] = [];
  if (found.common === 0) differences.push('no candle in common');
  const expect = (name: string, count: number, expected: number): void => {
    if (count !== expected) differences.push(`${name} ${count} (known ${expected})`);
  };
  expect('alone', found.alone, known?.alone ?? 0);
  for (const field of FIELDS) expect(field, found.byField[field], known?.byField?.[field] ?? 0);
  return differences;
}
