/** Smallest exponent of a double: 2^-1074 is the least subnormal. */
const LEAST = -1074;

/** 2^k for k = -1074 to 1023; halving and doubling are exact, so every entry is. */
const POWERS = buildPowers();

function buildPowers(): Float64Array {
  const powers = new Float64Array(1023 - LEAST + 1);
  powers[-LEAST] = 1;
  for (let k = 1; k <= 1023; k++) powers[k - LEAST] = powers[k - 1 - LEAST] * 2;
  for (let k = -1; k >= LEAST; k--) powers[k - LEAST] = powers[k + 1 - LEAST] / 2;
  return powers;
}

/**
 * 2 to an integer power.
 * @param k integer from -1074 to 1023
 */
export function powerOfTwo(k: number): number {
  return POWERS[(k - LEAST) | 0];
}
