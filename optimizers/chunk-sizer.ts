/** Work that a chunk should hold, in milliseconds: far above the cost of a message, far below anybody's patience. */
const CHUNK_MS = 20;
/** Trials of a chunk at most, and of every chunk while the duration of a trial is unknown. */
const LARGEST = 256;
const UNKNOWN = 4;

/** Decides how many trials travel together. Only speed depends on it. */
export interface ChunkSizer {
  /** Learns from a chunk: its trials and the milliseconds from sending it to its answer. */
  observe(trials: number, elapsedMs: number): void;
  /** Size of the next chunk of `queued` trials, with `slots` chunks still to be sent. */
  size(queued: number, slots: number): number;
  /** Whether waiting for more trials would not make the chunk larger. */
  isFull(queued: number): boolean;
  /** Whether one trial is a chunk of its own. */
  isSlow(): boolean;
}

/**
 * @param workers threads that evaluate
 * @param window trials that can be on their way at one time
 * @param now clock; without one, chunks keep a moderate size
 */
export function createChunkSizer(workers: number, window: number, now: (() => number) | undefined): ChunkSizer {
  // Two chunks per worker: one at work, one waiting.
  const share = Math.max(1, Math.floor(window / (2 * workers)));
  let trialMs: number | null = null;

  function target(): number {
    if (trialMs === null) return Math.min(share, UNKNOWN);
    return Math.min(share, LARGEST, Math.max(1, Math.round(CHUNK_MS / trialMs)));
  }

  return {
    observe(trials, elapsedMs) {
      if (now === undefined || trials === 0) return;
      // The time also holds waiting behind another chunk, at most as long again; a floor keeps the quotient finite.
      const observed = Math.max(elapsedMs / trials, 1e-3);
      trialMs = trialMs === null ? observed : trialMs + 0.2 * (observed - trialMs);
    },
    size: (queued, slots) => Math.min(target(), Math.max(1, Math.ceil(queued / Math.max(1, slots)))),
    isFull: (queued) => queued >= target(),
    isSlow: () => target() === 1,
  };
}
