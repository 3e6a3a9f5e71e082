import { DatasetError } from '../../engine/model/index.ts';
import { openSourceFile } from '../importers/source-file.ts';

/** One line of a small table, its cells trimmed. */
export interface EventLine {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** @throws DatasetError with file and line, always */
  fail(code: string, text: string): never;
}

/**
 * Reads a small comma-separated file; blank lines are passed over.
 * @throws DatasetError `file-unreadable`, `file-empty`
 */
export async function readEventLines(path: string): Promise<readonly EventLine[]> {
  const file = await openSourceFile(path);
  const text = new TextDecoder().decode(await file.bytes());
  return text.split(/\r?\n/).flatMap((whole, i) => {
    if (whole.trim() === '') return [];
    const fail = (code: string, sentence: string): never => {
      throw new DatasetError(code, `${file.name} line ${i + 1}: ${sentence}`, { file: file.name, line: i + 1 });
    };
    return [{ line: i + 1, cells: whole.split(',').map((cell) => cell.trim()), fail }];
  });
}

/** Reads a decimal number; NaN for everything else, hex and blanks included. */
export function eventNumber(cell: string | undefined): number {
  return cell !== undefined && /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(cell) ? Number(cell) : NaN;
}
