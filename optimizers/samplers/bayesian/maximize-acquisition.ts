import { createRandom, type RandomStream } from '../../../engine/math/index.ts';
import {
  decodePoint,
  encodeInto,
  levelCount,
  levelPosition,
  type ParamValues,
  type SearchSpace,
  unitOfLevel,
} from '../../model/index.ts';
import { createSobolSequence } from '../sobol-sequence.ts';
import type { TrialHistory } from '../trial-history.ts';
import type { Acquisition } from './acquisition.ts';
import { minimizeInBox } from './minimize-in-box.ts';

/** Kernel evaluations (squared observations times points) that the first look may cost. */
const LOOK_BUDGET = 10_000_000;
const MOST_POINTS = 2048;
const FEWEST_POINTS = 256;
/** Widths of the normal perturbations of the best point. */
const WIDTHS = [0.1, 0.03, 0.01, 0.003];
/** Stepped dimensions with more levels are moved as if continuous first. */
const FEW_LEVELS = 12;
/** Points closer than this in every dimension would climb the same hill. */
const APART = 0.02;

export interface AcquisitionSearch {
  readonly acquisition: Acquisition;
  readonly history: TrialHistory;
  /** Point of the best observation. */
  readonly incumbent: Float64Array;
  /** Observations behind the acquisition; sets the budgets. */
  readonly observations: number;
  readonly seed: number;
  readonly index: number;
}

interface Candidate {
  readonly point: Float64Array;
  readonly value: number;
}

/**
 * Finds settings of high acquisition: a look at Sobol points and at neighbours of the incumbent, then a local search
 * from the most promising ones, continuous dimensions by L-BFGS, stepped ones level by level.
 * @returns settings that are feasible and new; null where none of the points looked at was
 */
export function maximizeAcquisition(search: AcquisitionSearch): ParamValues | null {
  const { space } = search.history;
  const candidates = lookAround(search).sort((a, b) => b.value - a.value);
  const moves = createMoves(space);
  const starts = apart(candidates, search.observations < 150 ? 10 : search.observations < 400 ? 6 : 3);
  const climbed = starts.map((start) => climb(search, moves, start));
  for (const { point } of [...climbed, ...candidates].sort((a, b) => b.value - a.value)) {
    const values = decodePoint(space, point);
    if (space.feasible(values) && !search.history.wasAsked(values)) return values;
  }
  return null;
}

function lookAround(search: AcquisitionSearch): Candidate[] {
  const { acquisition, history, incumbent, observations, seed, index } = search;
  const { space } = history;
  const random = createRandom(seed, index, 'look');
  const sequence = createSobolSequence(space.params.length, random.int(0, 0x7fffffff));
  const affordable = Math.floor(LOOK_BUDGET / (observations * observations));
  const count = Math.min(MOST_POINTS, Math.max(FEWEST_POINTS, affordable));
  const near = Math.floor(count / 8);
  const candidates: Candidate[] = [];
  for (let k = 0; k < count + near; k++) {
    const point = new Float64Array(space.params.length);
    if (k < count) sequence.pointInto(point, k);
    else perturbInto(point, incumbent, space, WIDTHS[k % WIDTHS.length], random);
    const values = decodePoint(space, point);
    if (!space.feasible(values)) continue;
    encodeInto(point, space, values);
    candidates.push({ point, value: acquisition.value(point) });
  }
  return candidates;
}

function perturbInto(
  out: Float64Array,
  from: Float64Array,
  space: SearchSpace,
  width: number,
  random: RandomStream,
): void {
  for (let d = 0; d < out.length; d++) {
    const step = random.normal();
    if (space.params[d].kind === 'choice') out[d] = random.float() < 0.2 ? random.float() : from[d];
    else out[d] = Math.min(1, Math.max(0, from[d] + width * step));
  }
}

/** The best candidates that lie apart from each other. */
function apart(candidates: readonly Candidate[], count: number): readonly Candidate[] {
  const chosen: Candidate[] = [];
  for (const candidate of candidates) {
    if (chosen.length === count) break;
    const isNear = chosen.some(({ point }) => point.every((x, d) => Math.abs(x - candidate.point[d]) < APART));
    if (!isNear) chosen.push(candidate);
  }
  return chosen;
}

/** Which dimensions a local search moves, and how. */
interface Moves {
  /** 1 where L-BFGS moves the dimension first, as if it were continuous. */
  readonly relaxed: Uint8Array;
  /** 1 where it is continuous. */
  readonly continuous: Uint8Array;
  readonly hasContinuous: boolean;
  /** Dimensions with levels. */
  readonly stepped: readonly number[];
}

function createMoves(space: SearchSpace): Moves {
  const counts = space.params.map(levelCount);
  const continuous = Uint8Array.from(counts, (count) => (count === null ? 1 : 0));
  const relaxed = Uint8Array.from(space.params, (spec, d) =>
    spec.kind !== 'choice' && (counts[d] ?? FEW_LEVELS + 1) > FEW_LEVELS ? 1 : 0,
  );
  const stepped = space.params.map((_, d) => d).filter((d) => counts[d] !== null && counts[d] !== 1);
  return { relaxed, continuous, hasContinuous: continuous.includes(1), stepped };
}

function climb(search: AcquisitionSearch, moves: Moves, start: Candidate): Candidate {
  const { space } = search.history;
  const point = start.point.slice();
  slide(search.acquisition, point, moves.relaxed, 40);
  if (moves.stepped.length > 0) {
    encodeInto(point, space, decodePoint(space, point));
    stepThrough(search, moves.stepped, point);
    if (moves.hasContinuous) slide(search.acquisition, point, moves.continuous, 20);
  }
  if (!space.feasible(decodePoint(space, point))) return start;
  const value = search.acquisition.value(point);
  return value > start.value ? { point, value } : start;
}

/** Maximises over the dimensions that move, the others held. */
function slide(acquisition: Acquisition, point: Float64Array, moving: Uint8Array, iterations: number): void {
  const lower = point.map((x, d) => (moving[d] === 1 ? 0 : x));
  const upper = point.map((x, d) => (moving[d] === 1 ? 1 : x));
  const descend = (x: Float64Array, gradient: Float64Array): number => {
    const value = acquisition.valueWithSlopes(x, gradient);
    for (let d = 0; d < gradient.length; d++) gradient[d] = -gradient[d];
    return -value;
  };
  minimizeInBox(point, descend, { lower, upper, iterations, tolerance: 1e-5 });
}

/** Moves one stepped dimension after the other to its best level that is feasible and new, twice around. */
function stepThrough(
  { acquisition, history }: AcquisitionSearch,
  stepped: readonly number[],
  point: Float64Array,
): void {
  const { space } = history;
  const isOpen = (): boolean => {
    const values = decodePoint(space, point);
    return space.feasible(values) && !history.wasAsked(values);
  };
  let value = isOpen() ? acquisition.value(point) : Number.NEGATIVE_INFINITY;
  for (let round = 0; round < 2; round++) {
    for (const d of stepped) {
      let best = point[d];
      for (const unit of neighbours(space, d, point[d])) {
        point[d] = unit;
        if (!isOpen()) continue;
        const trial = acquisition.value(point);
        if (trial > value) {
          value = trial;
          best = unit;
        }
      }
      point[d] = best;
    }
  }
}

/** Coordinates of all levels of a short dimension, of the nearby ones of a long one. */
function neighbours(space: SearchSpace, d: number, unit: number): readonly number[] {
  const spec = space.params[d];
  const count = levelCount(spec) ?? 1;
  if (count <= FEW_LEVELS) return Array.from({ length: count }, (_, level) => unitOfLevel(spec, level));
  const units: number[] = [];
  const level = Math.round(levelPosition(spec, unit));
  for (const by of [-5, -2, -1, 1, 2, 5]) {
    if (level + by >= 0 && level + by < count) units.push(unitOfLevel(spec, level + by));
  }
  return units;
}
