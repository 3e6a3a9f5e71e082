/** Tables for a terminal. */

/**
 * Lays rows out in columns two spaces apart: texts to the left, numbers to the right.
 * @param rows cells as text, all rows of one length
 * @param indent spaces before each row
 * @param texts number of columns, from the first, that hold texts
 */
export function formatTable(rows: readonly (readonly string[])[], indent = 2, texts = 1): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [k, cell] of row.entries()) widths[k] = Math.max(widths[k] ?? 0, cell.length);
  }
  return rows
    .map((row) => {
      const cells = row.map((cell, k) => (k < texts ? cell.padEnd(widths[k] ?? 0) : cell.padStart(widths[k] ?? 0)));
      return `${' '.repeat(indent)}${cells.join('  ')}`.trimEnd();
    })
    .join('\n');
}
