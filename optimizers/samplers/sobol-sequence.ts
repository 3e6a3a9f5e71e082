/**
 * Sobol points with nested uniform (Owen) scrambling by hashing. Point n is computed on its own, from n.
 * @see Joe and Kuo, Constructing Sobol sequences with better two-dimensional projections (2008), for the numbers
 * @see Laine and Karras, Stratified sampling for stochastic transparency (2011), and Burley, Practical hash-based Owen
 * scrambling (2020), for the scrambling and for the shuffled blocks of dimensions
 */

/** Per dimension from the second: degree, inner coefficients of the primitive polynomial, initial direction numbers. */
const DIRECTIONS: readonly (readonly number[])[] = [
  [1, 0, 1],
  [2, 1, 1, 3],
  [3, 1, 1, 3, 1],
  [3, 2, 1, 1, 1],
  [4, 1, 1, 1, 3, 3],
  [4, 4, 1, 3, 5, 13],
  [5, 2, 1, 1, 5, 5, 17],
  [5, 4, 1, 1, 5, 5, 5],
  [5, 7, 1, 1, 7, 11, 19],
  [5, 11, 1, 1, 5, 1, 1],
  [5, 13, 1, 1, 1, 3, 11],
  [5, 14, 1, 3, 5, 5, 31],
  [6, 1, 1, 3, 3, 9, 7, 49],
  [6, 13, 1, 1, 1, 15, 21, 21],
  [6, 16, 1, 3, 1, 13, 27, 49],
  [6, 19, 1, 1, 1, 15, 7, 5],
  [6, 22, 1, 3, 1, 15, 13, 25],
  [6, 25, 1, 1, 5, 5, 19, 61],
  [7, 1, 1, 3, 7, 11, 23, 15, 103],
  [7, 4, 1, 3, 7, 13, 13, 15, 69],
  [7, 7, 1, 1, 3, 13, 7, 35, 63],
  [7, 8, 1, 3, 5, 9, 1, 25, 53],
  [7, 14, 1, 3, 1, 13, 9, 35, 107],
  [7, 19, 1, 3, 1, 5, 27, 61, 31],
  [7, 21, 1, 1, 5, 11, 19, 41, 61],
  [7, 28, 1, 3, 5, 3, 3, 13, 69],
  [7, 31, 1, 1, 7, 13, 1, 19, 1],
  [7, 32, 1, 3, 7, 5, 13, 19, 59],
  [7, 37, 1, 1, 3, 9, 25, 29, 41],
  [7, 41, 1, 3, 5, 13, 23, 1, 55],
  [7, 42, 1, 3, 7, 3, 13, 59, 17],
  [7, 50, 1, 3, 1, 3, 5, 53, 69],
  [7, 55, 1, 1, 5, 5, 23, 33, 13],
  [7, 56, 1, 1, 7, 7, 1, 61, 123],
  [7, 59, 1, 1, 7, 9, 13, 61, 49],
  [7, 62, 1, 3, 3, 5, 3, 55, 33],
];

/** Dimensions of one block; further ones repeat the block with a shuffled order of points. */
const BLOCK = DIRECTIONS.length + 1;
const BITS = 32;

/** Row d holds the 32 direction numbers of dimension d, shifted to the top bit. */
const matrix = buildMatrix();

function buildMatrix(): Uint32Array {
  const rows = new Uint32Array(BLOCK * BITS);
  for (let bit = 0; bit < BITS; bit++) rows[bit] = (1 << (BITS - 1 - bit)) >>> 0;
  for (let d = 1; d < BLOCK; d++) {
    const [degree = 0, inner = 0, ...initial] = DIRECTIONS[d - 1] ?? [];
    const row = d * BITS;
    for (let k = 0; k < BITS; k++) {
      if (k < degree) {
        rows[row + k] = (initial[k] << (BITS - 1 - k)) >>> 0;
        continue;
      }
      const last = rows[row + k - degree];
      let v = last ^ (last >>> degree);
      for (let j = 1; j < degree; j++) if ((inner >>> (degree - 1 - j)) & 1) v ^= rows[row + k - j];
      rows[row + k] = v >>> 0;
    }
  }
  return rows;
}

function reverseBits(x: number): number {
  let v = x;
  v = ((v >>> 1) & 0x55555555) | ((v & 0x55555555) << 1);
  v = ((v >>> 2) & 0x33333333) | ((v & 0x33333333) << 2);
  v = ((v >>> 4) & 0x0f0f0f0f) | ((v & 0x0f0f0f0f) << 4);
  v = ((v >>> 8) & 0x00ff00ff) | ((v & 0x00ff00ff) << 8);
  return ((v >>> 16) | (v << 16)) >>> 0;
}

/** Mixes an integer so that every output bit depends on every input bit. */
function mix(x: number): number {
  let v = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  v = Math.imul(v ^ (v >>> 15), 0x846ca68b);
  return (v ^ (v >>> 16)) >>> 0;
}

/** Permutes 32-bit integers so that each bit is flipped by a function of the bits above it alone. */
function nestedScramble(x: number, seed: number): number {
  let v = reverseBits(x);
  v ^= Math.imul(v, 0x3d20adea);
  v = (v + seed) | 0;
  v = Math.imul(v, (seed >>> 16) | 1);
  v ^= Math.imul(v, 0x05526c56);
  v ^= Math.imul(v, 0x53a22864);
  return reverseBits(v);
}

/** Points of one scrambled sequence. */
export interface SobolSequence {
  /** Writes point `n` (0 to 2^32 - 1) into `out`; each coordinate lies strictly between 0 and 1. */
  pointInto(out: Float64Array, n: number): void;
}

/**
 * Creates a scrambled Sobol sequence; any power of two of its first points is balanced in every dimension.
 * @param dimensions length of a point
 * @param seed 32-bit integer that selects the scrambling
 */
export function createSobolSequence(dimensions: number, seed: number): SobolSequence {
  const scrambles = new Uint32Array(dimensions);
  for (let d = 0; d < dimensions; d++) scrambles[d] = mix((seed + Math.imul(d + 1, 0x9e3779b9)) | 0);
  return {
    pointInto(out, n) {
      let order = n >>> 0;
      for (let d = 0; d < dimensions; d++) {
        const inBlock = d % BLOCK;
        // Scrambling the index permutes the points within every aligned power of two.
        if (inBlock === 0 && d > 0) order = nestedScramble(n, mix(seed ^ d));
        let bits = 0;
        for (let rest = order, k = inBlock * BITS; rest !== 0; rest >>>= 1, k++) if (rest & 1) bits ^= matrix[k];
        out[d] = (nestedScramble(bits, scrambles[d]) + 0.5) / 4294967296;
      }
    },
  };
}
