import { DatasetError } from '../../engine/model/index.ts';
import { asciiText } from './decimal.ts';
import { readTextRows, type TextBody } from './text-rows.ts';
import { type DayOrder, dayAndMonthOf } from './timestamp.ts';

/**
 * Tells by the whole file whether dates such as 3/4/2020 begin with the day or the month: a number above 12 is a day.
 * @param file name that errors begin with
 * @throws DatasetError `date-ambiguous` when no date tells, `date-contradiction` when two tell otherwise
 */
export async function decideDayOrder(
  chunks: AsyncIterable<Uint8Array>,
  body: TextBody,
  file: string,
): Promise<DayOrder> {
  const told = new Map<DayOrder, { readonly line: number; readonly text: string }>();
  let example = '';
  await readTextRows(chunks, body, file, ({ bytes, starts, ends, line }) => {
    const text = asciiText(bytes, starts[0] as number, ends[0] as number).trim();
    const pair = dayAndMonthOf(text);
    if (pair === null) return;
    example ||= text;
    const order = pair[0] > 12 ? 'day-first' : pair[1] > 12 ? 'month-first' : null;
    if (order !== null && !told.has(order)) told.set(order, { line, text });
  });
  const [first, second] = [...told].sort(([, a], [, b]) => a.line - b.line);
  if (first === undefined) {
    const text = `${file}: expected a date with a day above 12, to tell days from months, was none ("${example}").`;
    throw new DatasetError('date-ambiguous', text, { file });
  }
  if (second !== undefined) {
    const { line } = second[1];
    const before = `"${first[1].text}" of line ${first[1].line}`;
    const text = `${file} line ${line}: expected day and month in the order of ${before}, was "${second[1].text}".`;
    throw new DatasetError('date-contradiction', text, { file, line });
  }
  return first[0];
}
