import { DatasetError } from '../../engine/model/index.ts';
import type { SourceFile } from '../importers/importer.ts';
import { locateFields, SIGNAL_FIELDS, type SignalFieldNames } from './signal-fields.ts';
import type { RawRecord, SignalIntake } from './signal-intake.ts';
import { forEachLine } from './text-lines.ts';

/**
 * Reads records of a JSON Lines file: one object a line; the names of the first one hold for all. Other keys are
 * passed over.
 * @throws DatasetError `not-json`, and those of the fields and the intake
 */
export async function readJsonlSignals(
  file: Pick<SourceFile, 'name' | 'chunks'>,
  intake: SignalIntake,
  delayed: boolean,
): Promise<void> {
  let names: SignalFieldNames | null = null;
  await forEachLine(file, (text, line) => {
    if (text.trim() === '') return;
    const place = `${file.name} line ${line}`;
    const value = parseObject(text, place);
    names ??= locateFields(Object.keys(value), place, delayed);
    const record: Partial<RawRecord> = {};
    for (const field of SIGNAL_FIELDS) {
      const key = names[field];
      record[field] = key !== null && Object.hasOwn(value, key) ? value[key] : undefined;
    }
    // The loop goes over every field there is.
    intake.accept(line, record as RawRecord);
  });
}

function parseObject(text: string, place: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new DatasetError('not-json', `${place}: expected one JSON object, was other text.`, { place }, cause);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  const was = Array.isArray(value) ? 'a list' : String(value);
  throw new DatasetError('not-json', `${place}: expected one JSON object, was ${was}.`, { place });
}
