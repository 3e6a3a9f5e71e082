import type { RepairedRow } from '../repairs.ts';
import type { CatalogLayout } from './catalog-layout.ts';
import { type StagedFile, stageFile } from './durable-file.ts';

/** A row that a repair touched, with the file it is in. */
export interface LoggedRepair extends RepairedRow {
  /** Base name. */
  readonly file: string;
}

const HEADER = 'file,place,repair,reason\n';
/** Characters of text that are handed on at once. */
const PIECE = 65_536;

/**
 * Writes repaired rows as CSV, one line each.
 * @param repairs read once, so that they need not all be in memory
 * @param each told of every row
 * @returns pieces of text as bytes; none at all where no row was touched
 */
export function* formatRepairs(
  repairs: Iterable<LoggedRepair>,
  each: (row: LoggedRepair) => void,
): Generator<Uint8Array> {
  let text = '';
  let begun = false;
  for (const row of repairs) {
    each(row);
    if (!begun) text = HEADER;
    begun = true;
    text += `${quote(row.file)},${row.place},${row.repair},${quote(row.reason)}\n`;
    if (text.length < PIECE) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}

const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A list of repaired rows that waits for its entry. */
export interface StagedRepairs {
  /** Null where no row was touched. */
  readonly staged: StagedFile | null;
  /** Rows by repair. */
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Writes the list of repaired rows to a temporary file, and counts them.
 * @throws DatasetError `not-writable`
 */
export async function stageRepairs(
  layout: CatalogLayout,
  repairs: Iterable<LoggedRepair>,
  signal?: AbortSignal,
): Promise<StagedRepairs> {
  const counts: Record<string, number> = {};
  const pieces = formatRepairs(repairs, ({ repair }) => {
    counts[repair] = (counts[repair] ?? 0) + 1;
  });
  const first = pieces.next();
  if (first.done === true) return { staged: null, counts };
  const all = (function* () {
    yield first.value;
    yield* pieces;
  })();
  return { staged: await stageFile(layout.staging, all, signal), counts };
}
