import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { ConfigError } from '../../engine/model/index.ts';
import type { Suggestion, TrialResult } from '../model/index.ts';
import { createGroupCommit } from './group-commit.ts';
import { formatTrial, sealLine } from './journal-lines.ts';
import { type JournalContent, readJournal } from './journal-reader.ts';
import { takeLock } from './lock-file.ts';
import { checkSameStudy, type StudyIdentity } from './study-identity.ts';

/** The record of a study on disk; one writer at a time. */
export interface Journal {
  /** Trials of earlier sessions, from index 0. */
  readonly replayed: readonly TrialResult[];
  /** What was dropped from the end of the file when it was opened, one sentence; null where nothing was. */
  readonly dropped: string | null;
  /** Writes the ask and the tell of the next trial; on disk within about 50 ms. */
  append(suggestion: Suggestion, result: TrialResult): void;
  /** Resolves once everything appended is on disk. */
  flush(): Promise<void>;
  /** Flushes, closes the file and gives up the lock. */
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly path: string;
  readonly identity: StudyIdentity;
  /** Continue a journal that is there; without it, one that is there is refused. */
  readonly resume: boolean;
}

/**
 * Opens `study.jsonl`, new or to be continued. A torn tail is cut off, so that a journal continued after a kill has the
 * bytes of one that was never interrupted.
 * @throws ConfigError `journal-exists`, `journal-locked`, or `study-changed` with the keys that differ
 * @throws DatasetError `journal-damaged`
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const lock = await takeLock(options.path);
  let handle: FileHandle | null = null;
  try {
    // 'a+' creates the file; appends go to its end whatever was read.
    handle = await open(options.path, 'a+');
    const content = readJournal(await handle.readFile(), basename(options.path));
    await prepare(handle, content, options);
    return createJournal(handle, content, lock.release);
  } catch (error) {
    await handle?.close();
    await lock.release();
    throw error;
  }
}

async function prepare(handle: FileHandle, content: JournalContent, options: JournalOptions): Promise<void> {
  const { path, identity, resume } = options;
  if (content.identity !== null) {
    if (!resume) {
      throw new ConfigError(
        'journal-exists',
        `Expected ${path} not to exist, was there: resume it, or choose another folder.`,
        {
          path,
        },
      );
    }
    checkSameStudy(content.identity, identity, basename(path));
  }
  await handle.truncate(content.length);
  if (content.identity === null) await handle.appendFile(sealLine(JSON.stringify({ journal: 1, study: identity })));
  await handle.datasync();
}

function createJournal(handle: FileHandle, content: JournalContent, release: () => Promise<void>): Journal {
  const commit = createGroupCommit(handle);
  return {
    replayed: content.trials,
    dropped: content.dropped,
    append: (suggestion, result) => commit.append(formatTrial(suggestion, result)),
    flush: commit.flush,
    async close() {
      try {
        await commit.flush();
      } finally {
        await handle.close();
        await release();
      }
    },
  };
}
