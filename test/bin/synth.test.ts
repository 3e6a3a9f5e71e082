import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runHere } from './run-cli.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'candlebench-synth-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const synth = (...args: string[]) => runHere(['data', 'synth', ...args], folder);
const linesOf = (...path: string[]) =>
  readFileSync(join(folder, ...path), 'utf8')
    .trimEnd()
    .split('\n');
const MARKET = ['--candles', '300', '--symbols', 'AAA,BBB', '--out', 'm'];

describe('a market from a seed', () => {
  it('has its truth beside it, for every step', async () => {
    const edges = ['--momentum', '2', '--reversion', '1', '--lead-lag', 'AAA,BBB,3,2.5'];
    const { code, stdout } = await synth(...MARKET, ...edges, '--missing', '0.1', '--json');
    expect(code).toBe(0);
    const { files, labels } = JSON.parse(stdout);
    expect(files).toEqual(['m/AAA.csv', 'm/BBB.csv']);
    expect(labels).toEqual(['spec.json', 'regimes.csv', 'edges.csv', 'forecasts.csv'].map((name) => `m/${name}`));
    expect(readdirSync(join(folder, 'm')).length).toBe(6);
    const candles = linesOf('m', 'AAA.csv');
    expect(candles.length).toBeLessThan(290);
    const regimes = linesOf('m', 'regimes.csv');
    expect([regimes.length, regimes[0], regimes[1]]).toEqual([301, 'timestamp,regime', '1609459200000,normal']);
    expect(linesOf('m', 'edges.csv').map((line) => line.split(',').slice(0, 4).join())).toEqual([
      'kind,source,symbol,sharpe',
      'momentum,AAA,AAA,2',
      'reversion,AAA,AAA,1',
      'momentum,BBB,BBB,2',
      'reversion,BBB,BBB,1',
      'lead-lag,AAA,BBB,2.5',
    ]);
    const forecasts = linesOf('m', 'forecasts.csv');
    expect(forecasts.length).toBe(301);
    expect(forecasts[0]).toBe(
      'timestamp,momentum AAA AAA,reversion AAA AAA,momentum BBB BBB,reversion BBB BBB,lead-lag AAA BBB',
    );
    expect(forecasts[300]?.split(',').length).toBe(6);
    for (const [step, line] of regimes.slice(1).entries()) {
      expect(line.split(',')[0]).toBe(forecasts[step + 1]?.split(',')[0]);
    }
  });

  it('can be made again from its spec.json; options win over it', async () => {
    const options = '--seed 9 --volatility 0.4 --correlation 0.2 --no-regimes --jumps 50 --clustering 0.5 --tails 4';
    await synth(...MARKET, ...options.split(' '), '--momentum', '2');
    await synth('--spec', 'm/spec.json', '--out', 'again');
    for (const name of readdirSync(join(folder, 'm'))) expect(linesOf('again', name), name).toEqual(linesOf('m', name));
    expect(JSON.parse(readFileSync(join(folder, 'm', 'spec.json'), 'utf8'))).toMatchObject({
      ...{ seed: 9, volatility: 0.4, correlation: 0.2, regimes: false, jumps: 50, degreesOfFreedom: 4 },
      ...{ clustering: { deviation: 0.5, halfLife: 48 }, edges: { momentum: { sharpe: 2, candles: 96 } } },
    });
    await synth('--spec', 'm/spec.json', '--reversion', '1', '--seed', '10', '--out', 'other');
    const other = JSON.parse(readFileSync(join(folder, 'other', 'spec.json'), 'utf8'));
    expect(other).toMatchObject({ seed: 10, edges: { momentum: { sharpe: 2 }, reversion: { sharpe: 1 } } });
  });

  it('has no edges.csv where nothing is planted', async () => {
    await synth(...MARKET, '--momentum', '0');
    expect(readdirSync(join(folder, 'm')).sort()).toEqual(['AAA.csv', 'BBB.csv', 'regimes.csv', 'spec.json']);
  });
});

describe('a market from real candles', () => {
  it('names the candle that each one repeats', async () => {
    await synth(...MARKET);
    const files = ['m/AAA.csv', 'm/BBB.csv'];
    const { code, stdout } = await synth('--bootstrap', ...files, '--blocks', '24', '--seed', '4', '--out', 'b');
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toEqual(['b/AAA.csv', 'b/BBB.csv', 'b/bootstrap.json', 'b/sources.csv']);
    expect(JSON.parse(readFileSync(join(folder, 'b', 'bootstrap.json'), 'utf8'))).toMatchObject({
      ...{ seed: 4, blockLength: 24, gaps: 'keep' },
      origin: [
        { symbol: 'AAA', file: 'AAA.csv' },
        { symbol: 'BBB', file: 'BBB.csv' },
      ],
    });
    const volumes = new Map(linesOf('m', 'BBB.csv').map((line) => [line.split(',')[0], line.split(',')[5]]));
    const made = linesOf('b', 'BBB.csv').slice(1);
    const sources = linesOf('b', 'sources.csv').slice(1);
    expect(made.map((line) => line.split(',')[5])).toEqual(sources.map((line) => volumes.get(line.split(',')[1])));
    expect(made.map((line) => line.split(',')[0])).toEqual(sources.map((line) => line.split(',')[0]));
  });
});

describe('refused with one sentence, exit code 2 and nothing written', () => {
  it.each([
    ['--blocks 3', "error: '--blocks' and '--gaps' need '--bootstrap'"],
    ['--bootstrap x.csv --candles 5', "option '--bootstrap <files...>' cannot be used with option '--candles <n>'"],
    ['--bootstrap x.csv --no-regimes', "cannot be used with option '--no-regimes'"],
    ['--bootstrap x.csv --blocks 0.5', 'Cannot read|x.csv'],
    ['--lead-lag A,B,3', 'Expected leader, follower, candles and Sharpe ratio, such as AAA,BBB,3,2.'],
    ['--lead-lag A,B,3,', 'Expected leader, follower, candles and Sharpe ratio'],
    ['--momentum much', 'Expected a number.'],
    ['--interval 1d --candles 50 --momentum 50', 'ask for a lower sharpe.'],
    ['--momentum 1 --edge 0.1', 'Expected edge or edges, was both.'],
    ['--symbols A/B,a-b', 'was a-b.csv for a-b and for A/B.'],
    ['--symbols regimes', 'was regimes.csv for regimes and for the labels regimes.csv.'],
    ['--spec list.json', 'list.json: Expected an object, was [1].'],
    ['--spec none.json', 'Cannot read none.json: there is no such file or folder.'],
  ])('%s', async (options, message) => {
    writeFileSync(join(folder, 'list.json'), '[1]');
    const { code, stdout, stderr } = await synth(...options.split(' '), '--out', 'out');
    expect(stderr).toMatch(new RegExp(message.replaceAll(/[.*+?()[\]]/g, '\\$&')));
    expect({ code, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({ code: 2, stdout: '', lines: 1 });
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });
});
