import { DatasetError } from '../../engine/model/index.ts';
import { detectDelimiter } from '../formats/csv-header.ts';
import type { SourceFile } from '../importers/importer.ts';
import { locateFields, SIGNAL_FIELDS } from './signal-fields.ts';
import type { RawRecord, SignalIntake } from './signal-intake.ts';
import { forEachLine } from './text-lines.ts';

const blankRecord = (): RawRecord => ({
  eventTime: '',
  availableAt: '',
  symbol: '',
  type: '',
  direction: '',
  strength: '',
  confidence: '',
  source: '',
});

/**
 * Reads records of a CSV or TSV file: a header with known names in any order, then one record a line. Fields may be
 * quoted and then hold delimiters, doubled quotes and line breaks, as headlines do.
 * @throws DatasetError `header-missing`, `field-count`, `quotes-broken`, and those of the fields and the intake
 */
export async function readCsvSignals(
  file: Pick<SourceFile, 'name' | 'chunks'>,
  intake: SignalIntake,
  delayed: boolean,
): Promise<void> {
  const { name } = file;
  const record = blankRecord();
  let delimiter = '';
  let count = 0;
  /** Position of each field of SIGNAL_FIELDS in a row; -1 for none. */
  let positions: number[] = [];
  /** A row that a line break within quotes goes on after, and the line it begins at. */
  let open = '';
  let openLine = 0;

  const readHeader = (text: string, line: number): void => {
    delimiter = String.fromCharCode(detectDelimiter(text));
    const cells = splitRow(text, delimiter);
    const names = locateFields(cells, `${name} line ${line}`, delayed);
    positions = SIGNAL_FIELDS.map((field) => cells.indexOf(names[field] ?? '\0'));
    count = cells.length;
  };
  const readRow = (text: string, line: number): void => {
    const cells = splitRow(text, delimiter);
    if (cells.length !== count) {
      const was = `expected ${count} fields, was ${cells.length}.`;
      throw new DatasetError('field-count', `${name} line ${line}: ${was}`, { file: name, line });
    }
    for (const [k, field] of SIGNAL_FIELDS.entries()) record[field] = cells[positions[k]];
    intake.accept(line, record);
  };

  await forEachLine(file, (text, line) => {
    const row = openLine === 0 ? text : `${open}\n${text}`;
    const first = openLine === 0 ? line : openLine;
    if (quotesOf(row) % 2 === 1) {
      open = row;
      openLine = first;
      return;
    }
    openLine = 0;
    if (row.trim() === '') return;
    if (count === 0) readHeader(row, first);
    else readRow(row, first);
  });
  if (openLine > 0) {
    const text = `${name} line ${openLine}: expected every quote to be closed, was open to the end of the file.`;
    throw new DatasetError('quotes-broken', text, { file: name, line: openLine });
  }
}

function quotesOf(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

/** Cells of a row whose quotes are even, without blanks around them. */
function splitRow(row: string, delimiter: string): string[] {
  const parts = row.split(delimiter);
  if (!row.includes('"')) return parts.map((part) => part.trim());
  const cells: string[] = [];
  let cell = '';
  let quotes = 0;
  for (const part of parts) {
    cell = quotes % 2 === 1 ? cell + delimiter + part : part;
    quotes = quotesOf(cell);
    if (quotes % 2 === 0) cells.push(unquote(cell.trim()));
  }
  return cells;
}

function unquote(cell: string): string {
  return cell.length > 1 && cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}
