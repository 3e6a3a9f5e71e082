import type { RowSink, SourceFile } from '../importers/importer.ts';
import { createCandleRowReader } from './candle-row-reader.ts';
import type { CsvLayout } from './csv-layout.ts';
import { decideDayOrder } from './day-order.ts';
import { readTextRows } from './text-rows.ts';

/** What a text file told beside its candles. */
export interface TextFacts {
  /** What column symbol says in every row; null without one. */
  readonly symbol: string | null;
  /** One sentence each: what was read otherwise than a reader might think. */
  readonly warnings: readonly string[];
}

/**
 * Reads the candles of a text file into a sink.
 * @param layout where its columns are
 * @param emptyRows what a row without any price is in this format
 * @throws DatasetError with file and line
 */
export async function readTextCandles(
  source: SourceFile,
  layout: CsvLayout,
  sink: RowSink,
  emptyRows: 'leave-out' | 'refuse' = 'refuse',
): Promise<TextFacts> {
  const { columns, style, localDates } = layout;
  const file = source.name;
  const dayOrder = localDates ? await decideDayOrder(source.chunks(), layout, file) : null;
  const reader = createCandleRowReader({ columns, style, dayOrder, emptyRows }, sink, file);
  const ended = await readTextRows(source.chunks(), layout, file, reader.visit);
  const warnings = [...layout.warnings, ...reader.warnings()];
  if (dayOrder !== null) warnings.push(`Dates are read ${dayOrder === 'day-first' ? 'day' : 'month'} first.`);
  if (!ended) warnings.push('The last line has no line end; a file that was cut off looks like that.');
  return { symbol: reader.symbol(), warnings };
}
