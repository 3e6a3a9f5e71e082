import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { readFileBytes } from '../../../datasets/formats/file-bytes.ts';
import { errorOf } from '../support/candle-arbitrary.ts';

const folder = mkdtempSync(join(tmpdir(), 'candlebench-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const text = 'timestamp,open\n'.repeat(100);

test('gzip is known by its first bytes, not by the name', () => {
  const plain = readFileBytes(file('a.gz', text));
  expect(Buffer.from(plain.content).toString()).toBe(text);
  const packed = readFileBytes(file('b.csv', gzipSync(text)));
  expect(Buffer.from(packed.content).toString()).toBe(text);
  expect(packed.stored.length).toBeLessThan(packed.content.length);
  expect(packed.name).toBe('b.csv');
});

test.each([
  ['empty.csv', '', 'empty.csv: expected candles, was an empty file.'],
  ['empty.gz', gzipSync(''), 'empty.gz: expected candles, was an empty file.'],
  ['cut.csv.gz', gzipSync(text).subarray(0, -9), 'cut.csv.gz: expected a whole gzip file, was cut off.'],
  ['two.gz', Uint8Array.of(0x1f, 0x8b), 'two.gz: expected a whole gzip file, was cut off.'],
])('%s', (name, bytes, message) => {
  expect(errorOf(() => readFileBytes(file(name, bytes)))).toMatchObject({ kind: 'DatasetError', message });
});

test('a damaged gzip file says what zlib found', () => {
  const bytes = gzipSync(text);
  bytes[bytes.length - 6] = (bytes[bytes.length - 6] as number) ^ 0xff;
  const error = errorOf(() => readFileBytes(file('bad.gz', bytes)));
  expect(error.message).toBe('bad.gz: expected a whole gzip file, was damaged (Z_DATA_ERROR).');
});

test('a path that is no file says what it is', () => {
  const nowhere = join(folder, 'nowhere.csv');
  expect(() => readFileBytes(nowhere)).toThrow(`Expected a data file at ${nowhere}, was no such file.`);
  mkdirSync(join(folder, 'sub'));
  expect(() => readFileBytes(join(folder, 'sub'))).toThrow('was a folder.');
});

test.skipIf(process.getuid?.() === 0)('a file without permission says so', () => {
  const path = file('secret.csv', text);
  chmodSync(path, 0);
  expect(() => readFileBytes(path)).toThrow('was not readable (no permission).');
});
