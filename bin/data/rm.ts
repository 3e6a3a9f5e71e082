import type { Command } from 'commander';
import { type CommonOptions, catalog, json, wholeNumber } from '../options.ts';
import { printJson, printLines } from '../print.ts';

interface RemoveOptions extends CommonOptions {
  readonly version?: number;
  readonly all?: boolean;
}

/** Adds `data rm`. */
export function addRemove(data: Command): void {
  data
    .command('rm')
    .summary('remove versions of a dataset')
    .description(
      `Removes one version of a dataset, or with --all every version. The number of a
removed version is never given to other candles. Room is freed by data gc.`,
    )
    .argument('<dataset...>', 'such as BTC/USDT 1h, or an identity')
    .option('--version <n>', 'version to remove', wholeNumber(1))
    .option('--all', 'every version')
    .addOption(json())
    .addOption(catalog())
    .addHelpText('after', '\nExample:\n  candlebench data rm BTC/USDT 1h --version 1')
    .action(removeDatasets);
}

async function removeDatasets(words: readonly string[], options: RemoveOptions): Promise<void> {
  const { catalogFolder, openCatalog, parseDatasetName } = await import('#app');
  const catalogOpened = openCatalog(catalogFolder(options.catalog));
  const { version } = options;
  const query = { ...parseDatasetName(words, catalogOpened), ...(version === undefined ? {} : { version }) };
  const removed = await catalogOpened.remove(query, options.all ?? false);
  if (options.json === true) printJson({ removed });
  else {
    const lines = removed.map((one) => `removed ${one.symbol} ${one.interval} version ${one.version}`);
    printLines([...lines, 'candlebench data gc frees the room of candles that nothing names any more.']);
  }
}
