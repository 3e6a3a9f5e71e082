/** Ctrl-C: the first one asks to end with what is done, the second one ends at once. */

/** A signal that Ctrl-C aborts. */
export interface Interrupt {
  readonly signal: AbortSignal;
  /** Gives Ctrl-C its usual meaning back. */
  release(): void;
}

/**
 * Listens for Ctrl-C and for a polite request to end.
 * @param onFirst called at the first one
 */
export function catchInterrupt(onFirst: () => void): Interrupt {
  const controller = new AbortController();
  const listen = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
    onFirst();
  };
  process.on('SIGINT', listen);
  process.on('SIGTERM', listen);
  return {
    signal: controller.signal,
    release() {
      process.off('SIGINT', listen);
      process.off('SIGTERM', listen);
    },
  };
}
