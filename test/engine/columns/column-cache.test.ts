import { describe, expect, it } from 'vitest';
import { createColumnCache } from '../../../engine/columns/index.ts';

const entry = (rows: number) => ({ columns: [new Float64Array(rows)], packed: null });

describe('createColumnCache', () => {
  it('counts hits, misses and bytes', () => {
    const cache = createColumnCache();
    expect(cache.get('a')).toBeUndefined();
    const kept = { columns: [new Float64Array(4)], packed: new Int32Array(2) };
    cache.set('a', kept);
    expect(cache.get('a')).toBe(kept);
    expect([cache.hits, cache.misses, cache.bytes]).toEqual([1, 1, 40]);
    cache.set('a', entry(1));
    expect(cache.bytes).toBe(8);
    cache.clear();
    expect([cache.get('a'), cache.bytes, cache.misses]).toEqual([undefined, 0, 2]);
  });

  it('drops what was not used for longest', () => {
    const cache = createColumnCache(80);
    for (const key of ['a', 'b']) cache.set(key, entry(5));
    cache.get('a');
    cache.set('c', entry(3));
    expect([cache.get('a'), cache.get('b'), cache.get('c')].map((value) => value !== undefined)).toEqual([
      true,
      false,
      true,
    ]);
    expect([cache.evictions, cache.bytes]).toEqual([1, 64]);
  });

  it('does not keep what is larger than all of it, nor drop others for it', () => {
    const cache = createColumnCache(80);
    cache.set('a', entry(5));
    cache.set('b', entry(11));
    expect([cache.get('a') !== undefined, cache.get('b'), cache.evictions]).toEqual([true, undefined, 0]);
  });
});
