import type { FileHandle } from 'node:fs/promises';

/** Longest time, in milliseconds, for which a record waits for others to share its fsync. */
const LATENCY_MS = 50;
/** Records that are written without waiting for more. */
const GROUP = 64;

/** Appends records to a file, many to one fsync. */
export interface GroupCommit {
  /**
   * Adds a record; it is on disk within about 50 ms.
   * @throws the error of an earlier write that failed
   */
  append(record: string): void;
  /** Resolves once everything appended so far is on disk. */
  flush(): Promise<void>;
}

export function createGroupCommit(handle: FileHandle): GroupCommit {
  let buffered: string[] = [];
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  let failure: { readonly error: unknown } | null = null;

  function write(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (buffered.length === 0) return;
    const text = buffered.join('');
    buffered = [];
    writing = writing.then(async () => {
      if (failure !== null) return;
      try {
        await handle.appendFile(text);
        await handle.datasync();
      } catch (error) {
        // Kept for the next append or flush, which throw it: nothing may follow a record that is missing.
        failure = { error };
      }
    });
  }

  return {
    append(record) {
      if (failure !== null) throw failure.error;
      buffered.push(record);
      if (buffered.length >= GROUP) write();
      else timer ??= setTimeout(write, LATENCY_MS);
    },
    async flush() {
      write();
      await writing;
      if (failure !== null) throw failure.error;
    },
  };
}
