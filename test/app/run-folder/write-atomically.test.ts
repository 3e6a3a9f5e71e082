import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  checkWritable,
  createFileStage,
  prepareFolder,
  writeAtomically,
} from '../../../app/run-folder/write-atomically.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'candlebench-write-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('writeAtomically', () => {
  it('replaces a file and leaves nothing else', () => {
    writeAtomically(join(folder, 'a.txt'), 'one');
    writeAtomically(join(folder, 'a.txt'), 'two');
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('two');
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  it('leaves nothing behind where it fails', () => {
    mkdirSync(join(folder, 'a.txt', 'full'), { recursive: true });
    expect(() => writeAtomically(join(folder, 'a.txt'), 'one')).toThrow(/^Cannot write .*a\.txt: /);
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });
});

describe('createFileStage', () => {
  it('gives files their names together, and leaves nothing else', async () => {
    writeFileSync(join(folder, 'a.txt'), 'old');
    const stage = createFileStage();
    stage.put(join(folder, 'a.txt'), 'new');
    stage.put(join(folder, 'b.bin'), Uint8Array.of(1, 2));
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('old');
    expect(existsSync(join(folder, 'b.bin'))).toBe(false);
    await stage.commit();
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('new');
    expect([...readFileSync(join(folder, 'b.bin'))]).toEqual([1, 2]);
    expect(readdirSync(folder).sort()).toEqual(['a.txt', 'b.bin']);
  });

  it('forgets what it is not to keep', async () => {
    writeFileSync(join(folder, 'a.txt'), 'old');
    const stage = createFileStage();
    stage.put(join(folder, 'a.txt'), 'new');
    await stage.discard();
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  it('tells what cannot be written, and leaves nothing under a temporary name', async () => {
    mkdirSync(join(folder, 'a.txt', 'full'), { recursive: true });
    const stage = createFileStage();
    stage.put(join(folder, 'a.txt'), 'one');
    stage.put(join(folder, 'b.txt'), 'two');
    await expect(stage.commit()).rejects.toThrow(/^Cannot write .*a\.txt: /);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(() => createFileStage().put(join(folder, 'none', 'c.txt'), '')).toThrow(/^Cannot write .*c\.txt: /);
  });
});

describe('checkWritable', () => {
  it('leaves no folder behind', () => {
    checkWritable(join(folder, 'new', 'deep'));
    expect(readdirSync(folder)).toEqual([]);
    checkWritable(folder);
    expect(existsSync(folder)).toBe(true);
  });

  it('tells why a folder cannot be written', () => {
    writeFileSync(join(folder, 'file'), '');
    const expected = `Cannot write into ${join(folder, 'file', 'out')}: part of the path is a file, not a folder.`;
    expect(() => checkWritable(join(folder, 'file', 'out'))).toThrow(expected);
    expect(() => prepareFolder(join(folder, 'file', 'out'))).toThrow(expected);
  });
});
