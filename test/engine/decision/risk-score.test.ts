import { describe, expect, it } from 'vitest';
import { riskScore, scaleForRisk } from '../../../engine/decision/index.ts';
import { REGIME_RISK } from '../../../engine/model/index.ts';

describe('riskScore', () => {
  it('adds 0.3 volatility, 0.3 position and 0.4 regime risk', () => {
    expect(riskScore(0.5, 0.5, REGIME_RISK.bull)).toBeCloseTo(0.15 + 0.15 + 0.04, 12);
    expect(riskScore(0.5, 0.5, REGIME_RISK.bear)).toBeCloseTo(0.15 + 0.15 + 0.16, 12);
    expect(riskScore(0.5, 0.5, REGIME_RISK.volatile)).toBeCloseTo(0.15 + 0.15 + 0.24, 12);
    expect(riskScore(0.5, 0.5, REGIME_RISK.normal)).toBeCloseTo(0.15 + 0.15 + 0.08, 12);
    expect(riskScore(1, 0, REGIME_RISK.bull)).toBeCloseTo(0.34, 12);
    expect(riskScore(0, 1, REGIME_RISK.bull)).toBeCloseTo(0.34, 12);
  });

  it('is at most 1, and takes an unknown volatility for none', () => {
    expect(riskScore(5, 5, REGIME_RISK.volatile)).toBe(1);
    expect(riskScore(Number.NaN, 0.5, REGIME_RISK.normal)).toBeCloseTo(0.15 + 0.08, 12);
  });
});

describe('scaleForRisk', () => {
  it('shrinks what is above the limit to limit over score', () => {
    expect(scaleForRisk(0.5, 0.8)).toBe(1);
    expect(scaleForRisk(0.8, 0.8)).toBe(1);
    expect(scaleForRisk(1, 0.8)).toBe(0.8);
    expect(scaleForRisk(1, null)).toBe(1);
  });
});
