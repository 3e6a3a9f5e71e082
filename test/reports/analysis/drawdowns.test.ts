import { describe, expect, it } from 'vitest';
import { findDrawdowns } from '../../../reports/analysis/drawdowns.ts';

describe('drawdowns', () => {
  it('lists falls deepest first, with the last one open', () => {
    const time = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const values = Float64Array.of(90, 100, 120, 60, 90, 130, 117, 120);
    expect(findDrawdowns(time, values, 100, 5)).toEqual(
      [
        { peakTime: 3, troughTime: 4, recoveredTime: 6, depth: 0.5 },
        { peakTime: 1, troughTime: 1, recoveredTime: 2, depth: 1 - 90 / 100 },
        { peakTime: 6, troughTime: 7, recoveredTime: null, depth: 1 - 117 / 130 },
      ].sort((a, b) => b.depth - a.depth),
    );
    expect(findDrawdowns(time, values, 100, 1)).toHaveLength(1);
    expect(findDrawdowns(time, Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8), 1, 5)).toEqual([]);
  });
});
