import type { FileHandle } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createGroupCommit } from '../../../optimizers/journal/group-commit.ts';

/** A file that records what is done to it and fails from the given write on. */
function recordingFile(failAt = Number.POSITIVE_INFINITY) {
  const calls: string[] = [];
  let writes = 0;
  const file = {
    async appendFile(text: string) {
      if (++writes >= failAt) throw new Error('disk full');
      calls.push(`write ${text}`);
    },
    async datasync() {
      calls.push('sync');
    },
  };
  // The two methods that a group commit uses.
  return { calls, handle: file as unknown as FileHandle };
}

describe('group commit', () => {
  it('syncs many records once', async () => {
    const { calls, handle } = recordingFile();
    const commit = createGroupCommit(handle);
    commit.append('a');
    commit.append('b');
    await commit.flush();
    expect(calls).toEqual(['write ab', 'sync']);
  });

  it('does not wait once 64 records are there', async () => {
    const { calls, handle } = recordingFile();
    const commit = createGroupCommit(handle);
    for (let i = 0; i < 65; i++) commit.append('x');
    await new Promise(setImmediate);
    expect(calls).toEqual([`write ${'x'.repeat(64)}`, 'sync']);
    await commit.flush();
    expect(calls[2]).toBe('write x');
  });

  it('says that a write failed, and writes nothing after it', async () => {
    const { calls, handle } = recordingFile(2);
    const commit = createGroupCommit(handle);
    commit.append('a');
    await commit.flush();
    commit.append('b');
    await expect(commit.flush()).rejects.toThrow('disk full');
    expect(() => commit.append('c')).toThrow('disk full');
    expect(calls).toEqual(['write a', 'sync']);
  });
});
