import type { AsyncBuffer, DecodedArray, SchemaElement } from 'hyparquet';
import { DatasetError } from '../../engine/model/index.ts';
import { parquetColumn, parquetKind, RAW_TIMES } from './parquet-column.ts';
import type { TableColumn } from './table-column.ts';

const MAGIC = 'PAR1';

/** Whether bytes begin as a Parquet file. */
export function isParquet(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, 4)).toString('latin1') === MAGIC;
}

/** Rows of one row group: its columns by name. */
export interface ParquetGroup {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, TableColumn>;
}

/** A Parquet file whose footer was read. */
export interface ParquetTable {
  /** Columns that are not nested. */
  readonly names: readonly string[];
  /**
   * Reads columns row group by row group; no more than one group is unpacked at a time.
   * @throws DatasetError `column-type`, `parquet-broken`
   */
  groups(names: readonly string[]): AsyncIterable<ParquetGroup>;
}

/**
 * Opens the bytes of a Parquet file.
 * @param file name that errors begin with
 * @throws DatasetError `parquet-broken`
 */
export async function openParquet(content: Uint8Array, file: string): Promise<ParquetTable> {
  const [{ parquetMetadataAsync, parquetRead, parquetSchema }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  const source: AsyncBuffer = {
    byteLength: content.length,
    slice: (start, end) => Uint8Array.from(content.subarray(start, end)).buffer,
  };
  const metadata = await attempt(file, () => parquetMetadataAsync(source));
  const leaves = parquetSchema(metadata).children.filter(({ children }) => children.length === 0);
  const elements = new Map(leaves.map(({ element }) => [element.name, element]));

  return {
    names: leaves.map(({ element }) => element.name),
    async *groups(names) {
      const wanted = names.flatMap((name) => elements.get(name) ?? []);
      const kinds = new Map(wanted.map((element) => [element.name, parquetKind(element, file)]));
      for (const element of wanted) keepDecimalsWhole(element);
      let start = 0;
      for (const group of metadata.row_groups) {
        const rows = Number(group.num_rows);
        const chunks = new Map<string, DecodedArray[]>(names.map((name) => [name, []]));
        const options = { file: source, metadata, compressors, utf8: false, parsers: RAW_TIMES };
        await attempt(file, () =>
          parquetRead({
            ...options,
            columns: [...names],
            rowStart: start,
            rowEnd: start + rows,
            onChunk: ({ columnName, columnData }) => chunks.get(columnName)?.push(columnData),
          }),
        );
        const columns = new Map<string, TableColumn>();
        for (const [name, kind] of kinds) {
          const column = parquetColumn(kind, chunks.get(name) ?? []);
          if (column.values.length !== rows) throw broken(file, `${column.values.length} of ${rows} values in ${name}`);
          columns.set(name, column);
        }
        yield { rows, columns };
        start += rows;
      }
      if (start !== Number(metadata.num_rows)) throw broken(file, `${start} of ${metadata.num_rows} rows`);
    },
  };
}

/** The package would multiply by a power of ten, which rounds twice; without its type the column stays whole numbers. */
function keepDecimalsWhole(element: SchemaElement): void {
  if (element.converted_type === 'DECIMAL') delete element.converted_type;
}

/** The package throws errors of many classes on damaged bytes; all mean the same to the user. */
async function attempt<T>(file: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    throw broken(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function broken(file: string, was: string, cause?: unknown): DatasetError {
  const text = `${file}: expected a whole Parquet file, was damaged (${was}).`;
  return new DatasetError('parquet-broken', text, { file }, cause);
}
