/** candlebench/danfo: tables for research in danfojs, which whoever wants it installs: see docs/dataframes.md. */
import { ConfigError } from '#engine';
import { type Cell, createTable, type TableKind, type TableSources } from './table.ts';

export type { Cell, TableKind, TableSources } from './table.ts';

/** The part of a danfojs DataFrame that is promised here; where danfojs is installed it is the whole class. */
export interface DanfoFrame {
  readonly shape: number[];
  readonly columns: string[];
  readonly values: unknown[];
}

/** The part of danfojs-node that is used. */
interface DanfoModule {
  readonly DataFrame: new (data: readonly (readonly Cell[])[], options: { columns: string[] }) => DanfoFrame;
}

/** Held in a variable, so that neither compiler nor bundler looks for a package that need not be there. */
const PACKAGE: string = 'danfojs-node';

/**
 * Makes a danfojs DataFrame of candles, records of a run or trials of a study.
 *
 * Values are copied. Numbers stay doubles as values; danfojs computes some statistics in 32-bit floats.
 * @typeParam F danfojs' own DataFrame, for its methods
 * @param kind `candles`, `orders`, `fills`, `trades`, `equity` or `trials`
 * @param source a series, or that part of a result
 * @throws ConfigError `no-danfo` when danfojs-node is not installed, or not as it must be
 * @see createTable for the columns; docs/dataframes.md for an example, which needs danfojs
 */
export async function toDataFrame<K extends TableKind, F extends DanfoFrame = DanfoFrame>(
  kind: K,
  source: TableSources[K],
): Promise<F> {
  const { DataFrame } = await loadDanfo();
  const { length, columns } = createTable(kind, source);
  const all = [...columns.values()];
  // Rows, as an object of empty columns is refused, and typed arrays are taken for one value.
  const rows = Array.from({ length }, (_, i) => all.map((column) => column[i] ?? null));
  // What F is more than the promise, only the installed package knows.
  return new DataFrame(rows, { columns: [...columns.keys()] }) as F;
}

async function loadDanfo(): Promise<DanfoModule> {
  try {
    const loaded: { readonly default?: DanfoModule } & DanfoModule = await import(PACKAGE);
    return loaded.default ?? loaded;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause);
    const text = `Expected danfojs-node to be installed with its overrides (docs/dataframes.md), was not: ${reason}`;
    throw new ConfigError('no-danfo', text, {}, cause);
  }
}
