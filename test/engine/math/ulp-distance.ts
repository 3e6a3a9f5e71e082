const pair = new Float64Array(2);
const bits = new BigInt64Array(pair.buffer);

/** How many doubles lie between two doubles; 0 for equal ones (and for NaN with NaN). */
export function ulpDistance(a: number, b: number): number {
  if (Object.is(a, b) || a === b) return 0;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.POSITIVE_INFINITY;
  pair[0] = a;
  pair[1] = b;
  const ordered = (x: bigint): bigint => (x < 0n ? -(x & 0x7fff_ffff_ffff_ffffn) : x);
  const distance = ordered(bits[0]) - ordered(bits[1]);
  return Number(distance < 0n ? -distance : distance);
}
