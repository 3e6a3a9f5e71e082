import { describe, expect, it } from 'vitest';
import { computeMonthlyReturns, findMonthEnds } from '../../../reports/analysis/monthly-returns.ts';

describe('monthly returns', () => {
  const time = Float64Array.of(
    Date.UTC(2020, 10, 15),
    Date.UTC(2020, 11, 1),
    Date.UTC(2020, 11, 20),
    Date.UTC(2021, 0, 1),
    Date.UTC(2021, 1, 10),
  );

  it('gives a close at midnight on the first to the month that it ends', () => {
    expect(findMonthEnds(time).map(({ month, index }) => [month, index])).toEqual([
      ['2020-11', 1],
      ['2020-12', 3],
      ['2021-02', 4],
    ]);
  });

  it('compounds months to years and leaves what the run does not reach', () => {
    const [first, second] = computeMonthlyReturns(findMonthEnds(time), Float64Array.of(100, 110, 90, 121, 60.5), 100);
    expect(first?.months[10]).toBeCloseTo(0.1, 12);
    expect(first?.months[11]).toBeCloseTo(0.1, 12);
    expect(first?.total).toBeCloseTo(0.21, 12);
    expect(second?.months[0]).toBeNull();
    expect(second?.months[1]).toBeCloseTo(-0.5, 12);
    expect(second?.total).toBeCloseTo(-0.5, 12);
  });
});
