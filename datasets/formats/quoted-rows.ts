import { Readable } from 'node:stream';
import { CsvError, type Options, parse } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import { DatasetError } from '../../engine/model/index.ts';
import { createRow, type RowFormat, type RowVisitor, slotsOf } from './csv-rows.ts';

const OPTIONS: Options = { info: true, relax_column_count: true, skip_empty_lines: true };

interface QuotedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads rows with quoted fields; slower, for the dialects of spreadsheets.
 * @param chunks the rows, beginning at the start of a line
 * @param format its line is the one before them
 * @param file name that errors begin with
 * @throws DatasetError `quotes-broken`
 */
export async function readQuotedRows(
  chunks: AsyncIterable<Uint8Array>,
  format: RowFormat,
  file: string,
  visit: RowVisitor,
): Promise<void> {
  const slotOfField = slotsOf(format.columns);
  const row = createRow();
  const source = Readable.from(chunks);
  const parser = parse({ ...OPTIONS, delimiter: String.fromCharCode(format.delimiter) });
  // A pipe does not hand errors on.
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const one of source.pipe(parser)) {
      // With `info` the records come wrapped, which the package's own types do not say.
      const { record, info } = one as QuotedRecord;
      row.bytes = Buffer.from(record.join('\n'));
      row.values.fill(NaN);
      row.line = format.line + info.lines;
      row.fields = record.length;
      let start = 0;
      for (const [field, text] of record.entries()) {
        const slot = slotOfField[field] ?? -1;
        const end = start + Buffer.byteLength(text);
        if (slot >= 0) {
          row.starts[slot] = start;
          row.ends[slot] = end;
        }
        start = end + 1;
      }
      visit(row);
    }
  } catch (cause) {
    throw cause instanceof CsvError ? brokenQuotes(cause, format.line, file) : cause;
  } finally {
    source.destroy();
  }
}

/**
 * Cuts one line into its fields, quoted or not.
 * @param line its number
 * @throws DatasetError `quotes-broken`
 */
export function splitLine(text: string, delimiter: number, line: number, file: string): readonly string[] {
  const mark = String.fromCharCode(delimiter);
  if (!text.includes('"')) return text.split(mark);
  try {
    const [fields] = parseSync(text, { delimiter: mark, relax_column_count: true });
    return fields ?? [];
  } catch (cause) {
    throw cause instanceof CsvError ? brokenQuotes(cause, line - 1, file) : cause;
  }
}

/** What the library calls a fault, in words; the rest keep its name. */
const FAULTS: Readonly<Record<string, string>> = {
  INVALID_OPENING_QUOTE: 'one that opens in the middle of a field',
  CSV_INVALID_CLOSING_QUOTE: 'one that closes in the middle of a field',
  CSV_QUOTE_NOT_CLOSED: 'one that is never closed',
};

function brokenQuotes(cause: CsvError, before: number, file: string): DatasetError {
  const line = before + (typeof cause.lines === 'number' ? cause.lines : 1);
  const text = `${file} line ${line}: expected quotes around whole fields only, was ${FAULTS[cause.code] ?? cause.code}.`;
  return new DatasetError('quotes-broken', text, { file, line }, cause);
}
