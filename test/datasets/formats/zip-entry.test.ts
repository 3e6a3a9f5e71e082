import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { peekZip, unpackOnlyEntry } from '../../../datasets/formats/zip-entry.ts';
import { rejectionOf } from '../support/candle-arbitrary.ts';

const text = new TextEncoder().encode(Array.from({ length: 500 }, (_, i) => `${i},${i * i}\n`).join(''));
const packed = zipSync({ 'a.csv': text });

test.each([0, 6] as const)(
  'unpacks the only entry, packed at level %d, and sees it in the first bytes',
  async (level) => {
    const archive = zipSync({ 'a.csv': text }, { level });
    expect(await unpackOnlyEntry(archive, 'x.zip')).toEqual({ name: 'a.csv', content: text });
    const seen = peekZip(archive.subarray(0, 300));
    expect(seen?.name).toBe('a.csv');
    expect(Buffer.from(seen?.content ?? []).toString()).toMatch(/^0,0\n1,1\n2,4\n/);
  },
);

test('other bytes are no archive', () => {
  expect(peekZip(text)).toBeNull();
  expect(peekZip(packed.subarray(0, 10))).toBeNull();
});

test('an archive that is cut, changed, empty or full is refused', async () => {
  const failure = (bytes: Uint8Array) => rejectionOf(unpackOnlyEntry(bytes, 'x.zip'));
  expect((await failure(packed.slice(0, -30))).message).toBe('x.zip: expected a whole zip archive, was cut off.');
  const stored = zipSync({ 'a.csv': text }, { level: 0 });
  stored[100] = (stored[100] as number) ^ 1;
  expect((await failure(stored)).message).toBe(
    'x.zip: expected a whole zip archive, was damaged (its checksum does not fit).',
  );
  expect(await failure(zipSync({ a: text, b: text }))).toMatchObject({
    code: 'zip-entries',
    message: 'x.zip: expected one file in the archive, was 2.',
  });
});

test('no changed byte of the packed part goes unseen', async () => {
  for (let at = 40; at < 300; at += 7) {
    const bytes = Uint8Array.from(packed);
    bytes[at] = (bytes[at] as number) ^ 0x10;
    expect(await rejectionOf(unpackOnlyEntry(bytes, 'x.zip'))).toMatchObject({ code: 'zip-broken' });
  }
});
