/** ln 2 in two parts: the first has 33 significant bits, so its product with any exponent is exact. */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;
/** 1 / ln 2. */
export const INVERSE_LN2 = Math.LOG2E;
