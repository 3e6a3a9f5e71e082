/** One column of a table of text. */
export interface Column {
  readonly title: string;
  /** Numbers stand right, words left. */
  readonly align: 'left' | 'right';
}

/**
 * Lays out a table for a terminal: every column as wide as its widest cell, two blanks between columns.
 * @param rows cells in the order of the columns
 * @returns lines without blanks at their ends
 */
export function layOutTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const titles = columns.map(({ title }) => title);
  const widths = columns.map((_, k) => Math.max(...[titles, ...rows].map((row) => row[k].length)));
  const layOut = (row: readonly string[]): string =>
    columns
      .map(({ align }, k) => (align === 'left' ? row[k].padEnd(widths[k]) : row[k].padStart(widths[k])))
      .join('  ')
      .trimEnd();
  return [titles, ...rows].map(layOut).join('\n');
}

export const left = (title: string): Column => ({ title, align: 'left' });
export const right = (title: string): Column => ({ title, align: 'right' });
