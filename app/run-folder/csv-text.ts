/** CSV with numbers that read back to the same bits. */

/** A double as the shortest text that reads back to it; the sign of zero is kept. */
export function formatDouble(value: number): string {
  return Object.is(value, -0) ? '-0' : `${value}`;
}

/** A field, quoted where it must be. */
export function formatField(value: string | number | boolean): string {
  if (typeof value === 'number') return formatDouble(value);
  if (typeof value === 'boolean') return String(value);
  return mustBeQuoted(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** A comma, a quote or a line end; most fields are short, and a loop is done before a search has begun. */
function mustBeQuoted(text: string): boolean {
  for (let k = 0; k < text.length; k += 1) {
    const code = text.charCodeAt(k);
    if (code <= COMMA && (code === COMMA || code === QUOTE || code === LINE_FEED || code === RETURN)) return true;
  }
  return false;
}

const LINE_FEED = 10;
const RETURN = 13;
const QUOTE = 34;
const COMMA = 44;

/**
 * Formats records as CSV, header first, one line each, `\n` after every line.
 * @param columns header and the property that fills it
 */
export function formatCsv<T extends object>(columns: readonly (keyof T & string)[], records: readonly T[]): string {
  let text = `${columns.join(',')}\n`;
  const last = columns.length - 1;
  for (const record of records) {
    for (let k = 0; k <= last; k += 1) {
      // Every property of a record is a text, a number or a switch.
      text += formatField(record[columns[k]] as string | number | boolean);
      text += k === last ? '\n' : ',';
    }
  }
  return text;
}

/** Splits CSV text into rows of fields; understands what formatCsv writes. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  for (const line of text.split('\n')) {
    if (line !== '') rows.push(line.includes('"') ? splitQuoted(line) : line.split(','));
  }
  return rows;
}

function splitQuoted(line: string): string[] {
  const fields: string[] = [];
  for (const match of line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)) {
    const field = match[1] ?? '';
    fields.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (match.index + match[0].length >= line.length && !match[0].endsWith(',')) break;
  }
  return fields;
}
