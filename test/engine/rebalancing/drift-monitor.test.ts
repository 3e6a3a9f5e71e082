import { describe, expect, it } from 'vitest';
import { type DriftBands, DriftMonitor } from '../../../engine/rebalancing/index.ts';

const monitorOf = (bands: Partial<DriftBands> = {}, n = 3) =>
  new DriftMonitor(n, { band: 0.05, relativeBand: 0.25, alertAt: 0.1, ...bands }, true);

/** One unit is worth 1, in the second row of prices. */
function measure(monitor: DriftMonitor, units: readonly number[], weights: readonly number[], equity: number) {
  const marks = Float64Array.from({ length: 2 * units.length }, (_, k) => (k < units.length ? 7 : 1));
  return monitor.measure(Float64Array.from(units), marks, units.length, Float64Array.from(weights), equity);
}

describe('DriftMonitor', () => {
  it('is positive for overweight, and knows targets without a position and positions without a target', () => {
    const monitor = monitorOf();
    measure(monitor, [600, 0, 100], [0.5, 0.3, 0], 1000);
    expect(Array.from(monitor.drift, (d) => Math.round(d * 1e9) / 1e9)).toEqual([0.1, -0.3, 0.1]);
    expect([...monitor.worth]).toEqual([600, 0, 100]);
  });

  it('has none without equity', () => {
    const monitor = monitorOf();
    expect(measure(monitor, [1, 1, 1], [0.5, 0.5, 0], 0)).toBe(false);
    expect([...monitor.drift]).toEqual([0, 0, 0]);
  });

  it('tolerates the smaller of the two bands; a target of nothing has no relative one', () => {
    const monitor = monitorOf();
    expect([monitor.tolerance(0.5), monitor.tolerance(0.1), monitor.tolerance(0)]).toEqual([0.05, 0.025, 0.05]);
    expect(monitorOf({ band: null }).tolerance(0.5)).toBe(0.125);
    expect(monitorOf({ band: null, relativeBand: null }).tolerance(0.5)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is outside once one instrument is', () => {
    const monitor = monitorOf({}, 2);
    const isOutside = (a: number, b: number) => measure(monitor, [a, b], [0.5, 0.1], 1000);
    expect([isOutside(540, 110), isOutside(551, 100), isOutside(500, 74), isOutside(449, 100)]).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it('raises alerts, and remembers its drifts for a mean over hours', () => {
    const monitor = monitorOf({}, 2);
    const HOUR = 3_600_000;
    [700, 520, 560].forEach((worth, k) => {
      measure(monitor, [worth, 0], [0.5, 0.05], 1000);
      monitor.record(k * HOUR);
    });
    expect(monitor.alerts).toBe(1);
    expect(monitor.meanDrift(0, 2 * HOUR, 1)).toBeCloseTo(0.04, 9);
    expect(monitor.meanDrift(0, 2 * HOUR, 9)).toBeCloseTo(0.28 / 3, 9);
    expect(monitor.meanDrift(0, 99 * HOUR, 1)).toBeNull();
  });
});
