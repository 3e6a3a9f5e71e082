import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HaltRules, RiskMonitor } from '../../../engine/risk/index.ts';

function monitorOf(rules: Partial<HaltRules>, cash = 100): RiskMonitor {
  const monitor = new RiskMonitor({ dailyLossLimit: null, maxDrawdown: null, resumeAfterDays: null, ...rules });
  monitor.reset(cash, 0);
  return monitor;
}

describe('RiskMonitor', () => {
  it('watches nothing when every limit is off', () => {
    const monitor = monitorOf({});
    expect(monitor.watches).toBe(false);
    expect(monitor.observe(1, 0)).toBe(false);
    expect(monitorOf({ maxDrawdown: 0.1 }).watches).toBe(true);
    expect(monitorOf({ dailyLossLimit: 0.1 }).watches).toBe(true);
  });

  it('halts past the daily loss, from the equity the day began with, until the next day', () => {
    const monitor = monitorOf({ dailyLossLimit: 0.1 });
    expect(monitor.observe(120, 0)).toBe(false);
    expect(monitor.observe(90, 0)).toBe(false);
    expect(monitor.halt).toBe('none');
    expect(monitor.observe(89.9, 0)).toBe(true);
    expect([monitor.halt, monitor.halts]).toEqual(['daily-loss', 1]);
    // It starts once, however much further it falls.
    expect(monitor.observe(50, 0)).toBe(false);
    expect(monitor.observe(49, 1)).toBe(false);
    expect([monitor.halt, monitor.dayStart]).toEqual(['none', 50]);
    expect(monitor.observe(44, 1)).toBe(true);
    expect(monitor.halts).toBe(2);
  });

  it('halts below the peak by the drawdown, for good', () => {
    const monitor = monitorOf({ maxDrawdown: 0.2 });
    expect(monitor.observe(200, 0)).toBe(false);
    expect(monitor.observe(160, 1)).toBe(false);
    expect(monitor.drawdown()).toBeCloseTo(0.2, 12);
    expect(monitor.observe(159, 1)).toBe(true);
    for (let day = 2; day < 400; day += 1) expect(monitor.observe(10, day)).toBe(false);
    expect([monitor.halt, monitor.halts]).toEqual(['drawdown', 1]);
  });

  it('resumes after its days with a new peak', () => {
    const monitor = monitorOf({ maxDrawdown: 0.2, resumeAfterDays: 2 });
    expect(monitor.observe(79, 0)).toBe(true);
    expect(monitor.observe(70, 1)).toBe(false);
    expect(monitor.halt).toBe('drawdown');
    expect(monitor.observe(60, 2)).toBe(false);
    expect([monitor.halt, monitor.peak]).toEqual(['none', 70]);
    expect(monitor.observe(55, 2)).toBe(true);
    expect(monitor.halts).toBe(2);
  });

  it('takes a drawdown for the graver of two halts', () => {
    const monitor = monitorOf({ maxDrawdown: 0.2, dailyLossLimit: 0.1 });
    expect(monitor.observe(85, 0)).toBe(true);
    expect(monitor.halt).toBe('daily-loss');
    expect(monitor.observe(79, 0)).toBe(true);
    expect(monitor.observe(79, 1)).toBe(false);
    expect([monitor.halt, monitor.halts]).toEqual(['drawdown', 2]);
  });

  it('advances over a span as it observes candle by candle', () => {
    const walk = fc.array(fc.tuple(fc.integer({ min: -12, max: 11 }), fc.integer({ min: 0, max: 4 })), {
      minLength: 1,
      maxLength: 80,
    });
    const rules = fc.record({
      dailyLossLimit: fc.constantFrom(null, 0.02, 0.1),
      maxDrawdown: fc.constantFrom(null, 0.05, 0.3),
      resumeAfterDays: fc.constantFrom(null, 1, 2),
    });
    let halts = 0;
    fc.assert(
      fc.property(
        walk,
        rules,
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 80, maxLength: 80 }),
        (steps, settings, spans) => {
          let [level, now] = [100, 0];
          const equity = Float64Array.from(steps, ([step]) => (level = Math.max(1, level + step)));
          const day = Int32Array.from(steps, ([, wait]) => (now += wait === 4 ? 1 : 0));
          const slow = monitorOf(settings);
          const fast = monitorOf(settings);
          const starts = Array.from(equity, (value, i) => slow.observe(value, day[i]));
          const found: number[] = [];
          for (let i = 0, k = 0; i < equity.length; k += 1) {
            const to = Math.min(equity.length, i + spans[k % spans.length]);
            i = fast.advance(equity, day, i, to);
            if (i < to) {
              expect(fast.observe(equity[i], day[i])).toBe(true);
              found.push(i);
              i += 1;
            }
          }
          expect(found).toEqual([...starts.keys()].filter((i) => starts[i]));
          halts += found.length;
          const state = ({ halt, peak, dayStart, halts: n }: RiskMonitor) => ({ halt, peak, dayStart, n });
          expect({ ...state(fast), drawdown: fast.drawdown() }).toEqual({ ...state(slow), drawdown: slow.drawdown() });
        },
      ),
      { seed: 1, numRuns: 500 },
    );
    expect(halts).toBeGreaterThan(300);
  });
});
