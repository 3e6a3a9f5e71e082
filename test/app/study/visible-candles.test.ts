import { describe, expect, it } from 'vitest';
import { visibleCandles } from '../../../app/study/visible-candles.ts';
import { packSeries } from '../../../datasets/packed-series.ts';
import { createSyntheticMarket } from '../../../datasets/synthetic/synthetic-market.ts';
import { syntheticSchema } from '../../../datasets/synthetic/synthetic-schema.ts';

describe('visibleCandles', () => {
  it('leaves nothing later in the memory that travels to workers', () => {
    const { series } = createSyntheticMarket(syntheticSchema.parse({ candles: 100, symbols: ['A', 'B'], missing: 0 }));
    const end = series[0]?.time[60] ?? 0;
    for (const one of visibleCandles(series, end)) {
      expect(one.length).toBe(60);
      expect(one.time[59]).toBeLessThan(end);
      expect(packSeries(one).buffer.byteLength).toBe(60 * 6 * 8);
    }
  });
});
