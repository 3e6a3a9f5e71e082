import { join } from 'node:path';
import { type CalendarName, findCalendar, findGaps, type LoadedCandles, loadCandles, readFactorFile } from '#datasets';
import { type Agreement, compareCopies, judgeAgreement } from './agreement.ts';
import { type CandleCounts, calendarOf, compareCounts, countCandles, statedCounts } from './candle-counts.ts';
import { alignCopies, COPIES, type CopyPair } from './copies.ts';
import { RAW_FILES, type RawFile } from './raw-files.ts';
import type { ManifestFile, Reference } from './reference.ts';
import { hashOf } from './stored-hash.ts';

/** One file as it was imported. */
export interface FileRow {
  readonly file: string;
  /** Null where the file holds corporate events: then only `events` is known. */
  readonly counts: CandleCounts | null;
  readonly events?: number;
  /** Against the calendar of the market's sessions, where the manifest counts steps; absent where it has none. */
  readonly sessions?: { readonly calendar: CalendarName; readonly gaps: number; readonly missing: number };
  /** Rows that repairs touched, by repair. */
  readonly repaired: Readonly<Record<string, number>>;
  /** What is not as stated; empty means ok. */
  readonly differences: readonly string[];
}

/** Two copies of the same candles. */
export interface CopyRow extends Pick<CopyPair, 'file' | 'other' | 'kind'>, Agreement {
  /** Why copies differ, where it is known. */
  readonly reason: string | null;
  /** Differences that are not known of the sources; empty means ok. */
  readonly differences: readonly string[];
}

/** Every file against the manifest, and every copy against the other. */
export interface Accuracy {
  readonly files: readonly FileRow[];
  readonly raw: readonly FileRow[];
  readonly copies: readonly CopyRow[];
}

/**
 * Imports all reference data and compares it with what is known of it.
 * @throws DatasetError when a file is refused
 */
export async function measureAccuracy(reference: Reference): Promise<Accuracy> {
  const compared = new Set(COPIES.flatMap(({ file, other }) => [file, other]));
  const kept = new Map<string, LoadedCandles>();
  /** Reads a file once, if it is needed again. */
  const load = async (file: string): Promise<LoadedCandles> => {
    const known = kept.get(file);
    if (known !== undefined) return known;
    const loaded = await loadCandles(join(reference.folder, file), RAW_FILES[file]?.options);
    if (compared.has(file)) kept.set(file, loaded);
    return loaded;
  };
  const files: FileRow[] = [];
  for (const file of reference.files) files.push(checkFile(file, await load(file.file)));
  const raw: FileRow[] = [];
  for (const { file, sha256 } of reference.raw) {
    const about = RAW_FILES[file];
    if (about?.events === true) raw.push(await checkEvents(join(reference.folder, file), file, sha256, about));
    else raw.push(checkRawFile(file, sha256, about, await load(file)));
  }
  const copies: CopyRow[] = [];
  for (const pair of COPIES) copies.push(checkPair(pair, await load(pair.file), await load(pair.other)));
  return { files, raw, copies };
}

/** Whether nothing differs that is not known of its source. */
export function isAccurate({ files, raw, copies }: Accuracy): boolean {
  return [...files, ...raw, ...copies].every(({ differences }) => differences.length === 0);
}

function checkFile(file: ManifestFile, loaded: LoadedCandles): FileRow {
  const calendar = calendarOf(file);
  const bySteps = file.gap_definition === 'steps != interval';
  const counts = countCandles(loaded, bySteps ? null : calendar);
  const differences = compareCounts(counts, statedCounts(file));
  const row = { file: file.file, counts, repaired: {}, differences };
  if (!bySteps || calendar === null) return row;
  const { gaps, missing } = findGaps(loaded.series, findCalendar(calendar));
  return { ...row, sessions: { calendar, gaps: gaps.length, missing } };
}

function checkRawFile(file: string, sha256: string, about: RawFile | undefined, loaded: LoadedCandles): FileRow {
  const counts = countCandles(loaded, null);
  const repaired = { ...loaded.repairCounts };
  return { file, counts, repaired, differences: differencesOf({ sha256, about, counts, repaired }) };
}

async function checkEvents(path: string, file: string, sha256: string, about: RawFile): Promise<FileRow> {
  const events = (await readFactorFile(path)).length;
  const counts = { rows: events, sha256: hashOf(path) };
  return {
    file,
    counts: null,
    events,
    repaired: {},
    differences: differencesOf({ sha256, about, counts, repaired: {} }),
  };
}

interface RawFindings {
  readonly sha256: string;
  readonly about: RawFile | undefined;
  readonly counts: Pick<CandleCounts, 'rows' | 'sha256'>;
  readonly repaired: Readonly<Record<string, number>>;
}

/** What a raw file has otherwise than the manifest and the count of its rows say. */
export function differencesOf({ sha256, about, counts, repaired }: RawFindings): string[] {
  if (about === undefined) return ['no count of its rows is known'];
  const differences = compareCounts(counts, { rows: about.candles, sha256 });
  const known: Readonly<Record<string, number>> = about.repaired ?? {};
  for (const repair of new Set([...Object.keys(known), ...Object.keys(repaired)])) {
    const [found, expected] = [repaired[repair] ?? 0, known[repair] ?? 0];
    if (found !== expected) differences.push(`${repair} ${found} (stated ${expected})`);
  }
  return differences;
}

function checkPair(pair: CopyPair, file: LoadedCandles, other: LoadedCandles): CopyRow {
  const { one, two, volumeTolerance } = alignCopies(pair, file.series, other.series);
  const found = compareCopies(one, two, volumeTolerance);
  return {
    file: pair.file,
    other: pair.other,
    kind: pair.kind,
    ...found,
    reason: pair.known?.reason ?? null,
    differences: judgeAgreement(found, pair.known),
  };
}
