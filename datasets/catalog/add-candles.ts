import { type CandleSeries, type DataQuality, DatasetError } from '../../engine/model/index.ts';
import { isoTime } from '../candle-intake.ts';
import { formatInterval } from '../interval.ts';
import type { CandleOrigin, CatalogEntry } from './catalog-entry.ts';
import { appendEntry, readDataset, repairLogPath } from './catalog-index.ts';
import { type CatalogLayout, datasetFolder, objectPath } from './catalog-layout.ts';
import { discardFile } from './durable-file.ts';
import { isEntry } from './index-record.ts';
import { placeObject, readIntact } from './object-store.ts';
import { type LoggedRepair, stageRepairs } from './repair-log.ts';

/** What is worth knowing of candles beside themselves. */
export interface CandleProvenance {
  readonly origin: CandleOrigin;
  readonly quality: DataQuality;
  /** Files, datasets or downloads they were made from; none for synthetic ones. */
  readonly sources?: CatalogEntry['sources'];
  /** Rows that repairs touched. */
  readonly repairs?: Iterable<LoggedRepair>;
}

/** What adding candles did. */
export interface AddedCandles {
  readonly entry: CatalogEntry;
  /** `unchanged`: the newest version has these candles; `restored`: it has them, but their file was damaged or missing. */
  readonly outcome: 'added' | 'unchanged' | 'restored';
  /** Path of the list of repaired rows; null where none was. */
  readonly repairLog: string | null;
}

/**
 * Keeps candles as the next version of their symbol and interval: first the candles, then the entry that names them.
 * @param addedAt ISO time
 * @param signal ends it, and leaves nothing behind
 * @throws DatasetError `not-writable`, `time-fraction`, `no-candles`, `symbol-invalid`
 */
export async function addCandles(
  layout: CatalogLayout,
  series: CandleSeries,
  about: CandleProvenance,
  addedAt: string,
  signal?: AbortSignal,
): Promise<AddedCandles> {
  const { symbol, intervalMs, id, length, time } = series;
  if (length === 0) throw new DatasetError('no-candles', `Expected candles of ${symbol} to keep, was none.`);
  const interval = formatInterval(intervalMs);
  const newest = readDataset(datasetFolder(layout, symbol, interval))
    .filter(isEntry)
    .at(-1);
  const known = newest?.id === id;
  if (known && (await isStored(objectPath(layout, id), newest))) {
    return { entry: newest, outcome: 'unchanged', repairLog: repairLogPath(layout, newest) };
  }
  const object = await placeObject(layout, series, signal);
  try {
    const repairs = await stageRepairs(layout, about.repairs ?? [], signal);
    try {
      const facts = {
        symbol,
        interval,
        intervalMs,
        id,
        rows: length,
        first: isoTime(time[0] as number),
        last: isoTime(time[length - 1] as number),
        origin: about.origin,
        sources: about.sources ?? [],
        quality: about.quality,
        repairs: repairs.counts,
        frameSha256: object.frameSha256,
        storedBytes: object.bytes,
        addedAt,
      };
      const { entry, isNew } = await appendEntry(layout, facts, repairs.staged);
      object.ensure();
      const outcome = isNew ? 'added' : known && object.placed !== 'kept' ? 'restored' : 'unchanged';
      return { entry, outcome, repairLog: repairLogPath(layout, entry) };
    } finally {
      if (repairs.staged !== null) discardFile(repairs.staged);
    }
  } finally {
    object.release();
  }
}

/** Whether the file of an entry is there with every byte it was stored with. */
async function isStored(path: string, entry: CatalogEntry): Promise<boolean> {
  const stored = await readIntact(path, entry.id);
  return stored?.frameSha256 === entry.frameSha256 && stored.bytes === entry.storedBytes;
}
