import { expect, test } from 'vitest';
import { freeBuffer } from '../../datasets/free-buffer.ts';

test('a freed buffer has no bytes, and others keep theirs', () => {
  const [one, other] = [new Float64Array(1000).fill(1), new Float64Array(1000).fill(2)];
  freeBuffer(one.buffer);
  expect([one.length, other.length]).toEqual([0, 1000]);
  freeBuffer(other.buffer);
  expect(other.length).toBe(0);
});
