/**
 * Lines of `study.jsonl`. Line 1 is the header; trial i then takes lines 2i + 2 (its ask) and 2i + 3 (its tell).
 * So the order is a function of the index alone. What an ask had seen follows from the header's window: the tells of
 * trials 0 to i - window. Each line is a JSON object whose last member is the CRC-32 of the text before it.
 * There is no clock, path, retry or worker in a line: equal studies have equal bytes.
 */
import { crc32 } from 'node:zlib';
import type { ParamValues, Suggestion, TrialResult, TrialStatus } from '../model/index.ts';

const SEAL = ',"crc":"';
/** Length of `,"crc":"01234567"}`. */
const SEAL_LENGTH = SEAL.length + 10;

/** Closes the text of a JSON object with its check sum and a line feed. */
export function sealLine(json: string): string {
  const open = json.slice(0, -1);
  return `${open}${SEAL}${checksum(open)}"}\n`;
}

/**
 * Opens a sealed line.
 * @param line without its line feed
 * @returns the JSON object without its check sum, as text; null where the line is torn or damaged
 */
export function unsealLine(line: string): string | null {
  const open = line.slice(0, -SEAL_LENGTH);
  if (line.slice(-SEAL_LENGTH) !== `${SEAL}${checksum(open)}"}`) return null;
  return `${open}}`;
}

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0');

/** Writes the two lines of one trial. */
export function formatTrial(suggestion: Suggestion, result: TrialResult): string {
  const { index, status, value, violations, metrics, reason } = result;
  const ask = JSON.stringify({ ask: index, params: suggestion.params });
  const tell = JSON.stringify({ tell: index, status, value, violations, metrics, reason });
  return sealLine(ask) + sealLine(tell);
}

interface AskLine {
  readonly ask: number;
  readonly params: ParamValues;
}

interface TellLine {
  readonly tell: number;
  readonly status: TrialStatus;
  readonly value: number | null;
  readonly violations: readonly number[];
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly reason: string;
}

/**
 * Reads the two lines of trial `index` back.
 * @returns null where they are the lines of something else
 */
export function parseTrial(index: number, ask: string, tell: string): TrialResult | null {
  // The check sums say that these are the bytes that formatTrial wrote.
  const asked = JSON.parse(ask) as AskLine;
  const told = JSON.parse(tell) as TellLine;
  if (asked.ask !== index || told.tell !== index) return null;
  const { status, value, violations, metrics, reason } = told;
  return { index, params: asked.params, status, value, violations, metrics, reason };
}
