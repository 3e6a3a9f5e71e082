/**
 * The signal processor of the design: many opinions about a symbol become one.
 * Sources arrive as packed columns on the grid; the result is one CombinedColumn per symbol.
 */
import { countOf, majorityOf, strengthOf, thousandthsOf } from '../model/index.ts';

/** Sum of strengths is capped at this. */
const STRENGTH_CAP = 10;

/** One opinion per slice, made of many. Readers ask by grid index. */
export interface CombinedColumn {
  readonly kind: 'majority' | 'net';
  /** Sum of the packed signals of all sources. */
  readonly packed: Int32Array;
  /** For `net`: the score, -1 to 1; null for `majority`. */
  readonly score: Float64Array | null;
}

/** The combined signal at one instant, for records and for people. */
export interface CombinedSignal {
  readonly direction: 'BUY' | 'SELL' | 'HOLD';
  /** Sum of strengths, capped at 10. */
  readonly strength: number;
  /** 0 to 1. */
  readonly confidence: number;
  readonly sources: number;
}

/** Adds a source's column to the sum; the packed layout makes this the whole of "combining". */
export function addSourceInto(out: Int32Array, source: Int32Array): void {
  for (let i = 0; i < out.length; i += 1) out[i] = (out[i] + source[i]) | 0;
}

/** Sum of packed columns; three a pass, since reading them is what takes the time. */
export function sumSources(sources: readonly Int32Array[], length: number): Int32Array {
  const out = sources.length === 0 ? new Int32Array(length) : sources[0].slice();
  let j = 1;
  for (; j + 2 < sources.length; j += 3) {
    const [a, b, c] = [sources[j], sources[j + 1], sources[j + 2]];
    for (let i = 0; i < length; i += 1) out[i] = (out[i] + a[i] + b[i] + c[i]) | 0;
  }
  for (; j < sources.length; j += 1) addSourceInto(out, sources[j]);
  return out;
}

/**
 * Score of the `net` combiner: sum(+-weight x strength x confidence) / sum(weight x strength), HOLD abstains.
 * @param sources packed columns of single signals
 * @param weights one per source
 * @returns -1 to 1, 0 where nobody has an opinion
 */
export function netScores(sources: readonly Int32Array[], weights: readonly number[], length: number): Float64Array {
  const score = new Float64Array(length);
  const weight = new Float64Array(length);
  sources.forEach((source, j) => {
    const w = weights[j];
    for (let i = 0; i < length; i += 1) {
      const side = majorityOf(source[i]);
      if (side === 0) continue;
      const pull = w * strengthOf(source[i]);
      score[i] += side * pull * thousandthsOf(source[i]);
      weight[i] += 1000 * pull;
    }
  });
  for (let i = 0; i < length; i += 1) score[i] = weight[i] > 0 ? score[i] / weight[i] : 0;
  return score;
}

/** Relative slack of a float comparison that decides. */
const EQUAL = 1e-11;

/**
 * Direction that may act at a grid index: +1, -1, or 0 for HOLD, for no opinion, and below the confidence floor.
 * For `majority` the floor is compared in integer thousandths: the mean of three 0.7 is not below 0.7.
 * @param floor in thousandths
 */
export function actingDirection(column: CombinedColumn, i: number, floor: number): -1 | 0 | 1 {
  if (column.score !== null) {
    const score = column.score[i];
    if (score === 0 || Math.abs(score) * 1000 < floor * (1 - EQUAL)) return 0;
    return score > 0 ? 1 : -1;
  }
  const packed = column.packed[i];
  if (thousandthsOf(packed) < floor * countOf(packed)) return 0;
  return majorityOf(packed);
}

/** Confidence of the combined signal, 0 to 1. */
export function confidenceAt(column: CombinedColumn, i: number): number {
  if (column.score !== null) return Math.abs(column.score[i]);
  const packed = column.packed[i];
  const count = countOf(packed);
  return count === 0 ? 0 : thousandthsOf(packed) / (1000 * count);
}

/** Mean strength before the cap, 1 to 4; 0 without opinion. */
export function meanStrengthAt(column: CombinedColumn, i: number): number {
  const packed = column.packed[i];
  const count = countOf(packed);
  return count === 0 ? 0 : strengthOf(packed) / count;
}

/** The combined signal as an object; allocates, so not for the loop over candles. */
export function combinedSignalAt(column: CombinedColumn, i: number): CombinedSignal {
  const side = actingDirection(column, i, 0);
  return {
    direction: side > 0 ? 'BUY' : side < 0 ? 'SELL' : 'HOLD',
    strength: Math.min(STRENGTH_CAP, strengthOf(column.packed[i])),
    confidence: confidenceAt(column, i),
    sources: countOf(column.packed[i]),
  };
}
