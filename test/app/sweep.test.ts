import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { backtest } from '../../app/backtest.ts';
import { sweep } from '../../app/sweep.ts';
import { formatCandlesCsv } from '../../datasets/export.ts';
import { createSyntheticMarket } from '../../datasets/synthetic/synthetic-market.ts';
import { syntheticSchema } from '../../datasets/synthetic/synthetic-schema.ts';

vi.setConfig({ testTimeout: 180_000 });

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'candlebench-sweep-'));
  const [series] = createSyntheticMarket(
    syntheticSchema.parse({ candles: 1500, symbols: ['A'], edge: 0.2, missing: 0 }),
  ).series;
  if (series === undefined) throw new Error('Expected a series.');
  const text = formatCandlesCsv(series);
  writeFileSync(join(folder, 'whole.csv'), text);
  // The same candles, except that the last 300, the locked part, are another market altogether.
  const lines = text.trimEnd().split('\n');
  const spoiled = lines.map((line, i) => {
    if (i <= 1200) return line;
    const [time] = line.split(',');
    const price = 10 + (i % 17);
    return `${time},${price},${price + 1},${price - 1},${price},1`;
  });
  writeFileSync(join(folder, 'spoiled.csv'), `${spoiled.join('\n')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const study = (file: string) => ({
  name: 'small',
  base: {
    data: { instruments: [{ symbol: 'A', file }] },
    strategies: [{ id: 'cross', use: 'sma-cross', params: { fast: 5, slow: 20 } }],
    warmup: 0,
  },
  space: {
    'strategy.cross.fast': { int: [2, 10] as [number, number] },
    'decision.minConfidence': { float: [0.5, 0.9] as [number, number] },
  },
  objective: { metric: 'totalReturn', constraints: [] },
  sampler: { kind: 'random' as const },
  trials: 30,
});

describe('sweep', () => {
  it('never looks at the locked part', async () => {
    const whole = await sweep(study('whole.csv'), { dataRoot: folder, workers: 1 });
    const spoiled = await sweep(study('spoiled.csv'), { dataRoot: folder, workers: 2 });
    expect(whole.study.split.locked?.[0]).toBe(whole.study.split.validation?.[1]);
    expect(spoiled.study.trials).toEqual(whole.study.trials);
    expect(spoiled.study.validated).toEqual(whole.study.validated);
    expect(spoiled.threads.length).toBe(2);
    // They are studies of different data all the same.
    expect(spoiled.study.fingerprint).not.toBe(whole.study.fingerprint);
  });

  it('gives trial 0 the metrics of a backtest over the train span', async () => {
    const { study: result } = await sweep(study('whole.csv'), { dataRoot: folder, workers: 1, trials: 1 });
    const [from, to] = result.split.train;
    const { base } = study('whole.csv');
    const { result: run } = await backtest({ ...base, from, to }, { dataRoot: folder });
    expect(result.trials[0]?.metrics).toEqual(run.metrics.values);
  });

  it('validates the best trials and trial 0, best first', async () => {
    const { study: result, best } = await sweep(study('whole.csv'), { dataRoot: folder, workers: 1 });
    const values = result.validated.map(({ train }) => train.totalReturn ?? Number.NaN);
    expect(values).toHaveLength(5);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(values[0]).toBe(Math.max(...result.trials.map((trial) => trial.value ?? Number.NEGATIVE_INFINITY)));
    expect(result.baseline?.params).toEqual({ 'strategy.cross.fast': 5, 'decision.minConfidence': 0.7 });
    expect(best?.strategies?.[0]?.params?.fast).toBe(result.validated[0]?.params['strategy.cross.fast']);
  });

  it('ends well where even the present settings fail', async () => {
    const given = study('whole.csv');
    const present = {
      ...given,
      base: { ...given.base, risk: { maxRiskScore: 0 } },
      objective: { metric: 'profitFactor', constraints: [] },
    };
    const { study: result, best } = await sweep(present, { dataRoot: folder, workers: 1, trials: 3 });
    expect(result.trials.map((trial) => trial.status)).toEqual(['failed', 'failed', 'failed']);
    expect(result).toMatchObject({ best: null, validated: [], baseline: { index: 0 } });
    expect(best).toBeNull();
  });

  it('fails trials in which a strategy throws, and goes on', async () => {
    writeFileSync(
      join(folder, 'touchy.ts'),
      `import { above, param, side, sma, strategy } from 'candlebench';
export default strategy({
  name: 'touchy',
  params: { n: param.int(2, 20, { default: 5 }) },
  each: ({ close }, p) => {
    if (p.n > 10) throw new Error('too long for me');
    return { signal: side(above(close, sma(close, p.n))) };
  },
});
`,
    );
    writeFileSync(
      join(folder, 'touchy.json'),
      JSON.stringify({
        ...study('whole.csv'),
        base: {
          data: { instruments: [{ symbol: 'A', file: 'whole.csv' }] },
          strategies: [{ id: 't', use: './touchy.ts' }],
          warmup: 0,
        },
        space: { 'strategy.t.n': true },
      }),
    );
    const { study: result } = await sweep(join(folder, 'touchy.json'), { workers: 1, out: join(folder, 'touchy') });
    const failed = result.trials.filter((trial) => trial.status === 'failed');
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(result.trials.length);
    for (const { params, reason } of failed) {
      expect(params['strategy.t.n']).toBeGreaterThan(10);
      expect(reason).toMatch(/^touchy\.ts line 6: .*too long for me\.$/);
    }
    const log = readFileSync(join(folder, 'touchy', 'study.log'), 'utf8');
    expect(log).toMatch(/started with 1 workers/);
    expect(readFileSync(join(folder, 'touchy', 'study.jsonl'), 'utf8')).not.toContain(folder);
  });
});
