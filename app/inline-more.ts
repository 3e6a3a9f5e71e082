import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 put more small functions into their callers than it does of its own accord. The engine is made of them, and
 * a number that crosses a call which stays one is put on the heap first: measured, runs take an eighth less time.
 * The setting is that of the whole process, so programs call this, never the library.
 */
export function inlineMore(): void {
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=4000');
}
