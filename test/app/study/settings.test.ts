import { describe, expect, it } from 'vitest';
import { decodeBacktest } from '../../../app/config/decode-backtest.ts';
import { applyValues, findSetting, listSettings, replaceAt, writeValues } from '../../../app/study/settings.ts';

const given = {
  data: { instruments: [{ symbol: 'BTC', file: 'BTC.csv' }] },
  strategies: [{ id: 'trend', use: 'sma-cross', params: { fast: 10 } }],
  stops: { stopLoss: { kind: 'percent', fraction: 0.05 } },
};
const config = decodeBacktest(given, 'c.json');
const settings = listSettings(config, [{ fast: 20, slow: 50 }]);

describe('listSettings', () => {
  it('has every number, switch and choice with its present value', () => {
    expect(settings.get('decision.minConfidence')?.present).toBe(0.7);
    expect(settings.get('decision.entry')?.present).toBe('once');
    expect(settings.get('execution.closeAtEnd')?.present).toBe(false);
    expect(settings.get('stops.stopLoss.fraction')?.present).toBe(0.05);
    expect(settings.get('risk.maxDrawdown')?.present).toBeNull();
    expect(settings.get('strategy.trend.fast')?.present).toBe(10);
    expect(settings.get('strategy.trend.slow')?.present).toBe(50);
    expect(settings.get('strategy.trend.weight')?.present).toBe(1);
    expect([...settings.keys()].some((path) => path.startsWith('data'))).toBe(false);
  });

  it.each([
    ['decision.minConfidance', 'Unknown setting decision.minConfidance, did you mean decision.minConfidence?'],
    ['strategy.trend.fats', 'Unknown setting strategy.trend.fats, did you mean strategy.trend.fast?'],
    [
      'stops.takeProfit.fraction',
      'Expected stops.takeProfit to be set in the base config before stops.takeProfit.fraction can be swept, was null.',
    ],
    ['nothing', 'Unknown setting nothing.'],
  ])('refuses %s', (path, message) => {
    expect(() => findSetting(settings, path)).toThrow(message);
  });
});

const places = new Map([...settings].map(([path, { place }]) => [path, place]));

describe('applyValues', () => {
  it('replaces what it is told and nothing else', () => {
    const changed = applyValues(config, places, { 'decision.minConfidence': 0.9, 'strategy.trend.slow': 99 });
    expect(changed.decision).toEqual({ ...config.decision, minConfidence: 0.9 });
    expect(changed.strategies[0]?.params).toEqual({ fast: 10, slow: 99 });
    expect(config.decision.minConfidence).toBe(0.7);
    expect(config.strategies[0]?.params).toEqual({ fast: 10 });
    expect(changed.risk).toBe(config.risk);
  });
});

describe('writeValues', () => {
  it('gives a config that decodes to the same settings', () => {
    const values = {
      'decision.sizing.fraction': 0.4,
      'strategy.trend.slow': 99,
      'rebalance.maxCost': 0.002,
      'stops.stopLoss.fraction': 0.1,
    };
    const written = writeValues(given, config, places, values);
    expect(decodeBacktest(written, 'best.json')).toEqual(applyValues(config, places, values));
    expect(written).toMatchObject({ decision: { sizing: { kind: 'fraction', fraction: 0.4 } } });
    expect(given.stops.stopLoss.fraction).toBe(0.05);
  });
});

describe('replaceAt', () => {
  it('makes what is missing and shares what is not on the way', () => {
    const root = { a: [1, { b: 2 }], c: { d: 3 } };
    const changed = replaceAt(root, ['a', 1, 'b'], 9);
    expect(changed).toEqual({ a: [1, { b: 9 }], c: { d: 3 } });
    expect(changed.c).toBe(root.c);
    expect(replaceAt({}, ['x', 'y'], 1)).toEqual({ x: { y: 1 } });
  });
});
