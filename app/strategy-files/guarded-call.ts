import { Script } from 'node:vm';
import { StrategyError } from '#engine';
import { placeUserError } from './user-error.ts';

const HOOK = '__candlebenchGuardedCall';
const script = new Script(`${HOOK}()`, { filename: 'candlebench-guard' });

/** Seconds that user code may take to load, and to describe its columns. */
export const LOAD_SECONDS = 5;

/**
 * Runs code that calls user code, under a time limit. V8 can stop synchronous code only from a script with a timeout,
 * so the call passes through one.
 * @param what file or strategy, begins the message
 * @param seconds time limit
 * @throws StrategyError timeout when it does not return in time; user errors with their file and, where known, line
 */
export function guardedCall<T>(what: string, seconds: number, run: () => T): T {
  const outer: unknown = Reflect.get(globalThis, HOOK);
  // A nested call is already watched by the outer one.
  if (outer !== undefined) return placed(run);
  Reflect.set(globalThis, HOOK, run);
  try {
    // The script returns what run returns.
    return placed(() => script.runInThisContext({ timeout: Math.ceil(seconds * 1000) }) as T);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') {
      throw new StrategyError('timeout', `${what} did not return within ${seconds} s.`, { what, seconds }, error);
    }
    if (error instanceof StrategyError && error.details.place === undefined && !error.message.startsWith(what)) {
      throw new StrategyError(error.code, `${what}: ${error.message}`, error.details, error);
    }
    throw error;
  } finally {
    Reflect.deleteProperty(globalThis, HOOK);
  }
}

function placed<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw placeUserError(error);
  }
}
