import type { ParamSpec, ParamValue } from '#optimizers/model';
import { formatValue } from '../format/number.ts';

/** A dimension cut into bins of equal width, or one bin a choice. */
export interface ParameterBins {
  readonly labels: readonly string[];
  /** Bin of a value; -1 where it has none. */
  readonly indexOf: (value: ParamValue) => number;
}

/**
 * Where a value lies in its dimension.
 * @returns 0 at the least, 1 at the greatest value; null for what is not in it
 */
export function positionOf(spec: ParamSpec, value: ParamValue | undefined): number | null {
  if (spec.kind === 'choice') {
    const at = value === undefined ? -1 : spec.values.indexOf(value);
    return at < 0 ? null : (at + 0.5) / spec.values.length;
  }
  if (typeof value !== 'number') return null;
  if (spec.max === spec.min) return 0.5;
  return spec.log
    ? Math.log(value / spec.min) / Math.log(spec.max / spec.min)
    : (value - spec.min) / (spec.max - spec.min);
}

/** The value at a position; the inverse of {@link positionOf} for numbers. */
export function valueAt(spec: Exclude<ParamSpec, { kind: 'choice' }>, position: number): number {
  return spec.log ? spec.min * (spec.max / spec.min) ** position : spec.min + (spec.max - spec.min) * position;
}

/**
 * Cuts a dimension into bins.
 * @param most bins at most; an integer dimension with fewer values has one bin a value
 */
export function binParameter(spec: ParamSpec, most: number): ParameterBins {
  if (spec.kind === 'choice') {
    return {
      labels: spec.values.map((value) => formatValue(value)),
      indexOf: (value) => spec.values.indexOf(value),
    };
  }
  const steps = spec.kind === 'int' ? Math.floor((spec.max - spec.min) / spec.step) + 1 : Number.POSITIVE_INFINITY;
  if (spec.kind === 'int' && steps <= most) {
    return {
      labels: Array.from({ length: steps }, (_, i) => formatValue(spec.min + i * spec.step)),
      indexOf: (value) => (typeof value === 'number' ? Math.round((value - spec.min) / spec.step) : -1),
    };
  }
  const edge = (i: number): number => {
    const value = valueAt(spec, i / most);
    return spec.kind === 'int' ? Math.round(value) : Number(value.toPrecision(3));
  };
  return {
    labels: Array.from({ length: most }, (_, i) => `${formatValue(edge(i))}–${formatValue(edge(i + 1))}`),
    indexOf: (value) => {
      const position = positionOf(spec, value);
      return position === null ? -1 : Math.min(most - 1, Math.max(0, Math.floor(position * most)));
    },
  };
}

/** Median of numbers; null of none. Sorts a copy. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** What a bin needs of a trial. */
export interface ScoredPoint {
  readonly x: ParamValue | undefined;
  readonly y: ParamValue | undefined;
  readonly value: number;
}

/** Medians and counts of points by two dimensions; `[row of y][column of x]`. */
export function binPairs(
  points: readonly ScoredPoint[],
  x: ParameterBins,
  y: ParameterBins,
): { readonly median: number | null; readonly count: number }[][] {
  const cells = y.labels.map(() => x.labels.map((): number[] => []));
  for (const point of points) {
    if (point.x === undefined || point.y === undefined) continue;
    cells[y.indexOf(point.y)]?.[x.indexOf(point.x)]?.push(point.value);
  }
  return cells.map((row) => row.map((values) => ({ median: median(values), count: values.length })));
}
