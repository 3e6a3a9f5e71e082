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
  time: ['timestamp', 'open time', 'opentime', 'unix timestamp', 'unix', 'datetime', 'date time', 'time', 'date'],
  open: ['open'],
  high: ['high'],
  low: ['low'],
  close: ['close'],
  volume: ['volume', 'vol', 'base volume', 'volumefrom'],
} as const;
type ColumnName = keyof typeof ALIASES;
const REQUIRED = ['time', 'open', 'high', 'low', 'close'] as const;

/** `Volume BTC`, `Volume (USDT)`: a volume that says what it counts. */
const COUNTED_VOLUME = /^volume[ (]+([a-z0-9]+)\)?$/;
/** Currencies that prices are quoted in: a volume counted in one of them is turnover, not volume. */
const QUOTE_CURRENCIES: ReadonlySet<string> = new Set(
  'usd usdt usdc busd tusd fdusd dai eur gbp jpy chf aud cad try krw brl'.split(' '),
);
/** Most of a header that an error shows. */
const SHOWN = 200;

/** A column's name with case, blanks and underscores evened out. */
export function columnName(field: string): string {
  return field
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, ' ');
}

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

/** Whether cells name all columns that candles need. */
export function namesCandles(fields: readonly string[]): boolean {
  const names = fields.map(columnName);
  return REQUIRED.every((column) => ALIASES[column].some((alias) => names.includes(alias)));
}

/**
 * Finds the columns of a candle file by their names; case, blanks, underscores and the order do not matter. Of a
 * volume in each of two currencies the base volume is taken.
 * @param fields the header's cells
 * @param file name that errors begin with
 * @param line line of the header, from 1
 * @throws DatasetError `header-missing` when the line holds data, `column-missing`, `column-ambiguous`
 */
export function locateColumns(fields: readonly string[], file: string, line: number): CsvColumns {
  const names = fields.map(columnName);
  const all = fields.map((field) => field.trim()).join(', ');
  const found = all.length > SHOWN ? `${all.slice(0, SHOWN)}...` : all;
  if (names.length > 1 && names.every((name) => /^[\d.+-][\d.+:eTtzZ \-/]*$/.test(name))) {
    const text = `${file} line ${line}: expected a header naming time, open, high, low and close, was data (${found}).`;
    throw new DatasetError('header-missing', text, { file, line });
  }
  const ambiguous = (column: ColumnName): DatasetError => {
    const text = `${file} line ${line}: expected one column ${column}, was two (${found}).`;
    return new DatasetError('column-ambiguous', text, { file, line, column });
  };
  const locate = (column: ColumnName): number => {
    for (const alias of ALIASES[column]) {
      const at = names.indexOf(alias);
      if (at >= 0 && names.includes(alias, at + 1)) throw ambiguous(column);
      if (at >= 0) return at;
    }
    return -1;
  };
  const locateVolume = (): number => {
    const plain = locate('volume');
    if (plain >= 0) return plain;
    const counted = countedVolumes(names);
    const base = counted.filter(({ currency }) => !QUOTE_CURRENCIES.has(currency));
    // Where all are quote currencies, or two are not, the base is the one that stands first.
    if (counted.length > 2) throw ambiguous('volume');
    return (base[0] ?? counted[0])?.at ?? -1;
  };
  const columns = {
    time: locate('time'),
    open: locate('open'),
    high: locate('high'),
    low: locate('low'),
    close: locate('close'),
    volume: locateVolume(),
    count: fields.length,
  };
  const missing = REQUIRED.filter((name) => columns[name] < 0);
  if (missing.length > 0) {
    const noun = missing.length === 1 ? 'a column' : 'columns';
    const text = `${file} line ${line}: expected ${noun} ${missing.join(', ')}, was ${found || 'nothing'}.`;
    throw new DatasetError('column-missing', text, { file, line, missing });
  }
  return columns;
}

/** What a reader of the header might expect otherwise, one sentence each. */
export function describeColumns(fields: readonly string[], columns: CsvColumns): string[] {
  const names = fields.map(columnName);
  const shown = (at: number): string => `"${(fields[at] ?? '').trim()}"`;
  const notes: string[] = [];
  if (columns.volume < 0) notes.push('The file has no volume column; volume is 0.');
  const counted = countedVolumes(names);
  if (counted.some(({ at }) => at === columns.volume)) {
    const others = counted.filter(({ at }) => at !== columns.volume).map(({ at }) => shown(at));
    const rest = others.length > 0 ? `; ${others.join(', ')} is not read` : '';
    notes.push(`Volume is that of column ${shown(columns.volume)}${rest}.`);
  }
  const adjusted = names.findIndex((name) => /^adj(usted)? ?close\*?$/.test(name));
  if (adjusted >= 0) {
    notes.push(`Column ${shown(adjusted)} is not read; prices are as columns open, high, low and close say.`);
  }
  const events = names.flatMap((name, at) =>
    /^(dividends|stock splits|capital gains)$/.test(name) ? [shown(at)] : [],
  );
  if (events.length > 0) notes.push(`Columns ${events.join(', ')} are not read.`);
  return notes;
}

function countedVolumes(names: readonly string[]): { readonly at: number; readonly currency: string }[] {
  return names.flatMap((name, at) => {
    const currency = COUNTED_VOLUME.exec(name)?.[1];
    return currency === undefined ? [] : [{ at, currency }];
  });
}
