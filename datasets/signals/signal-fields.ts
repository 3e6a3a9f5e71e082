import { DatasetError } from '../../engine/model/index.ts';

/** The fields of a record, in the order in which files are written. */
export const SIGNAL_FIELDS = [
  'eventTime',
  'availableAt',
  'symbol',
  'type',
  'direction',
  'strength',
  'confidence',
  'source',
] as const;
export type SignalField = (typeof SIGNAL_FIELDS)[number];

/** Which column or key of a file holds each field; null for an `availableAt` that a stated delay stands in for. */
export type SignalFieldNames = Readonly<Record<Exclude<SignalField, 'availableAt'>, string>> & {
  readonly availableAt: string | null;
};

/** Names of each field, the most telling first; case, blanks and underscores do not matter. */
const ALIASES: Readonly<Record<SignalField, readonly string[]>> = {
  eventTime: ['eventtime', 'timestamp', 'time', 'date'],
  availableAt: ['availableat', 'available'],
  symbol: ['symbol', 'ticker', 'instrument'],
  type: ['type', 'signaltype'],
  direction: ['direction', 'side'],
  strength: ['strength'],
  confidence: ['confidence'],
  source: ['source', 'model'],
};

/**
 * Finds the fields of a record among the names of a file.
 * @param names columns of a table, or keys of an object
 * @param place what errors begin with: file, and line or row
 * @param delayed whether a delay is stated, which stands in for `availableAt`
 * @throws DatasetError `column-missing`, `column-ambiguous`, `no-available-at`, `delay-and-available-at`
 */
export function locateFields(names: readonly string[], place: string, delayed: boolean): SignalFieldNames {
  const plain = names.map((name) => name.toLowerCase().replace(/[\s_]+/g, ''));
  const found = names.join(', ') || 'nothing';
  const locate = (field: SignalField): string | null => {
    for (const alias of ALIASES[field]) {
      const at = plain.indexOf(alias);
      if (at < 0) continue;
      if (plain.includes(alias, at + 1)) {
        throw new DatasetError('column-ambiguous', `${place}: expected one ${field}, was two (${found}).`, { field });
      }
      return names[at];
    }
    return null;
  };
  const fields = Object.fromEntries(SIGNAL_FIELDS.map((field) => [field, locate(field)]));
  const missing = SIGNAL_FIELDS.filter((field) => field !== 'availableAt' && fields[field] === null);
  if (missing.length > 0) {
    const text = `${place}: expected ${missing.join(', ')} among the names of a signal, was ${found}.`;
    throw new DatasetError('column-missing', text, { missing });
  }
  if (fields.availableAt === null && !delayed) {
    const text = `${place}: expected availableAt, the time at which a signal could first be acted upon, was none; state a delay after eventTime if the file has none.`;
    throw new DatasetError('no-available-at', text, { names });
  }
  if (fields.availableAt !== null && delayed) {
    const text = `${place}: expected no delay to be stated where the file has ${fields.availableAt}, was both.`;
    throw new DatasetError('delay-and-available-at', text, { names });
  }
  // Every field but availableAt was just shown to be there.
  return fields as unknown as SignalFieldNames;
}
