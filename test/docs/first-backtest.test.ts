import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSyntheticMarket, syntheticSchema } from '#datasets';
import { runHere } from '../bin/run-cli.ts';
import { readBlocks } from './support/doc-blocks.ts';
import { copyProject, type ProjectCopy } from './support/project-copy.ts';

const PAGE = 'docs/first-backtest.md';
const HOUR = 3_600_000;
const CLI = 'node dist/bin/candlebench.js ';
const blocks = readBlocks(PAGE);

/** Rows as Binance Vision publishes them, hour after hour from the start of 2024. */
function klines(): string[] {
  const spec = { seed: 5, symbols: ['BTCUSDT'], start: '2024-01-01', candles: 1_440, missing: 0, price: 40_000 };
  const [series] = createSyntheticMarket(syntheticSchema.parse(spec)).series;
  if (series === undefined) throw new Error('Expected a series, was none.');
  return Array.from({ length: series.length }, (_, k) => {
    const at = series.time[k] ?? Number.NaN;
    const prices = [series.open, series.high, series.low, series.close].map((column) => column[k]?.toFixed(2)).join();
    return `${at},${prices},${series.volume[k]?.toFixed(5)},${at + HOUR - 1},1000.0,12,0.5,500.0,0`;
  });
}

/** A command's words; double quotes hold blanks together. */
const wordsOf = (line: string): string[] =>
  [...line.slice(CLI.length).matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

describe('the way from a file to a first backtest', () => {
  let copy: ProjectCopy;
  const outside = process.env.CANDLEBENCH_CATALOG;

  beforeAll(() => {
    copy = copyProject();
    process.env.CANDLEBENCH_CATALOG = join(copy.folder, 'catalog');
    mkdirSync(join(copy.folder, 'first'));
    const rows = klines();
    const write = (name: string, lines: readonly string[]): void =>
      writeFileSync(join(copy.folder, 'first', name), `${lines.join('\n')}\n`);
    write('BTCUSDT-1h-2024-01.csv', rows.slice(0, 744));
    write('BTCUSDT-1h-2024-02.csv', rows.slice(744));
    write('twice.csv', [...rows.slice(0, 101), ...rows.slice(100, 744)]);
    for (const block of blocks) if (block.file !== null) copy.write(block);
  }, 60_000);

  afterAll(() => {
    if (outside === undefined) delete process.env.CANDLEBENCH_CATALOG;
    else process.env.CANDLEBENCH_CATALOG = outside;
    copy.remove();
  });

  it('is walked command by command, and each says what the page shows', { timeout: 240_000 }, async () => {
    let commands = 0;
    for (const [k, { language, line, text }] of blocks.entries()) {
      if (language !== 'sh') continue;
      const next = blocks[k + 1];
      const shown = next?.language === 'text' ? next.text : '';
      const refused = shown.startsWith('candlebench: ');
      let output = '';
      for (const command of text.trimEnd().split('\n')) {
        expect(command.startsWith(CLI), `${PAGE}:${line}`).toBe(true);
        const { code, stdout, stderr } = await runHere(wordsOf(command), copy.folder);
        expect({ command, code, stderr: refused ? '' : stderr }).toEqual({
          command,
          code: refused ? 2 : 0,
          stderr: '',
        });
        output += stdout + stderr;
        commands++;
      }
      for (const promised of shown.trimEnd().split('\n')) expect(output, `${PAGE}:${line}`).toContain(promised);
    }
    expect(commands).toBe(
      blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => text.trim().split('\n')).length,
    );
    expect(commands).toBeGreaterThanOrEqual(9);

    const run = join(copy.folder, 'first', 'run');
    for (const file of ['report.html', 'orders.csv', 'fills.csv', 'trades.csv', 'equity.csv']) {
      expect(existsSync(join(run, file)), file).toBe(true);
    }
    // The strategy traded the candles of the catalog.
    expect(readFileSync(join(run, 'trades.csv'), 'utf8').trim().split('\n').length).toBeGreaterThan(2);
    const listed = JSON.parse((await runHere(['data', 'info', 'BTC/USDT', '1h', '--json'], copy.folder)).stdout);
    expect(readFileSync(join(run, 'run.json'), 'utf8')).toContain(listed.entry.id);
  });
});
