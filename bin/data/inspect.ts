import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, dataRoot, json, out } from '../options.ts';
import { printJson, printLines } from '../print.ts';
import { formatTable } from '../text-table.ts';
import { hintRepair } from './repair-hint.ts';

/** Adds `data inspect`. */
export function addInspect(data: Command): void {
  data
    .command('inspect')
    .summary('what is in candle files')
    .description('Reads candle files as a backtest would, and tells what is in them: span,\ninterval, gaps, warnings.')
    .argument('<files...>', 'candle files of any format, plain or gzipped')
    .addOption(json())
    .addOption(out('folder for inspect.json (default: nothing is written)'))
    .addOption(dataRoot())
    .action(inspectFiles);
}

async function inspectFiles(files: readonly string[], options: CommonOptions): Promise<void> {
  const { inspect, writeJsonFile } = await import('#app');
  const described = await inspect(files.map((file) => resolve(options.dataRoot ?? '.', file))).catch((error) => {
    throw hintRepair(error, 'data import ');
  });
  if (options.out !== undefined) writeJsonFile(options.out, 'inspect.json', { files: described });
  if (options.json === true) {
    printJson({ files: described });
    return;
  }
  const lines: string[] = [];
  for (const one of described) {
    const { quality } = one;
    lines.push(
      `${quality.file}  ${quality.symbol}`,
      formatTable([
        ['candles', String(quality.rows)],
        ['interval', one.interval],
        ['first', one.first],
        ['last', one.last],
        ['coverage', `${(one.coverage * 100).toFixed(3)} %`],
        ['gaps', `${quality.gaps} (${quality.missing} candles, longest ${quality.longestGap})`],
        ['prices', `${one.lowest} to ${one.highest}`],
        ['open or close outside low to high', String(quality.outside)],
        ['without volume', String(quality.zeroVolume)],
        ['identity', one.id.slice(0, 16)],
      ]),
      ...quality.warnings.map((warning) => `  Warning: ${warning}`),
      '',
    );
  }
  printLines(lines.slice(0, -1));
}
