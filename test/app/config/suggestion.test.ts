import { describe, expect, it } from 'vitest';
import { nearestName } from '../../../app/config/suggestion.ts';

describe('nearestName', () => {
  const known = ['minConfidence', 'onNoSignal', 'entry', 'sizing'];

  it.each([
    ['minConfidance', 'minConfidence'],
    ['minconfidence', 'minConfidence'],
    ['entyr', 'entry'],
    ['sizeing', 'sizing'],
    ['onNoSignl', 'onNoSignal'],
  ])('takes %s for %s', (written, meant) => {
    expect(nearestName(written, known)).toBe(meant);
  });

  it('suggests nothing where nothing is near', () => {
    expect(nearestName('leverage', known)).toBeNull();
    expect(nearestName('x', known)).toBeNull();
    expect(nearestName('entry', [])).toBeNull();
  });

  it('counts a swap of neighbours once', () => {
    expect(nearestName('ab', ['ba'])).toBe('ba');
    expect(nearestName('abc', ['cba'])).toBeNull();
  });
});
