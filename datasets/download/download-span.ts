import { ConfigError } from '../../engine/model/index.ts';
import { parseIsoTime } from '../formats/timestamp.ts';

/**
 * Reads the start of a year, a month or a day, or an instant.
 * @param text `2020`, `2020-03`, `2020-03-14`, `2020-03-14T12:00Z`; without zone it is UTC
 * @param option name that the error begins with, such as `--since`
 * @returns epoch ms UTC
 * @throws ConfigError `time-syntax`
 * @example
 * parseSpanStart('2020-03', '--since'); // 1583020800000
 */
export function parseSpanStart(text: string, option: string): number {
  const parts = /^(\d{4})(?:-(\d{2}))?$/.exec(text.trim());
  const time = parseIsoTime(parts === null ? text : `${parts[1]}-${parts[2] ?? '01'}-01`);
  if (!Number.isNaN(time)) return time;
  const expected = `Expected ${option} to be a year, month, day or instant such as 2020, 2020-03 or 2020-03-14T12:00Z`;
  throw new ConfigError('time-syntax', `${expected}, was "${text}".`, { option, text });
}
