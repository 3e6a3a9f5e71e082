import { join, resolve } from 'node:path';
import { inspect, synthesize, writeJsonFile } from '#app';
import { printJson, printLines } from './print.ts';
import type { CommonOptions, SynthOptions } from './program.ts';
import { formatTable } from './text-table.ts';

/** `candlebench data inspect FILE...`. */
export function inspectCommand(files: readonly string[], options: CommonOptions): void {
  const described = inspect(files.map((file) => resolve(options.dataRoot ?? '.', file)));
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

/** `candlebench data synth`. */
export function synthCommand(options: CommonOptions & SynthOptions): void {
  const { seed, candles, symbols, interval, edge } = options;
  const spec = { seed: seed ?? 1, candles, symbols: symbols?.split(','), interval, edge };
  const given = Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
  const files = synthesize(given, options.out ?? join('candlebench-out', 'synthetic'));
  if (options.json === true) printJson({ files });
  else printLines(files);
}
