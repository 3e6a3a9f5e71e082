/**
 * Finds the interval of candles: their most frequent step; of two equally frequent ones the shorter.
 * @param time open times, epoch ms, strictly ascending
 * @returns milliseconds; null with fewer than two candles
 */
export function detectInterval(time: Float64Array): number | null {
  const counts = new Map<number, number>();
  // Runs of one step are counted outside the map: almost all steps of a file are equal.
  let step = 0;
  let run = 0;
  for (let i = 1; i < time.length; i++) {
    const next = (time[i] as number) - (time[i - 1] as number);
    if (next === step) {
      run++;
      continue;
    }
    if (run > 0) counts.set(step, (counts.get(step) ?? 0) + run);
    step = next;
    run = 1;
  }
  if (run > 0) counts.set(step, (counts.get(step) ?? 0) + run);
  let best: number | null = null;
  let most = 0;
  for (const [candidate, count] of counts) {
    if (count > most || (count === most && best !== null && candidate < best)) {
      best = candidate;
      most = count;
    }
  }
  return best;
}
