import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const fixture = join(root, 'test', 'fixtures', 'danfo');
const absent = existsSync(join(fixture, 'node_modules', 'danfojs-node'))
  ? null
  : 'danfojs-node is not installed: run npm ci in test/fixtures/danfo';

/** Puts the built package where npm would put it, with its dependencies behind it. */
function installCandlebench(): void {
  const place = join(fixture, 'node_modules', 'candlebench');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  cpSync(join(root, 'package.json'), join(place, 'package.json'));
  cpSync(join(root, 'dist'), join(place, 'dist'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'), 'dir');
}

interface Findings {
  readonly trades: Readonly<Record<string, unknown>>;
  readonly equity: Readonly<Record<string, unknown>>;
  readonly trials: Readonly<Record<string, unknown>>;
  readonly none: Readonly<Record<string, unknown>>;
  readonly expected: {
    readonly pnl: readonly number[];
    readonly long: number;
    readonly time: readonly number[];
    readonly equity: number;
  };
}

describe.skipIf(absent !== null)(`tables in danfojs itself (${absent ?? 'installed'})`, () => {
  let found: Findings;

  beforeAll(() => {
    installCandlebench();
    const { status, stdout, stderr } = spawnSync(process.execPath, ['check.mjs'], { cwd: fixture, encoding: 'utf8' });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    // What check.mjs prints.
    found = JSON.parse(stdout) as Findings;
  }, 120_000);

  it('trades: every value to the last bit, and its own statistics', () => {
    const { pnl, long } = found.expected;
    expect(pnl.length).toBeGreaterThan(5);
    expect(found.trades).toMatchObject({ shape: [pnl.length, 13], pnl, long, bySymbol: [['AAA', pnl.length]] });
    expect(found.trades.meanPnl).toBeCloseTo(pnl.reduce((sum, x) => sum + x, 0) / pnl.length, 6);
  });

  it('equity: times are whole milliseconds', () => {
    expect(found.equity).toMatchObject({ time: found.expected.time, last: found.expected.equity });
  });

  it('trials: what a trial has not is null', () => {
    expect(found.trials).toEqual({
      columns: ['index', 'status', 'value', 'param.a', 'metric.sharpe', 'reason'],
      values: [
        [0, 'ok', 2, 1, 0.5, ''],
        [1, 'failed', null, 3, null, 'threw'],
      ],
    });
  });

  it('no trades: columns without rows', () => {
    expect(found.none).toEqual({ columns: found.trades.columns, shape: [0, 13] });
  });
});
