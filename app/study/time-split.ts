import { ConfigError, lowerBound } from '#engine';
import type { SplitSpec, TimeSplit } from '#optimizers/model';
import { formatInstant } from '../config/time-fields.ts';

/**
 * Splits the candles of a study in time: train, validation, locked, in this order.
 * @param grid open times of all candles, ascending, epoch ms
 * @param span first open time of the study and the open time at which it ends; null means all there is
 * @param warmup candles at the beginning that no trial trades: the largest warm-up of the whole space
 * @param shares fractions of the candles after the warm-up
 * @throws ConfigError too-short when a part that was asked for would be empty
 */
export function splitTime(
  grid: Float64Array,
  intervalMs: number,
  span: { readonly from: number | null; readonly to: number | null },
  warmup: number,
  shares: SplitSpec,
): TimeSplit {
  const end = lowerBound(grid, span.to ?? Number.POSITIVE_INFINITY);
  const first = Math.max(lowerBound(grid, span.from ?? Number.NEGATIVE_INFINITY), warmup);
  const candles = end - first;
  const train = Math.floor(candles * shares.train);
  const validated = shares.locked === 0 ? candles : Math.floor(candles * (shares.train + shares.validation));
  if (train < 2 || (shares.validation > 0 && validated - train < 2)) {
    const text = `Expected enough candles for the split, was ${Math.max(0, candles)} after a warm-up of ${warmup}.`;
    throw new ConfigError('too-short', text, { candles, warmup });
  }
  const at = (index: number): number => (index < grid.length ? grid[index] : grid[grid.length - 1] + intervalMs);
  const trainEnd = at(first + train);
  const validationEnd = at(first + validated);
  return {
    train: [at(first), trainEnd],
    validation: validated > train ? [trainEnd, validationEnd] : null,
    locked: first + validated < end ? [validationEnd, at(end)] : null,
  };
}

/** `2020-01-01 to 2021-01-01` for people. */
export function describeSpan(span: readonly [number, number] | null): string {
  return span === null ? 'none' : `${formatInstant(span[0]).slice(0, 10)} to ${formatInstant(span[1]).slice(0, 10)}`;
}
