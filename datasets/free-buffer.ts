import type { MessagePort } from 'node:worker_threads';

let closed: MessagePort | null = null;

/**
 * Gives the memory of a buffer back now, not at some later garbage collection: large columns would otherwise lie in
 * memory twice. A buffer that is handed to a port that nobody can read from any more ends there.
 * @param buffer that nobody reads any more; it has no bytes afterwards
 */
export function freeBuffer(buffer: ArrayBuffer): void {
  if (closed === null) {
    closed = new MessageChannel().port1;
    closed.close();
  }
  closed.postMessage(null, [buffer]);
}
