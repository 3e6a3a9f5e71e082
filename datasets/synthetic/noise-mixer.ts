import { factorCholesky } from './cholesky.ts';
import { SUB_STEPS } from './common-noise.ts';
import type { SyntheticSpec } from './synthetic-schema.ts';

/** Own normals of one instrument in one candle: one for each sub-step, then one for its jump. */
export const OWN_NORMALS = SUB_STEPS + 1;

/** Makes correlated standard normals out of independent ones. */
export interface NoiseMixer {
  /**
   * @param index of the instrument
   * @param slot sub-step, or SUB_STEPS for the jump
   * @param common normal of the whole market
   * @param own normals of all instruments, OWN_NORMALS for each
   * @returns a standard normal
   */
  mix(index: number, slot: number, common: number, own: Float64Array): number;
  /** Correlation of the noise of two instruments. */
  correlation(a: number, b: number): number;
}

/**
 * Creates the mixer of a market. With one correlation c it is sqrt(c) common + sqrt(1 - c) own, so that an instrument
 * more changes none of the others; with a matrix it is L times own normals, L L' = matrix.
 */
export function createNoiseMixer({ correlation }: Pick<SyntheticSpec, 'correlation'>): NoiseMixer {
  if (typeof correlation === 'number') {
    const shared = Math.sqrt(correlation);
    const rest = Math.sqrt(1 - correlation);
    return {
      mix: (index, slot, common, own) => shared * common + rest * (own[index * OWN_NORMALS + slot] as number),
      correlation: (a, b) => (a === b ? 1 : correlation),
    };
  }
  // The schema refuses what has no factor.
  const factor = factorCholesky(correlation) ?? [];
  return {
    mix(index, slot, _common, own) {
      const row = factor[index] as number[];
      let sum = 0;
      for (let j = 0; j < row.length; j++) sum += (row[j] as number) * (own[j * OWN_NORMALS + slot] as number);
      return sum;
    },
    correlation: (a, b) => correlation[a]?.[b] as number,
  };
}
