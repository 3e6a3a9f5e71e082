import type { Command } from 'commander';
import { type CommonOptions, catalog, json } from '../options.ts';
import { printJson, printLines } from '../print.ts';

/** Adds `data gc`. */
export function addCollect(data: Command): void {
  data
    .command('gc')
    .summary('free the room of what was removed')
    .description(
      `Removes candles that no entry names, and temporary files older than an hour
whose writer is no longer running. Imports may go on meanwhile.`,
    )
    .addOption(json())
    .addOption(catalog())
    .addHelpText('after', '\nExample:\n  candlebench data gc')
    .action(collect);
}

async function collect(options: CommonOptions): Promise<void> {
  const { catalogFolder, openCatalog } = await import('#app');
  const { folder, collectGarbage } = openCatalog(catalogFolder(options.catalog));
  const collected = collectGarbage();
  const { objects, temporaries, repairLogs, bytes } = collected;
  if (options.json === true) printJson({ catalog: folder, ...collected });
  else {
    const size = `${(bytes / 1e6).toFixed(1)} MB`;
    printLines([
      `${folder}: ${size} freed; ${objects} files of candles, ${temporaries} temporary files and ${repairLogs} lists of repaired rows removed`,
    ]);
  }
}
