/** DuckDB's CSV reader, from a fixture package that is installed beside the product by who wants to compare. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What is used of @duckdb/node-api; its own types are there only where it is installed. */
interface DuckDb {
  readonly DuckDBInstance: {
    create(path: string, settings: Readonly<Record<string, string>>): Promise<{ connect(): Promise<Connection> }>;
  };
  version(): string;
}
interface Connection {
  run(sql: string): Promise<unknown>;
  stream(sql: string): Promise<{ fetchChunk(): Promise<Chunk | null> }>;
  closeSync(): void;
}
interface Chunk {
  readonly rowCount: number;
  getColumnVector(column: number): { readonly items: Float64Array };
}

const COLUMNS = 6;

/** Whether DuckDB is installed in a folder. */
export function hasDuckDb(peers: string): boolean {
  return existsSync(join(peers, 'node_modules', '@duckdb', 'node-api', 'package.json'));
}

/** Version of the installed DuckDB, such as `v1.5.6`. */
export function duckDbVersion(peers: string): string {
  return loadDuckDb(peers).version();
}

/**
 * Reads a CSV file into six columns of doubles in this process, as ours does: one thread, types found by itself.
 * @returns rows
 */
export async function readColumns(peers: string, csv: string): Promise<number> {
  const connection = await connect(peers);
  try {
    const result = await connection.stream(`SELECT COLUMNS(*)::DOUBLE FROM ${reader(csv)}`);
    let columns = Array.from({ length: COLUMNS }, () => new Float64Array(65_536));
    let rows = 0;
    for (
      let chunk = await result.fetchChunk();
      chunk !== null && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      const needed = rows + chunk.rowCount;
      if (needed > columns[0].length) columns = columns.map(grow);
      for (const [k, column] of columns.entries()) {
        column.set(chunk.getColumnVector(k).items.subarray(0, chunk.rowCount), rows);
      }
      rows = needed;
    }
    return columns.map((column) => column.slice(0, rows))[0].length;
  } finally {
    connection.closeSync();
  }
}

/**
 * Reads a CSV file into a table in memory that stays with DuckDB.
 * @returns rows
 */
export async function readTable(peers: string, csv: string): Promise<number> {
  const connection = await connect(peers);
  try {
    await connection.run(`CREATE TABLE candles AS SELECT * FROM ${reader(csv)}`);
    const chunk = await (await connection.stream('SELECT count(*)::DOUBLE FROM candles')).fetchChunk();
    return chunk?.getColumnVector(0).items[0] ?? 0;
  } finally {
    connection.closeSync();
  }
}

function loadDuckDb(peers: string): DuckDb {
  // The package itself says what it exports; the shape above is the part that is used.
  return createRequire(join(peers, 'package.json'))('@duckdb/node-api') as DuckDb;
}

async function connect(peers: string): Promise<Connection> {
  return (await loadDuckDb(peers).DuckDBInstance.create(':memory:', { threads: '1' })).connect();
}

function reader(csv: string): string {
  return `read_csv('${csv.replaceAll("'", "''")}')`;
}

function grow(column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * column.length);
  larger.set(column);
  return larger;
}
