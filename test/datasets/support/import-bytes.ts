import { createCandleIntake } from '../../../datasets/candle-intake.ts';
import type { Importer, ImportFacts, RowSink, SourceFile } from '../../../datasets/importers/importer.ts';
import type { Candle } from '../../../engine/model/index.ts';

/** A source file over bytes in memory, in two chunks, so that readers meet a boundary. */
export function sourceOf(name: string, content: Uint8Array | string, path = `/data/${name}`): SourceFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    path,
    name,
    size: bytes.length,
    head: bytes.subarray(0, 65_536),
    async *chunks() {
      const middle = Math.floor(bytes.length / 2);
      yield bytes.slice(0, middle);
      yield bytes.slice(middle);
    },
    bytes: async () => bytes,
  };
}

export interface ImportedBytes {
  readonly candles: readonly Candle[];
  readonly facts: ImportFacts;
  /** What the intake had to say. */
  readonly warnings: readonly string[];
}

/** What the intake says of a file that has its newest candle first. */
export const TURNED_ROUND = 'The file has its newest candle first; it is read from its end.';

/** Imports bytes with the intake that refuses what is no candle. */
export async function importBytes(
  importer: Importer,
  name: string,
  content: Uint8Array | string,
  path?: string,
): Promise<ImportedBytes> {
  const intake = createCandleIntake(name, { place: importer.place });
  const facts = await importer.read(sourceOf(name, content, path), intake, {});
  const { time, open, high, low, close, volume } = intake.finish();
  const candles = Array.from(time, (t, i) => ({
    time: t,
    open: open[i] as number,
    high: high[i] as number,
    low: low[i] as number,
    close: close[i] as number,
    volume: volume[i] as number,
  }));
  return { candles, facts, warnings: intake.outcome().warnings };
}

export interface Refusal {
  readonly place: number;
  readonly code: string;
  readonly text: string;
}

/** Imports bytes with a sink that notes refusals and goes on, as the repair `drop` does. */
export async function importDropping(
  importer: Importer,
  name: string,
  content: Uint8Array | string,
): Promise<{ readonly places: readonly number[]; readonly refusals: readonly Refusal[] }> {
  const places: number[] = [];
  const refusals: Refusal[] = [];
  const sink: RowSink = {
    accept: (place) => places.push(place),
    acceptRow: (place) => places.push(place),
    refuse: (place, code, text) => refusals.push({ place, code, text }),
  };
  await importer.read(sourceOf(name, content), sink, {});
  return { places, refusals };
}
