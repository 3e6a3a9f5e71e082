import type { CandleColumns } from '../../../datasets/candle-columns.ts';
import { createCandleIntake } from '../../../datasets/candle-intake.ts';
import type { FileFormat, SourceFile } from '../../../datasets/importers/importer.ts';
import { findImporter } from '../../../datasets/importers/registry.ts';
import type { Repair, RepairedRow } from '../../../datasets/repairs.ts';

/** A file that exists in memory only, handed out in chunks of a size; the buffer of a chunk is used again. */
export function sourceOf(content: string | Uint8Array, name = 'BTC.csv', chunk = 65_536): SourceFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return {
    path: name,
    name,
    size: bytes.length,
    head: bytes.subarray(0, 65_536),
    async *chunks() {
      const buffer = new Uint8Array(Math.min(chunk, bytes.length));
      for (let at = 0; at < bytes.length; at += chunk) {
        const size = Math.min(chunk, bytes.length - at);
        buffer.set(bytes.subarray(at, at + size));
        yield buffer.subarray(0, size);
        buffer.fill(0x3f);
      }
    },
    bytes: async () => bytes,
  };
}

export interface TextRead {
  readonly columns: CandleColumns;
  readonly symbol: string | null;
  readonly intervalMs: number | null;
  readonly warnings: readonly string[];
  readonly repairs: readonly RepairedRow[];
}

export interface TextReadOptions {
  readonly name?: string;
  readonly chunk?: number;
  readonly repair?: readonly Repair[];
  readonly format?: FileFormat;
}

/** Reads text as loadCandles does, up to the columns. */
export async function readText(content: string | Uint8Array, options: TextReadOptions = {}): Promise<TextRead> {
  const source = sourceOf(content, options.name, options.chunk);
  const importer = findImporter(source, options.format);
  const intake = createCandleIntake(source.name, { repair: options.repair ?? [], place: importer.place });
  const facts = await importer.read(source, intake, {});
  const columns = intake.finish();
  const { repairs, warnings } = intake.outcome();
  return { ...facts, columns, repairs: [...repairs], warnings: [...facts.warnings, ...warnings] };
}

/** Columns as arrays, which failed expectations can show. */
export function plainColumns(columns: CandleColumns): Record<string, number[]> {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, [...column]]));
}
