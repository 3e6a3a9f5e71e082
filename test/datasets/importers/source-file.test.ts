import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { openSourceFile } from '../../../datasets/importers/source-file.ts';
import { rejectionOf } from '../support/candle-arbitrary.ts';

const folder = mkdtempSync(join(tmpdir(), 'candlebench-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function contentOf(path: string, onRead?: (bytes: number) => void) {
  const source = await openSourceFile(path, onRead);
  const chunks: Buffer[] = [];
  for await (const chunk of source.chunks()) chunks.push(Buffer.from(chunk));
  return { source, chunks, content: Buffer.concat(chunks) };
}

/** Lines that do not shrink much, so that packed files have several chunks too. */
const text = Array.from({ length: 200_000 }, (_, i) => Math.imul(i, 2_654_435_761).toString(36)).join('\n');
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

describe.each([
  ['plain', Buffer.from(text)],
  ['packed', gzipSync(text)],
  ['packed in two parts', Buffer.concat([gzipSync(text.slice(0, 9999)), gzipSync(text.slice(9999))])],
])('%s', (kind, stored) => {
  const path = file(`${kind}.csv`, stored);

  test('the content comes in chunks, the hash is that of the stored bytes', async () => {
    const read: number[] = [];
    const { source, chunks, content } = await contentOf(path, (bytes) => read.push(bytes));
    expect(content.toString() === text).toBe(true);
    expect(chunks.length).toBeGreaterThan(1);
    expect(source.sha256()).toBe(sha256(stored));
    expect(source.size).toBe(stored.length);
    expect(read.at(-1)).toBe(stored.length);
    expect(read).toEqual([...read].sort((a, b) => a - b));
  });

  test('it can be read again, and whole', async () => {
    const source = await openSourceFile(path);
    expect(source.sha256()).toBe('');
    expect(Buffer.from(await source.bytes()).toString() === text).toBe(true);
    expect(source.sha256()).toBe(sha256(stored));
    let size = 0;
    for await (const chunk of source.chunks()) size += chunk.length;
    for await (const chunk of source.chunks()) size += chunk.length;
    expect(size).toBe(2 * text.length);
  });

  test('the head is the first 64 KiB of the content', async () => {
    const { head } = await openSourceFile(path);
    expect(Buffer.from(head).toString() === text.slice(0, 65_536)).toBe(true);
  });
});

test('what lies behind the packed data is no content, and is hashed', async () => {
  const stored = Buffer.concat([gzipSync('a,b\n'), Buffer.alloc(2_000_000)]);
  const { source, content } = await contentOf(file('tail.gz', stored));
  expect(content.toString()).toBe('a,b\n');
  expect(source.sha256()).toBe(sha256(stored));
});

test.each([
  ['empty.csv', Buffer.alloc(0), 'empty.csv: expected candles, was an empty file.'],
  ['empty.gz', gzipSync(''), 'empty.gz: expected candles, was an empty file.'],
  ['two.gz', Uint8Array.of(0x1f, 0x8b), 'two.gz: expected a whole gzip file, was cut off.'],
  ['cut.gz', gzipSync(text).subarray(0, -9), 'cut.gz: expected a whole gzip file, was cut off.'],
  ['short.gz', gzipSync('a,b\n').subarray(0, -9), 'short.gz: expected a whole gzip file, was cut off.'],
])('%s', async (name, bytes, message) => {
  expect(await rejectionOf(contentOf(file(name, bytes)))).toMatchObject({ kind: 'DatasetError', message });
});

test('a damaged gzip file says what zlib found, and what was read before is handed out', async () => {
  const bytes = Buffer.from(gzipSync(text));
  bytes[bytes.length - 6] = (bytes[bytes.length - 6] as number) ^ 0xff;
  const source = await openSourceFile(file('bad.gz', bytes));
  let size = 0;
  const error = await rejectionOf(
    (async () => {
      for await (const chunk of source.chunks()) size += chunk.length;
    })(),
  );
  expect(error.message).toBe('bad.gz: expected a whole gzip file, was damaged (Z_DATA_ERROR).');
  expect(size).toBeGreaterThan(text.length / 2);
  expect(source.sha256()).toBe('');
});

test.skipIf(!existsSync('/proc/self/fd'))('a reader that stops midway leaves no file open', async () => {
  const open = () => readdirSync('/proc/self/fd').length;
  for (const name of ['plain.csv', 'packed.csv']) {
    const { chunks } = await openSourceFile(join(folder, name));
    const before = open();
    for await (const _ of chunks()) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(open()).toBe(before);
  }
});

test('a path that is no file says what it is', async () => {
  const nowhere = join(folder, 'nowhere.csv');
  await expect(openSourceFile(nowhere)).rejects.toThrow(`Expected a data file at ${nowhere}, was no such file.`);
  await expect(openSourceFile(folder)).rejects.toThrow('was a folder.');
});
