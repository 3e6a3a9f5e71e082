import { describe, expect, it } from 'vitest';
import { createChunkSizer } from '../../optimizers/chunk-sizer.ts';

const clock = () => 0;

describe('chunk sizer', () => {
  it('begins moderately and grows for fast trials', () => {
    const sizer = createChunkSizer(2, 256, clock);
    expect(sizer.size(100, 1)).toBe(4);
    sizer.observe(4, 2);
    expect(sizer.size(100, 1)).toBe(40);
    expect(sizer.isFull(39)).toBe(false);
    expect(sizer.isFull(40)).toBe(true);
  });

  it('sends slow trials one by one', () => {
    const sizer = createChunkSizer(2, 256, clock);
    sizer.observe(4, 400);
    expect(sizer.size(100, 1)).toBe(1);
    expect(sizer.isSlow()).toBe(true);
  });

  it('leaves work for the other workers', () => {
    const sizer = createChunkSizer(4, 16, clock);
    sizer.observe(10, 0);
    expect(sizer.size(16, 8)).toBe(2);
    expect(createChunkSizer(4, 4, clock).size(4, 8)).toBe(1);
  });

  it('keeps to its first guess without a clock', () => {
    const sizer = createChunkSizer(1, 256, undefined);
    sizer.observe(4, 0);
    expect(sizer.size(100, 1)).toBe(4);
  });
});
