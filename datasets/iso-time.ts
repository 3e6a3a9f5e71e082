/** Writes an epoch time in ms as ISO; what a calendar cannot hold stays a number. */
export function isoTime(time: number): string {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time);
}
