/** Which dimensions are compared by distance and which by being equal (Hamming). */
export interface KernelShape {
  readonly dimensions: number;
  /** 1 where the dimension is a choice. */
  readonly isChoice: Uint8Array;
}

/** Hyperparameters of the process, in natural units. */
export interface Hyperparameters {
  /** Length per dimension, in coordinates of the unit cube; for a choice, how little a change of it matters. */
  readonly lengths: Float64Array;
  /** Variance of the function. */
  readonly scale: number;
  /** Variance of the noise. */
  readonly noise: number;
}

/**
 * Squared distance of two rows of a point table along one dimension, before it is divided by the squared length.
 * Coordinates of one choice are equal up to rounding.
 */
export function squaredGap(difference: number, isChoice: number): number {
  if (isChoice === 0) return difference * difference;
  return Math.abs(difference) > 1e-9 ? 1 : 0;
}
