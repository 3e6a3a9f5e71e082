import type { Command } from 'commander';
import { type CommonOptions, catalog, json } from '../options.ts';
import { printJson, printLines } from '../print.ts';
import { formatTable } from '../text-table.ts';

/** Adds `data info`. */
export function addInfo(data: Command): void {
  data
    .command('info')
    .summary('everything the catalog knows of a dataset')
    .description(
      `Tells what the catalog knows of a dataset: span, gaps, where it came from, which
repairs were made, where its file is. DATASET is a symbol, its interval where
there are several, and a version where it is not the newest; or the identity
that a run wrote down, or its first 8 digits or more.`,
    )
    .argument('<dataset...>', 'such as BTC/USDT 1h, BTC/USDT 1h 2 or 3f9a0c12')
    .addOption(json())
    .addOption(catalog())
    .addHelpText('after', '\nExamples:\n  candlebench data info BTC/USDT 1h\n  candlebench data info 3f9a0c12')
    .action(tellDataset);
}

async function tellDataset(words: readonly string[], options: CommonOptions): Promise<void> {
  const { catalogFolder, openCatalog, parseDatasetName } = await import('#app');
  const catalogOpened = openCatalog(catalogFolder(options.catalog));
  const entry = catalogOpened.find(parseDatasetName(words, catalogOpened));
  const file = catalogOpened.file(entry);
  const repairLog = catalogOpened.repairLog(entry);
  if (options.json === true) {
    printJson({ entry, file, repairLog });
    return;
  }
  const { symbol, interval, version, quality } = entry;
  const repairs = Object.entries(entry.repairs).map(([repair, count]) => `${repair} ${count}`);
  const rows = [
    ['candles', String(entry.rows)],
    ['first', entry.first],
    ['last', entry.last],
    ['gaps', `${quality.gaps} (${quality.missing} candles, longest ${quality.longestGap})`],
    ['open or close outside low to high', String(quality.outside)],
    ['without volume', String(quality.zeroVolume)],
    ['origin', entry.origin],
    ...entry.sources.map((source) => ['from', `${source.file} (SHA-256 ${source.sha256.slice(0, 16)})`]),
    ['repairs', repairs.length === 0 ? 'none' : `${repairs.join(', ')}; listed in ${repairLog}`],
    ['added', entry.addedAt],
    ['identity', entry.id],
    ['file', file],
  ];
  const warnings = quality.warnings.map((warning) => `  Warning: ${warning}`);
  printLines([`${symbol} ${interval} version ${version}`, formatTable(rows, 2, 2), ...warnings]);
}
