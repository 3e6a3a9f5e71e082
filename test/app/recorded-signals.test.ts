import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  createSyntheticMarket,
  createSyntheticSignals,
  formatCandlesCsv,
  formatSignalsCsv,
  syntheticSchema,
} from '#datasets';
import { backtest } from '../../app/backtest.ts';
import type { BacktestConfig } from '../../app/config/backtest-schema.ts';
import type { StudyConfig } from '../../app/config/study-schema.ts';
import { report } from '../../app/report.ts';
import { sweep } from '../../app/sweep.ts';

vi.setConfig({ testTimeout: 180_000 });

const CANDLES = 1200;
let folder = '';
let start = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'candlebench-recorded-'));
  const { series } = createSyntheticMarket(
    syntheticSchema.parse({ candles: CANDLES, symbols: ['A', 'B'], missing: 0.02 }),
  );
  start = series[0].time[0];
  for (const one of series) writeFileSync(join(folder, `${one.symbol}.csv`), formatCandlesCsv(one));
  const { signals } = createSyntheticSignals(series, { seed: 2, hitRate: 0.65, horizon: 5, source: 'lstm-v2' });
  const text = formatSignalsCsv(signals);
  writeFileSync(join(folder, 'lstm.csv'), text);
  // The same opinions up to hour 906, within the locked part, and the contrary after it.
  const [header, ...rows] = text.trimEnd().split('\n');
  const spoiled = rows.map((row) =>
    Number(row.split(',')[1]) <= start + 906 * 3_600_000
      ? row
      : row.replace(/BUY|SELL/, (was) => (was === 'BUY' ? 'SELL' : 'BUY')),
  );
  writeFileSync(join(folder, 'spoiled.csv'), `${[header, ...spoiled].join('\n')}\n`);
  const json = rows.map((row) => {
    const [eventTime, availableAt, symbol, type, direction, strength, confidence, source] = row.split(',');
    return JSON.stringify({
      eventTime: Number(eventTime),
      availableAt: Number(availableAt),
      symbol,
      type,
      direction,
      strength,
      confidence: Number(confidence),
      source,
    });
  });
  writeFileSync(join(folder, 'lstm.jsonl'), json.join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type SignalsConfig = NonNullable<BacktestConfig['signals']>;
const config = (file: string, rest: Partial<SignalsConfig[number]> = {}): BacktestConfig => ({
  name: 'with-signals',
  data: { instruments: ['A', 'B'].map((symbol) => ({ symbol, file: `${symbol}.csv` })) },
  strategies: [{ id: 'cross', use: 'sma-cross', params: { fast: 5, slow: 20 }, validity: 1 }],
  signals: [{ id: 'lstm', file, ...rest }],
  combiner: { kind: 'net' },
  decision: { minConfidence: 0.3 },
  account: { type: 'margin' },
});
const study = (file: string, rest: Partial<StudyConfig> = {}): StudyConfig => ({
  name: 'tuned',
  base: config(file),
  space: {
    'signal.lstm.weight': { float: [0.2, 4] },
    'signal.lstm.validity': { int: [1, 10] },
    'signal.lstm.minConfidence': { float: [0, 1] },
    'signal.lstm.active': true,
    'strategy.cross.fast': { int: [2, 10] },
  },
  objective: { metric: 'totalReturn', constraints: [] },
  sampler: { kind: 'random' },
  trials: 24,
  split: { train: 0.5, validation: 0.25, locked: 0.25 },
  ...rest,
});
const run = (given: BacktestConfig, out?: string) =>
  backtest(given, { dataRoot: folder, ...(out === undefined ? {} : { out: join(folder, out) }) });
const refusal = (given: BacktestConfig) =>
  run(given).then(
    () => 'nothing was refused',
    (error: Error) => error.message,
  );

describe('a backtest with recorded signals', () => {
  it('names file and content in run.json, tells how they fall, and shows it in the report', async () => {
    const { identity, signals, result } = await run(config('lstm.csv'), 'run');
    const document = JSON.parse(readFileSync(join(folder, 'run', 'run.json'), 'utf8'));
    expect(identity.signals).toEqual([{ id: 'lstm', file: 'lstm.csv', hash: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    expect(document.identity.signals).toEqual(identity.signals);
    expect(document.signals).toEqual(signals);
    const [{ alignments, records }] = signals;
    expect(alignments.map(({ symbol }) => symbol)).toEqual(['A', 'B']);
    expect(alignments.reduce((sum, one) => sum + one.records, 0)).toBe(records);
    expect(alignments.every((one) => one.within === one.records)).toBe(true);
    expect(result.fills.length).toBeGreaterThan(50);
    const page = readFileSync(join(folder, 'run', 'report.html'), 'utf8');
    expect(page).toContain('Recorded signals');
    rmSync(join(folder, 'run', 'report.html'));
    await report(join(folder, 'run'));
    expect(readFileSync(join(folder, 'run', 'report.html'), 'utf8') === page).toBe(true);
  });

  it('is the same run for the same records in another format, and another for others', async () => {
    const csv = await run(config('lstm.csv'));
    const jsonl = await run(config('lstm.jsonl'));
    expect(jsonl.identity.signals[0].hash).toBe(csv.identity.signals[0].hash);
    expect(jsonl.result.fills.map(({ orderId: _, ...fill }) => fill)).toEqual(
      csv.result.fills.map(({ orderId: _, ...fill }) => fill),
    );
    const spoiled = await run(config('spoiled.csv'));
    expect(spoiled.identity.runId).not.toBe(csv.identity.runId);
    expect(spoiled.fingerprint).not.toBe(csv.fingerprint);
    expect((await run(config('lstm.csv'))).fingerprint).toBe(csv.fingerprint);
  });

  it('is another run and another study where a file of the same name says something else', async () => {
    const text = readFileSync(join(folder, 'lstm.csv'), 'utf8');
    const other = join(folder, 'other');
    mkdirSync(other);
    for (const name of ['A.csv', 'B.csv']) writeFileSync(join(other, name), readFileSync(join(folder, name)));
    writeFileSync(join(other, 'lstm.csv'), text.replace(/0\.8(?=,[^\n]*\n$)/, '0.801'));
    const [first, second] = await Promise.all(
      [folder, other].map((dataRoot) => backtest(config('lstm.csv'), { dataRoot })),
    );
    expect(second.identity.configHash).toBe(first.identity.configHash);
    expect(second.identity.data).toEqual(first.identity.data);
    expect(second.identity.runId).not.toBe(first.identity.runId);
    expect(second.fingerprint).not.toBe(first.fingerprint);
    const [a, b] = await Promise.all(
      [folder, other].map((dataRoot) => sweep(study('lstm.csv', { trials: 1 }), { dataRoot, workers: 1 })),
    );
    expect(b.study.fingerprint).not.toBe(a.study.fingerprint);
  });

  it('needs no strategy, and its signals can be switched off', async () => {
    const alone = { ...config('lstm.csv'), strategies: [] };
    expect((await run(alone)).result.fills.length).toBeGreaterThan(50);
    expect((await run({ ...alone, signals: [{ file: 'lstm.csv', active: false }] })).result.fills).toEqual([]);
  });

  it('counts what lies outside of a shorter span', async () => {
    const to = start + 600 * 3_600_000;
    const { signals } = await run({ ...config('lstm.csv'), to });
    for (const { within, after, records } of signals[0].alignments) {
      expect(after).toBeGreaterThan(100);
      expect(within + after).toBe(records);
    }
  });
});

describe('settings of recorded signals', () => {
  it.each([
    [
      'another id twice',
      { signals: [{ file: 'lstm.csv' }, { file: 'x/lstm.jsonl' }] },
      'config: Expected signals to have distinct ids, was lstm twice; give them an id each.',
    ],
    [
      'a symbol that is no instrument',
      { signals: [{ file: 'lstm.csv', symbols: ['C'] }] },
      'config: Expected signals.0.symbols to name instruments of data (A, B), was "C".',
    ],
    [
      'a type of its own',
      { signals: [{ file: 'lstm.csv', types: ['technical'] }] },
      'config: Expected signals.0.types.0 to be one of prediction, sentiment, reinforcement, fundamental, was "technical".',
    ],
    [
      'a source that is mistyped',
      { signals: [{ file: 'lstm.csv', sources: ['lstm-v3'] }] },
      'Unknown source lstm-v3 of signals lstm, did you mean lstm-v2?',
    ],
    [
      'types that leave nothing',
      { signals: [{ file: 'lstm.csv', types: ['sentiment'] }] },
      'Expected types and sources of signals lstm to leave something of prediction of lstm-v2, was nothing.',
    ],
    [
      'a delay where the file tells',
      { signals: [{ file: 'lstm.csv', delay: '5m' }] },
      'lstm.csv line 1: expected no delay to be stated where the file has availableAt, was both.',
    ],
    ['no file', { signals: [{ file: 'none.csv' }] }, 'Expected a data file at '],
    [
      'nothing at all',
      { signals: [], strategies: [] },
      'config: Expected strategies, signals, or a rebalance.coreShare above 0; otherwise nothing can trade.',
    ],
  ])('refuse %s', async (_, given, message) => {
    expect(await refusal({ ...config('lstm.csv'), ...given } as BacktestConfig)).toContain(message);
  });

  it('refuse records about an instrument that is not there, with their line', async () => {
    const { data } = config('lstm.csv');
    const instruments = data.instruments?.slice(0, 1) ?? [];
    expect(await refusal({ ...config('lstm.csv'), data: { instruments } })).toBe(
      'lstm.csv line 3: expected symbol to be one of A, was "B"; name the symbols that are wanted to leave out the others.',
    );
    const { signals } = await run({ ...config('lstm.csv', { symbols: ['A'] }), data: { instruments } });
    const [all] = (await run(config('lstm.csv'))).signals[0].alignments;
    expect(signals[0].records).toBe(all.records);
    expect(signals[0].leftOut).toBeGreaterThan(200);
    expect(signals[0].records + signals[0].leftOut).toBe((await run(config('lstm.csv'))).signals[0].records);
  });
});

describe('a sweep with recorded signals', () => {
  it('gives the same bytes with 1, 2 and 4 workers', async () => {
    const texts: string[] = [];
    for (const workers of [1, 2, 4]) {
      const out = join(folder, `study-${workers}`);
      const { study: result } = await sweep(study('lstm.csv'), { dataRoot: folder, workers, out });
      expect(new Set(result.trials.map(({ value }) => value)).size).toBeGreaterThan(12);
      texts.push(readFileSync(join(out, 'study.json'), 'utf8') + readFileSync(join(out, 'study.jsonl'), 'utf8'));
    }
    expect(texts[1] === texts[0]).toBe(true);
    expect(texts[2] === texts[0]).toBe(true);
  });

  it('never looks at records of the locked part, but is a study of other records', async () => {
    const whole = await sweep(study('lstm.csv'), { dataRoot: folder, workers: 1 });
    const spoiled = await sweep(study('spoiled.csv'), { dataRoot: folder, workers: 2 });
    expect(whole.study.split.locked?.[0]).toBeLessThanOrEqual(start + 906 * 3_600_000);
    expect(spoiled.study.trials).toEqual(whole.study.trials);
    expect(spoiled.study.validated).toEqual(whole.study.validated);
    expect(spoiled.study.fingerprint).not.toBe(whole.study.fingerprint);
  });

  it('gives trial 0 the metrics of a backtest, and a best config that runs from anywhere', async () => {
    const out = join(folder, 'best');
    const { study: result, best } = await sweep(study('lstm.csv'), { dataRoot: folder, workers: 1, out });
    const [from, to] = result.split.train;
    const { result: single } = await run({ ...config('lstm.csv'), from, to });
    expect(result.trials[0]?.metrics).toEqual(single.metrics.values);
    expect(best?.signals?.[0]).toMatchObject({
      file: join(folder, 'lstm.csv'),
      weight: result.validated[0]?.params['signal.lstm.weight'],
    });
    expect((await backtest(join(out, 'best.json'))).result.metrics.values.trades).toBeGreaterThan(0);
  });

  it.each([
    [
      'signal.lstm.validity',
      { float: [1, 5] },
      'Expected space.signal.lstm.validity to be {"int":[a,b]}, as the setting takes integers.',
    ],
    [
      'signal.lstm.validity',
      { int: [0, 5] },
      'Expected space.signal.lstm.validity to hold values that the setting allows, was 0',
    ],
    [
      'signal.lstm.minConfidence',
      { float: [0, 1.5] },
      'Expected space.signal.lstm.minConfidence to hold values that the setting allows, was 1.5',
    ],
    ['signal.lstm.wieght', { float: [1, 2] }, 'Unknown setting signal.lstm.wieght, did you mean signal.lstm.weight?'],
  ])('refuses a space of %s that cannot be', async (path, entry, message) => {
    const space = { [path]: entry } as StudyConfig['space'];
    await expect(sweep(study('lstm.csv', { space }), { dataRoot: folder, workers: 1 })).rejects.toThrow(message);
  });
});
