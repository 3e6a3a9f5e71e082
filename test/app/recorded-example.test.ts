import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSyntheticMarket, createSyntheticSignals, formatSignalsCsv } from '#datasets';
import { backtest } from '../../app/backtest.ts';
import { ROOT, readBlocks } from '../docs/support/doc-blocks.ts';

const path = join(ROOT, 'examples', 'recorded-signals.json');
const example = JSON.parse(readFileSync(path, 'utf8'));

describe('the example of recorded signals', () => {
  it('holds what the command on the page makes', () => {
    const { series } = createSyntheticMarket(example.data.synthetic);
    const { signals } = createSyntheticSignals(series, { seed: 21, hitRate: 0.6, horizon: 12 });
    expect(readFileSync(join(ROOT, 'examples', 'recorded-signals.csv'), 'utf8') === formatSignalsCsv(signals)).toBe(
      true,
    );
    const { seed, candles, symbols, interval } = example.data.synthetic;
    const command = `data synth --seed ${seed} --candles ${candles} --symbols ${symbols.join()} --interval ${interval} --hit-rate 0.6 `;
    const blocks = readBlocks('docs/data.md').filter(({ language }) => language === 'sh');
    expect(blocks.some(({ text }) => text.includes(command))).toBe(true);
  });

  it('runs, and what it earns comes from the signals', { timeout: 120_000 }, async () => {
    const { result, signals } = await backtest(path);
    const { result: silent } = await backtest({ ...example, strategies: absolute(), signals: [] });
    expect(signals[0].alignments.map(({ within, records }) => within === records)).toEqual([true, true]);
    expect(Number(result.metrics.values.totalReturn)).toBeGreaterThan(Number(silent.metrics.values.totalReturn));
  });
});

/** The strategies of the example with paths that hold from anywhere. */
function absolute() {
  return example.strategies.map((one: { use: string }) => ({ ...one, use: join(ROOT, 'examples', one.use) }));
}
