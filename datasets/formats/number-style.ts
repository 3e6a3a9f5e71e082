import { DECIMAL_POINT, parsePlainDecimal } from './decimal.ts';

/** How a file writes numbers; one style for the whole file. */
export interface NumberStyle {
  /** Byte of the decimal mark: point or comma. */
  readonly decimal: number;
  /** Whether the other mark was seen to group thousands, so that `1,234` can mean nothing else. */
  readonly grouped: boolean;
}

const DECIMAL_COMMA = 0x2c;
/** The style of most files; the fast path reads it. */
export const POINT_STYLE: NumberStyle = { decimal: DECIMAL_POINT, grouped: false };

/** What a cell says about the style of its file. */
const SAYS_POINT = /^[+-]?(?:\d{1,3}(?:,\d{3})+\.\d*|\d{1,3}(?:,\d{3}){2,}|\d*\.\d+)$/;
const SAYS_COMMA = /^[+-]?(?:\d{1,3}(?:\.\d{3})+,\d*|\d{1,3}(?:\.\d{3}){2,}|0*,\d+|\d{4,},\d+|\d+,(?:\d{1,2}|\d{4,}))$/;

/**
 * Tells the style of a file from its number cells. A point is always taken for a decimal point where nothing speaks
 * against it; a comma only where it cannot group thousands.
 * @param cells texts of prices and volumes, as many as there are at hand
 */
export function detectNumberStyle(cells: Iterable<string>): NumberStyle {
  let point = false;
  let comma = false;
  let pointGroups = false;
  let commaGroups = false;
  for (const cell of cells) {
    const text = cell.trim();
    if (SAYS_COMMA.test(text)) {
      comma = true;
      pointGroups ||= text.includes('.');
    } else if (SAYS_POINT.test(text)) {
      // With a decimal comma `1.234` groups thousands: alone it says nothing against the comma.
      point ||= !/^[+-]?\d{1,3}\.\d{3}$/.test(text);
      commaGroups ||= text.includes(',');
    }
  }
  return comma && !point
    ? { decimal: DECIMAL_COMMA, grouped: pointGroups }
    : { decimal: DECIMAL_POINT, grouped: commaGroups || point };
}

const POINT_GROUPS = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;
const COMMA_GROUPS = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/;

/**
 * Reads a number in the style of its file.
 * @returns NaN for what is no number in this style, and for `1,234` where it might be 1.234
 */
export function parseNumber(text: string, { decimal, grouped }: NumberStyle): number {
  const number = text.trim();
  const [mark, group, groups] =
    decimal === DECIMAL_POINT ? (['.', ',', POINT_GROUPS] as const) : ([',', '.', COMMA_GROUPS] as const);
  const pieces = number.split(group);
  if (pieces.length > 1) {
    if (!groups.test(number)) return NaN;
    const certain = grouped || pieces.length > 2 || number.includes(mark);
    if (!certain) return NaN;
  }
  return parsePlainDecimal(pieces.join('').replace(mark, '.'));
}
