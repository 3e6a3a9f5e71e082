import { report } from '#app';
import type { CommonOptions } from './options.ts';
import { printJson, printLines } from './print.ts';

/** `candlebench report DIR`. */
export async function reportCommand(folder: string, options: CommonOptions): Promise<void> {
  const { dataRoot, catalog, out } = options;
  const path = await report(folder, {
    ...(dataRoot === undefined ? {} : { dataRoot }),
    ...(catalog === undefined ? {} : { catalog }),
    ...(out === undefined ? {} : { out }),
  });
  if (options.json === true) printJson({ report: path });
  else printLines([path]);
}
