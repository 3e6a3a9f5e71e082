import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { hashString, hashString53, scramble } from './hash-string.ts';
import { normalQuantile } from './normal-quantile.ts';

/** Random values from one named stream; the same on every machine. */
export interface RandomStream {
  /** Uniform on [0, 1), a multiple of 2^-53. */
  float(): number;
  /**
   * Uniform integer from `min` to `max`, both included.
   * @throws RangeError unless both are safe integers and min <= max
   */
  int(min: number, max: number): number;
  /** Standard normal, from one uniform value. */
  normal(): number;
}

/** Half the smallest step of `float()`, where it gives 0: keeps the normal value finite. */
const HALF_STEP = 2 ** -54;
/** Fractional digits of square roots of small primes, one per word of the generator's state. */
const LANES = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a];

/**
 * Opens the random stream of one purpose: streams that differ in any of the three are unrelated.
 * @param seed seed of the study or market
 * @param index number of the trial, instrument or worker item the stream serves
 * @param purpose what the values are for, such as `crossover`
 * @example
 * createRandom(7, 0, 'prices').float() === createRandom(7, 0, 'prices').float() // true
 */
export function createRandom(seed: number, index: number, purpose: string): RandomStream {
  const generator = xoroshiro128plusFromState(mixState(seed, index, purpose));
  return {
    float: () => uniformFloat64(generator),
    int: (min, max) => {
      if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || min > max) {
        throw new RangeError(`Expected integers min <= max, was ${min} and ${max}.`);
      }
      return uniformInt(generator, min, max);
    },
    normal: () => normalQuantile(uniformFloat64(generator) || HALF_STEP),
  };
}

function mixState(seed: number, index: number, purpose: string): number[] {
  // + 0 makes -0 the same seed as 0.
  const bits = new Uint32Array(new Float64Array([seed + 0, index + 0, hashString53(purpose)]).buffer);
  const state = LANES.map((lane) => {
    let word = lane | 0;
    for (const bit of bits) word = scramble(Math.imul(word, 0x9e3779b1) ^ bit);
    return word ^ hashString(purpose);
  });
  // The all-zero state is the one from which this generator never moves.
  return state.some((word) => word !== 0) ? state : [...LANES];
}
