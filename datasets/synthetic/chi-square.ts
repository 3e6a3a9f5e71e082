import { log, type RandomStream } from '../../engine/math/index.ts';

/**
 * Creates a source of chi-square values, by rejection from the cube of a normal.
 * @param random the stream it draws from; a value takes one normal and one uniform, seldom more
 * @param degrees of freedom, any number >= 2
 * @see G. Marsaglia, W. W. Tsang, A simple method for generating gamma variables, ACM TOMS 26 (2000)
 */
export function createChiSquare(random: RandomStream, degrees: number): () => number {
  const d = degrees / 2 - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  return () => {
    for (;;) {
      const x = random.normal();
      const root = 1 + c * x;
      const u = random.float();
      if (root <= 0) continue;
      const v = root * root * root;
      if (log(u) < (x * x) / 2 + d - d * v + d * log(v)) return 2 * d * v;
    }
  };
}
