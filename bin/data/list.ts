import type { Command } from 'commander';
import type { CatalogEntry } from '#app';
import { type CommonOptions, catalog, json } from '../options.ts';
import { printJson, printLines } from '../print.ts';
import { formatTable } from '../text-table.ts';

/** Adds `data list`. */
export function addList(data: Command): void {
  data
    .command('list')
    .summary('what the catalog holds')
    .description('Lists the datasets of the catalog, the newest version of each.')
    .option('--all', 'all versions')
    .addOption(json())
    .addOption(catalog())
    .addHelpText('after', '\nExample:\n  candlebench data list --all')
    .action(listDatasets);
}

async function listDatasets(options: CommonOptions & { readonly all?: boolean }): Promise<void> {
  const { catalogFolder, openCatalog } = await import('#app');
  const { folder, list } = openCatalog(catalogFolder(options.catalog));
  const entries = options.all === true ? list() : newestOf(list());
  if (options.json === true) printJson({ catalog: folder, entries });
  else if (entries.length === 0) printLines([`No datasets in ${folder}; candlebench data import FILE adds one.`]);
  else {
    const rows = entries.map(({ symbol, interval, version, origin, id, rows: count, first, last, quality }) => [
      symbol,
      interval,
      shortTime(first),
      shortTime(last),
      origin,
      id.slice(0, 12),
      String(version),
      String(count),
      String(quality.gaps),
    ]);
    const header = ['symbol', 'interval', 'first', 'last', 'origin', 'identity', 'version', 'candles', 'gaps'];
    printLines([folder, formatTable([header, ...rows], 2, 6)]);
  }
}

/** The last version of each dataset; versions ascend. */
function newestOf(entries: readonly CatalogEntry[]): CatalogEntry[] {
  return [...new Map(entries.map((entry) => [`${entry.symbol}\n${entry.interval}`, entry])).values()];
}

const shortTime = (iso: string): string => iso.slice(0, 16).replace('T00:00', '');
