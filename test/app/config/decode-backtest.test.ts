import { describe, expect, it } from 'vitest';
import { pipelineOf } from '../../../app/config/backtest-schema.ts';
import { decodeBacktest } from '../../../app/config/decode-backtest.ts';
import { pipelineSchema } from '../../../engine/pipeline/config-schema.ts';

const data = { instruments: [{ symbol: 'BTC', file: 'BTC.csv' }] };
const strategies = [{ use: 'sma-cross' }];
const decode = (more: object) => decodeBacktest({ data, strategies, ...more }, 'c.json');

describe('decodeBacktest', () => {
  it('fills in every default of the pipeline', () => {
    const config = decode({});
    expect(pipelineOf(config)).toEqual(pipelineSchema.parse({}));
    expect(config.data.align).toBe('union');
    expect(config.strategies[0]).toEqual({
      use: 'sma-cross',
      params: {},
      weight: 1,
      active: true,
      validity: 1,
      symbols: null,
    });
  });

  it('reads instants and intervals', () => {
    const config = decode({ from: '2024-01-31', to: '2024-02-01T01:00:00+01:00', data: { ...data, resample: '4h' } });
    expect(config.from).toBe(Date.UTC(2024, 0, 31));
    expect(config.to).toBe(Date.UTC(2024, 1, 1));
    expect(config.data.resample).toBe(4 * 3_600_000);
    expect(decode({ from: 1_700_000_000_000 }).from).toBe(1_700_000_000_000);
  });

  it.each<[string, object, string]>([
    [
      'a number that is too large',
      { decision: { minConfidence: 1.5 } },
      'c.json: Expected decision.minConfidence to be a number from 0 to 1, was 1.5.',
    ],
    [
      'a text for a number',
      { costs: { taker: '0.1%' } },
      'c.json: Expected costs.taker to be a number from 0 to 1, was "0.1%".',
    ],
    [
      'a fraction for an integer',
      { execution: { latencyBars: 2.5 } },
      'c.json: Expected execution.latencyBars to be an integer from 0 to 1000, was 2.5.',
    ],
    [
      'an unknown choice',
      { combiner: { kind: 'majorty' } },
      'c.json: Expected combiner.kind to be one of majority, net, was "majorty".',
    ],
    [
      'an unknown kind',
      { decision: { sizing: { kind: 'all' } } },
      'c.json: Expected decision.sizing.kind to be one of all-in, notional, fraction, volatility-target, kelly, was "all".',
    ],
    [
      'a mistyped key',
      { decision: { minConfidance: 0.5 } },
      'c.json: Unknown key decision.minConfidance, did you mean minConfidence?',
    ],
    [
      'a key at the wrong place',
      { minConfidence: 0.5 },
      'c.json: Unknown key minConfidence, did you mean decision.minConfidence?',
    ],
    ['a key that is like nothing', { combiner: { foo: 1 } }, 'c.json: Unknown key combiner.foo; known here are kind.'],
    [
      'a key of another kind',
      { decision: { sizing: { kind: 'fraction', fraction: 0.1, notional: 5 } } },
      'c.json: Unknown key decision.sizing.notional, did you mean',
    ],
    [
      'a missing value',
      { data: { instruments: [{ symbol: 'BTC' }] } },
      'c.json: Expected data.instruments.0 to have a file, or an interval or id to find in the catalog.',
    ],
    [
      'neither files nor a synthetic market',
      { data: {} },
      'c.json: Expected data to have either instruments or synthetic.',
    ],
    ['both', { data: { ...data, synthetic: {} } }, 'c.json: Expected data to have either instruments or synthetic.'],
    [
      'one symbol twice',
      { data: { instruments: [...data.instruments, ...data.instruments] } },
      'c.json: Expected data.instruments to have distinct symbols.',
    ],
    [
      'a local time',
      { from: '2024-01-31 12:00' },
      'c.json: Expected from to be epoch milliseconds, a date such as 2024-01-31 or 2024-01-31T12:00:00Z or null, was "2024-01-31 12:00".',
    ],
    ['a day that does not exist', { from: '2024-13-01' }, 'was "2024-13-01".'],
    ['from after to', { from: '2024-02-01', to: '2024-01-01' }, 'c.json: Expected from to be earlier than to.'],
    [
      'an interval',
      { data: { ...data, resample: '1 day' } },
      'c.json: Expected data.resample to be an interval such as 15m, 4h or 1d or null, was "1 day".',
    ],
    ['warm-up', { warmup: -1 }, 'c.json: Expected warmup to be "derived" or an integer >= 0, was -1.'],
    [
      'one id twice',
      { strategies: [{ use: 'sma-cross' }, { use: 'sma-cross' }] },
      'c.json: Expected strategies to have distinct ids, was sma-cross twice; give them an id each.',
    ],
    [
      'symbols that are not in the data',
      { strategies: [{ use: 'sma-cross', symbols: ['ETH'] }] },
      'Expected strategies.0.symbols to name instruments of data (BTC), was "ETH".',
    ],
    [
      'nothing that could trade',
      { strategies: [] },
      'c.json: Expected strategies, signals, or a rebalance.coreShare above 0',
    ],
    ['an unknown preset', { preset: 'paritty' }, 'c.json: Expected preset to be "parity", was "paritty".'],
    ['a list for an object', { risk: [] }, 'c.json: Expected risk to be an object, was [].'],
  ])('tells %s', (_, more, message) => {
    expect(() => decode(more)).toThrow(message);
  });

  it('tells that the whole is no config', () => {
    expect(() => decodeBacktest([], 'c.json')).toThrow('c.json: Expected it to be an object, was [].');
    expect(() => decodeBacktest(null, 'c.json')).toThrow('c.json: Expected it to be an object, was null.');
  });

  it('tells all issues at once', () => {
    try {
      decode({ decision: { minConfidence: 2, foo: 1 }, costs: { slippage: -1 }, accont: {} });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ kind: 'ConfigError', code: 'invalid-config' });
      const { issues } = (error as { details: { issues: { path: string }[] } }).details;
      expect(issues.map((issue) => issue.path).sort()).toEqual([
        'accont',
        'costs.slippage',
        'decision.foo',
        'decision.minConfidence',
      ]);
      expect((error as Error).message).toContain('c.json: 4 settings are wrong.');
      expect((error as Error).message).toContain('Unknown key accont, did you mean account?');
    }
  });
});

describe('preset parity', () => {
  it('lies under the settings of the user', () => {
    const config = decode({
      preset: 'parity',
      decision: { entry: 'target' },
      risk: { maxGrossLeverage: 2 },
      warmup: 5,
    });
    expect(config.execution.sizeAt).toBe('fill');
    expect(config.execution.targetFill).toBe('touch');
    expect(config.decision).toMatchObject({ minConfidence: 0, sizing: { kind: 'all-in' }, entry: 'target' });
    expect(config.risk).toMatchObject({
      maxGrossLeverage: 2,
      maxRiskScore: null,
      maxDailyTrades: null,
      maxPositionNotional: null,
    });
    expect(config.rebalance).toMatchObject({ deadBand: 0, relativeBand: null, maxCost: null });
    expect(config.metrics.interval).toBe('candle');
    expect(config.warmup).toBe(5);
  });

  it('does not mix two kinds of one choice', () => {
    const config = decode({ preset: 'parity', decision: { sizing: { kind: 'fraction', fraction: 0.5 } } });
    expect(config.decision.sizing).toEqual({ kind: 'fraction', fraction: 0.5 });
  });
});
