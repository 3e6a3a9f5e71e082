/** Gain over the whole span as a fraction of what it began with. */
export function totalReturn(first: number, last: number): number {
  return last / first - 1;
}
