/** The contract of every importer: one file format each, rows out, nothing judged. */

/** The formats that files come in; `--format` takes these names. */
export const FILE_FORMATS = [
  'csv',
  'binance-vision',
  'binance-rest',
  'bitfinex',
  'cryptodatadownload',
  'freqtrade-json',
  'feather',
  'parquet',
  'lean',
  'yfinance',
  'kaggle',
] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** A file that is being imported; gzip is unpacked before anybody sees it. */
export interface SourceFile {
  readonly path: string;
  /** Base name, as errors begin with it. */
  readonly name: string;
  /** Bytes on the disk. */
  readonly size: number;
  /** The first bytes of the content, up to 64 KiB: enough to recognise a format by. */
  readonly head: Uint8Array;
  /**
   * The content from its start, chunk after chunk; a chunk must not be kept after the next was asked for.
   * @throws DatasetError `gzip-broken`
   */
  chunks(): AsyncIterable<Uint8Array>;
  /** The whole content, for containers that are read from their end. */
  bytes(): Promise<Uint8Array>;
}

/** Where an importer puts what it reads; the sink judges order, duplicates and values. */
export interface RowSink {
  /**
   * Takes one candle, in the order of the file.
   * @param place line or row of the file, from 1
   * @param time open time, epoch ms UTC
   * @throws DatasetError when it cannot be a candle and no repair allows to leave it out
   */
  accept(place: number, time: number, open: number, high: number, low: number, close: number, volume: number): void;
  /**
   * Takes one candle as `accept` does, from the first six numbers of an array that the caller fills again for the next:
   * numbers that are handed over one by one are allocated one by one, which is felt over millions of rows.
   * @param candle time, open, high, low, close, volume; read at once, and a volume of -0 in it becomes 0
   */
  acceptRow(place: number, candle: Float64Array): void;
  /**
   * Takes the place of a row that holds no candle: text in a number, an empty cell, too few fields.
   * @param code as the error is to carry
   * @param text what was expected and what it was, such as `expected close to be a number, was empty.`
   * @throws DatasetError with file and place, unless the repair `drop` was asked for
   */
  refuse(place: number, code: string, text: string): void;
}

/** What the user says where the file does not. */
export interface ImportHints {
  readonly symbol?: string;
  readonly intervalMs?: number;
}

/** What the importer learned from the file beside its rows. */
export interface ImportFacts {
  /** Name of the instrument, where file name or content tell it. */
  readonly symbol: string | null;
  /** Length of a candle, ms, where the format tells it; else it is detected from the times. */
  readonly intervalMs: number | null;
  /** One sentence each: what was read otherwise than a reader might think. */
  readonly warnings: readonly string[];
}

/** Reads one format. */
export interface Importer {
  readonly format: FileFormat;
  /** What the format is, in the words of its users; `--help` shows it. */
  readonly description: string;
  /** What a place in the file is called in errors. */
  readonly place: 'line' | 'row';
  /** Whether a file is this importer's own, from its name and first bytes. Exact formats are asked before `csv`. */
  recognizes(file: Pick<SourceFile, 'name' | 'head'>): boolean;
  /**
   * Reads all rows into the sink.
   * @throws DatasetError with file and place on what it cannot read
   */
  read(file: SourceFile, sink: RowSink, hints: ImportHints): Promise<ImportFacts>;
}
