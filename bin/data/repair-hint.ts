/** Words for an error that a repair would have prevented; the library does not know what options are called. */

const EFFECT = {
  drop: 'leaves such rows out',
  'keep-first': 'keeps the first of them',
  sort: 'puts the rows in order of time',
} as const;
type Remedy = keyof typeof EFFECT;

/**
 * Ends the message of an error about a row with the option that would have let it pass.
 * @param error whatever was thrown; one that no repair helps against stays as it is
 * @param command begins the hint where the option is another command's, such as `data import `
 * @param asked repairs that were asked for already
 * @returns the same error
 */
export function hintRepair(error: unknown, command = '', asked: readonly string[] = []): unknown {
  const repair = remedyOf(error);
  if (!(error instanceof Error) || repair === null) return error;
  error.message += ` (${command}--repair ${[...asked, repair].join(',')} ${EFFECT[repair]})`;
  return error;
}

function remedyOf(error: unknown): Remedy | null {
  const details: unknown = error instanceof Error && 'details' in error ? error.details : null;
  if (typeof details !== 'object' || details === null || !('repair' in details)) return null;
  const { repair } = details;
  return repair === 'drop' || repair === 'keep-first' || repair === 'sort' ? repair : null;
}
