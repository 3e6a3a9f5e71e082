import { createGrowingColumns } from '../growing-columns.ts';
import type { RowSink } from './importer.ts';

/** A sink between a format and its reader's own, for formats that may come newest first. */
export interface OrderedRows extends RowSink {
  /**
   * Hands over what was held back; to be called after the last row.
   * @returns warnings, one sentence each
   */
  finish(): readonly string[];
}

/**
 * Lets a file be oldest or newest first. A file whose times never rise is handed on from its end, with the places it
 * has in the file, and rows of one time in the order of the file; anything else is handed on as it comes.
 * @param sink where rows go
 */
export function createOrderedRows(sink: RowSink): OrderedRows {
  const columns = createGrowingColumns();
  const places: number[] = [];
  let passing = false;
  let descending = true;
  let first = NaN;
  let last = Number.POSITIVE_INFINITY;

  const release = (): void => {
    if (places.length === 0) return;
    const { time, open, high, low, close, volume } = columns.finish();
    const hand = (i: number): void =>
      sink.accept(
        places[i] as number,
        time[i] as number,
        open[i] as number,
        high[i] as number,
        low[i] as number,
        close[i] as number,
        volume[i] as number,
      );
    if (!descending || places.length === 1) {
      for (let i = 0; i < places.length; i++) hand(i);
      return;
    }
    for (let end = places.length; end > 0; ) {
      let start = end - 1;
      while (start > 0 && time[start - 1] === time[start]) start--;
      for (let i = start; i < end; i++) hand(i);
      end = start;
    }
  };

  return {
    accept(place, time, open, high, low, close, volume) {
      if (!passing && time > last) {
        passing = true;
        descending = false;
        release();
      }
      if (passing) {
        sink.accept(place, time, open, high, low, close, volume);
        return;
      }
      if (places.length === 0) first = time;
      columns.push(time, open, high, low, close, volume);
      places.push(place);
      last = time;
    },
    refuse: sink.refuse,
    finish() {
      if (passing) return [];
      release();
      return first > last ? ['The file is newest first; it was read from its end.'] : [];
    },
  };
}
