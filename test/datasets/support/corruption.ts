import fc from 'fast-check';
import type { Candle } from '../../../engine/model/index.ts';

/** A good file: lines above the rows, rows of cells, and how they are joined. */
export interface GoodFile {
  readonly dialect: string;
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly delimiter: string;
}

const plain = (value: number): string => value.toFixed(2);
const comma = (value: number): string => plain(value).replace('.', ',');
const NAMES = ['timestamp', 'open', 'high', 'low', 'close', 'volume'];

type Cells = (candle: Candle) => string[];
const cellsWith =
  (time: (ms: number) => string, number: (value: number) => string): Cells =>
  ({ time: ms, open, high, low, close, volume }) => [time(ms), ...[open, high, low, close, volume].map(number)];
const isoCells = cellsWith((ms) => new Date(ms).toISOString(), plain);
const klineCells: Cells = (candle) => [
  ...cellsWith(String, plain)(candle),
  ...[String(candle.time + 3_599_999), '1.00', '7', '1.00', '1.00', '0'],
];

/** Files in several dialects, made of the same candles. */
const DIALECTS: readonly ((candles: readonly Candle[]) => GoodFile)[] = [
  file('milliseconds', ',', [NAMES], cellsWith(String, plain)),
  file(
    'decimal commas',
    ';',
    [NAMES],
    cellsWith((ms) => String(ms / 1000), comma),
  ),
  file(
    'tabs and microseconds',
    '\t',
    [NAMES],
    cellsWith((ms) => `${ms}000`, plain),
  ),
  file('ISO times', ',', [['a banner'], ['Date', ...NAMES.slice(1)]], isoCells),
  file('quotes', ',', [NAMES], (candle) => isoCells(candle).map((cell) => `"${cell}"`)),
  file('klines without header', ',', [], klineCells, 'BTCUSDT-1h-2024-05.csv'),
  (candles) => ({ ...file('newest first', ',', [NAMES], isoCells)([...candles].reverse()) }),
];

function file(dialect: string, delimiter: string, head: readonly string[][], cells: Cells, name = 'X.csv') {
  return (candles: readonly Candle[]): GoodFile => ({
    dialect,
    name,
    head: head.map((fields) => fields.join(delimiter)),
    rows: candles.map(cells),
    delimiter,
  });
}

/** Candles of one hour with two decimals: consistent, without gaps, all prices of a candle distinct. */
const hourlyCandles: fc.Arbitrary<Candle[]> = fc
  .array(fc.tuple(fc.nat(5000), fc.nat(5000), fc.nat(999_999)), { minLength: 4, maxLength: 14 })
  .map((moves) =>
    moves.map(([up, down, volume], i) => ({
      time: 1_714_521_600_000 + i * 3_600_000,
      open: (400_000 + up + i) / 100,
      high: (410_001 + up) / 100,
      low: (390_001 - down) / 100,
      close: (400_500 - down - i) / 100,
      volume: (volume + 1) / 100,
    })),
  );

export const goodFiles: fc.Arbitrary<GoodFile> = fc
  .tuple(fc.constantFrom(...DIALECTS), hourlyCandles)
  .map(([make, candles]) => make(candles));

export const textOf = ({ head, rows, delimiter }: GoodFile): string =>
  [...head, ...rows.map((cells) => cells.join(delimiter)), ''].join('\n');

/** Where and how a file is spoiled: numbers that each kind of corruption takes modulo what it needs. */
export interface Spot {
  readonly row: number;
  readonly cell: number;
  readonly other: number;
  readonly character: number;
}
export const spots: fc.Arbitrary<Spot> = fc.record({
  row: fc.nat(1e6),
  cell: fc.nat(1e6),
  other: fc.nat(1e6),
  character: fc.nat(1e6),
});

/** Ways to spoil a file; null where the spot does not allow one. */
export const CORRUPTIONS: Readonly<Record<string, (file: GoodFile, spot: Spot) => string | null>> = {
  'cut inside a line': (good, { character }) => {
    const text = textOf(good);
    const at = 1 + (character % (text.length - 1));
    return text[at - 1] === '\n' ? null : text.slice(0, at);
  },
  "cut at a line's end": (good, { row }) =>
    textOf({ ...good, rows: good.rows.slice(0, 2 + (row % (good.rows.length - 2))) }),
  'line lost': (good, { row }) => textOf({ ...good, rows: good.rows.toSpliced(row % good.rows.length, 1) }),
  'line twice': (good, { row, other }) => {
    const from = row % good.rows.length;
    return textOf({
      ...good,
      rows: good.rows.toSpliced(other % (good.rows.length + 1), 0, good.rows[from] as string[]),
    });
  },
  'line twice with another price': (good, spot) => {
    const at = spot.row % good.rows.length;
    const spoiled = (good.rows[at] as string[]).with(4, '4000');
    return textOf({ ...good, rows: good.rows.toSpliced(at + 1, 0, spoiled) });
  },
  'two lines swapped': (good, { row, other }) => {
    const [a, b] = [row % good.rows.length, other % good.rows.length];
    const rows = good.rows.with(a, good.rows[b] as string[]).with(b, good.rows[a] as string[]);
    return textOf({ ...good, rows });
  },
  'two columns swapped': (good, { row, cell, other }) => {
    const [a, b] = [cell % 6, other % 6];
    return withRow(good, row, (cells) => cells.with(a, cells[b] as string).with(b, cells[a] as string));
  },
  'NaN or text in a number': (good, { row, cell, other }) => {
    const text = ['NaN', '', 'null', 'x', '-', '1.2.3', 'Infinity', '1e999', '0x10', '12a'][other % 10] as string;
    return withRow(good, row, (cells) => cells.with(cell % 6, text));
  },
  'high below low': (good, { row }) =>
    withRow(good, row, (cells) => cells.with(2, cells[3] as string).with(3, cells[2] as string)),
  'close outside the range': (good, { row, other }) =>
    withRow(good, row, (cells) => cells.with(4, other % 2 === 0 ? '9999' : '1')),
  'price not positive': (good, { row, cell, other }) =>
    withRow(good, row, (cells) => cells.with(1 + (cell % 4), other % 2 === 0 ? '0' : '-5')),
  'wrong delimiter in a line': (good, { row, other }) => {
    const marks = [',', ';', '\t', '|'].filter((mark) => mark !== good.delimiter);
    const at = row % good.rows.length;
    const text = textOf(good).split('\n');
    const line = good.head.length + at;
    return text.with(line, (text[line] as string).replaceAll(good.delimiter, marks[other % 3] as string)).join('\n');
  },
  'another unit of time': (good, { row, other }) => {
    const zone = Number.isNaN(Number(good.rows[0]?.[0]));
    const shift = ([1e3, 1e-3, 1e6, 1e-6] as const)[other % 4] as number;
    return zone ? null : withRow(good, row, (cells) => cells.with(0, String(Math.round(Number(cells[0]) * shift))));
  },
  'a wrong digit': (good, { row, cell, other, character }) =>
    withRow(good, row, (cells) => {
      const text = cells[cell % 6] as string;
      const digits = [...text].flatMap((one, at) => (/\d/.test(one) ? [at] : []));
      const at = digits[character % digits.length] as number;
      const digit = (Number(text[at]) + 1 + (other % 9)) % 10;
      return cells.with(cell % 6, `${text.slice(0, at)}${digit}${text.slice(at + 1)}`);
    }),
};

function withRow(good: GoodFile, row: number, change: (cells: string[]) => string[]): string {
  const at = row % good.rows.length;
  return textOf({ ...good, rows: good.rows.with(at, change([...(good.rows[at] as readonly string[])])) });
}
