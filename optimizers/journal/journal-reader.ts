import { DatasetError } from '../../engine/model/index.ts';
import type { TrialResult } from '../model/index.ts';
import { parseTrial, unsealLine } from './journal-lines.ts';

/** How every journal begins. */
const OPENING = '{"journal":1,';

/** What a journal file holds. */
export interface JournalContent {
  /** Member `study` of the header; null where the file has no whole header line. */
  readonly identity: unknown;
  readonly trials: readonly TrialResult[];
  /** Bytes up to the last whole trial (or the header); the rest is to be dropped. */
  readonly length: number;
  /** What was dropped, one sentence; null where nothing was. */
  readonly dropped: string | null;
}

/**
 * Reads a journal: whole trials up to the end, a torn tail dropped.
 * @param bytes content of the file
 * @param file its name, for complaints
 * @throws DatasetError `journal-damaged` where a line before the last one is damaged
 */
export function readJournal(bytes: Buffer, file: string): JournalContent {
  const lines: string[] = [];
  const ends: number[] = [];
  let from = 0;
  for (;;) {
    const end = bytes.indexOf(10, from);
    const text = bytes.toString('utf8', from, end < 0 ? bytes.length : end);
    const json = end < 0 ? null : unsealLine(text);
    if (json === null) {
      if (end >= 0 && bytes.indexOf(10, end + 1) >= 0) throw damaged(file, lines.length + 1);
      break;
    }
    lines.push(json);
    from = end + 1;
    ends.push(from);
  }
  // A torn header is the beginning of one; anything else is a file of somebody else's, not to be cut off.
  if (!OPENING.startsWith(bytes.toString('latin1', 0, OPENING.length))) throw damaged(file, 1);
  if (lines.length === 0) return { identity: null, trials: [], length: 0, dropped: tail(bytes.length) };
  const trials: TrialResult[] = [];
  for (let i = 0; 2 * i + 2 < lines.length; i++) {
    const trial = parseTrial(i, lines[2 * i + 1], lines[2 * i + 2]);
    if (trial === null) throw damaged(file, 2 * i + 2);
    trials.push(trial);
  }
  const length = ends[2 * trials.length];
  // The header was written by this program: its check sum holds.
  const header = JSON.parse(lines[0]) as { readonly study?: unknown };
  if (header.study === undefined) throw damaged(file, 1);
  return { identity: header.study, trials, length, dropped: tail(bytes.length - length) };
}

const tail = (bytes: number): string | null =>
  bytes === 0 ? null : `The last ${bytes} bytes of the journal were an unfinished trial and were dropped.`;

function damaged(file: string, line: number): DatasetError {
  return new DatasetError(
    'journal-damaged',
    `Expected ${file}:${line} to be a whole line of a study journal, was damaged.`,
    {
      file,
      line,
    },
  );
}
