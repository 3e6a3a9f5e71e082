import { DatasetError } from '../../engine/model/index.ts';

/** Which field of a row holds what; -1 means absent (only volume may be). */
export interface CsvColumns {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** Fields of every row. */
  readonly count: number;
}

/** Names of each column, the most telling first: of `unix` and `date` in one file the number is taken. */
const ALIASES = {
  time: ['timestamp', 'open time', 'opentime', 'unix', 'datetime', 'date time', 'time', 'date'],
  open: ['open'],
  high: ['high'],
  low: ['low'],
  close: ['close'],
  volume: ['volume', 'vol'],
} as const;
type ColumnName = keyof typeof ALIASES;

/**
 * Finds the delimiter of a header line.
 * @returns the byte of comma, semicolon or tab, whichever the line has most of; comma when it has none
 */
export function detectDelimiter(header: string): number {
  let best = ',';
  for (const delimiter of [';', '\t']) {
    if (header.split(delimiter).length > header.split(best).length) best = delimiter;
  }
  return best.charCodeAt(0);
}

/**
 * Finds the columns of a candle file by their names; case, blanks, underscores and the order do not matter.
 * @param fields the header's cells
 * @param file name that errors begin with
 * @param line line of the header, from 1
 * @throws DatasetError `header-missing` when the line holds data, `column-missing`, `column-ambiguous`
 */
export function locateColumns(fields: readonly string[], file: string, line: number): CsvColumns {
  const names = fields.map((field) =>
    field
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, ' '),
  );
  const found = fields.map((field) => field.trim()).join(', ');
  if (names.length > 1 && names.every((name) => /^[\d.+-][\d.+:eTtzZ \-/]*$/.test(name))) {
    const text = `${file} line ${line}: expected a header naming time, open, high, low and close, was data (${found}).`;
    throw new DatasetError('header-missing', text, { file, line });
  }
  const locate = (column: ColumnName): number => {
    for (const alias of ALIASES[column]) {
      const at = names.indexOf(alias);
      if (at >= 0 && names.includes(alias, at + 1)) {
        const text = `${file} line ${line}: expected one column ${column}, was two (${found}).`;
        throw new DatasetError('column-ambiguous', text, { file, line, column });
      }
      if (at >= 0) return at;
    }
    return -1;
  };
  const columns = {
    time: locate('time'),
    open: locate('open'),
    high: locate('high'),
    low: locate('low'),
    close: locate('close'),
    volume: locate('volume'),
    count: fields.length,
  };
  const missing = (['time', 'open', 'high', 'low', 'close'] as const).filter((name) => columns[name] < 0);
  if (missing.length > 0) {
    const noun = missing.length === 1 ? 'a column' : 'columns';
    const text = `${file} line ${line}: expected ${noun} ${missing.join(', ')}, was ${found || 'nothing'}.`;
    throw new DatasetError('column-missing', text, { file, line, missing });
  }
  return columns;
}
