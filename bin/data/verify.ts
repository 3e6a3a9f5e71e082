import type { Command } from 'commander';
import { type CommonOptions, catalog, json } from '../options.ts';
import { printJson, printLines } from '../print.ts';
import { EXIT } from '../tell-error.ts';

/** Adds `data verify`. */
export function addVerify(data: Command): void {
  data
    .command('verify')
    .summary('compute every hash of the catalog again')
    .description(
      `Reads the catalog again, all of it or one dataset, and compares every hash,
identity, row count and span with what was kept. Exit code 1 when something is
wrong; importing the same candles again heals a damaged file.`,
    )
    .argument('[dataset...]', 'such as BTC/USDT 1h (default: everything)')
    .addOption(json())
    .addOption(catalog())
    .addHelpText('after', '\nExample:\n  candlebench data verify')
    .action(verifyDatasets);
}

async function verifyDatasets(words: readonly string[], options: CommonOptions): Promise<void> {
  const { catalogFolder, openCatalog, parseDatasetName } = await import('#app');
  const catalogOpened = openCatalog(catalogFolder(options.catalog));
  const query = words.length === 0 ? undefined : parseDatasetName(words, catalogOpened);
  const verdict = await catalogOpened.verify(query);
  if (options.json === true) printJson({ catalog: catalogOpened.folder, ...verdict });
  else {
    const { entries, objects, bytes, problems } = verdict;
    const size = `${(bytes / 1e6).toFixed(1)} MB`;
    printLines([
      ...problems.map(({ text }) => `  ${text}`),
      `${catalogOpened.folder}: ${entries} entries, ${objects} files of ${size} read, ${problems.length} problems`,
    ]);
  }
  if (verdict.problems.length > 0) process.exitCode = EXIT.failed;
}
