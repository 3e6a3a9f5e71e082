import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decimalsFor,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPrice,
  formatRate,
  formatValue,
  NO_NUMBER,
} from '../../../reports/format/number.ts';

describe('numbers', () => {
  it('groups thousands and uses a real minus', () => {
    expect(formatNumber(1234567.891)).toBe('1,234,567.89');
    expect(formatNumber(-1234.5, { digits: 1 })).toBe('−1,234.5');
    expect(formatNumber(999, { digits: 0 })).toBe('999');
    expect(formatNumber(12, { sign: true, digits: 0 })).toBe('+12');
  });

  it('never prints a signed zero', () => {
    expect(formatNumber(-0.001)).toBe('0.00');
    expect(formatNumber(0, { sign: true })).toBe('0.00');
    expect(formatPercent(-0.0001)).toBe('0.0%');
  });

  it('shows a dash where there is no number', () => {
    expect([
      formatNumber(null),
      formatPercent(Number.NaN),
      formatMoney(Number.POSITIVE_INFINITY),
      formatPrice(null),
      formatValue(null),
    ]).toEqual([NO_NUMBER, NO_NUMBER, NO_NUMBER, NO_NUMBER, NO_NUMBER]);
  });

  it('reads back to the number within half a unit of its last digit', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e12, max: 1e12, noNaN: true }),
        fc.integer({ min: 0, max: 6 }),
        (value, digits) => {
          const back = Number(formatNumber(value, { digits }).replaceAll(',', '').replace('−', '-'));
          expect(Math.abs(back - value)).toBeLessThanOrEqual(
            0.5 * 10 ** -digits * (1 + 1e-9) + Math.abs(value) * 1e-15,
          );
        },
      ),
      { seed: 1 },
    );
  });

  it('prints rates, money, prices and values as short as they can be', () => {
    expect(formatRate(0.001)).toBe('0.1%');
    expect(formatRate(0.00075)).toBe('0.075%');
    expect(formatRate(0)).toBe('0%');
    expect(formatMoney(12345.6)).toBe('12,346');
    expect(formatMoney(-12.345, { sign: true })).toBe('−12.35');
    expect(formatMoney(0.0123)).toBe('0.0123');
    expect(formatPrice(0.4464)).toBe('0.4464');
    expect(formatPrice(0.00001234567)).toBe('0.0000123457');
    expect(formatPrice(61234.5)).toBe('61,234.50');
    expect(formatPrice(3.1)).toBe('3.10');
    expect(formatValue(0.70000001)).toBe('0.7');
    expect(formatValue(true)).toBe('true');
    expect(formatValue(168)).toBe('168');
  });

  it('finds the digits that keep a number of significant ones', () => {
    expect([decimalsFor(123456, 6), decimalsFor(1.5, 6), decimalsFor(0.01, 3), decimalsFor(0.2, 1)]).toEqual([
      0, 5, 4, 1,
    ]);
  });
});
