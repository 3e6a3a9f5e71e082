/**
 * Numbers as people read them. Own code, because the locale tables of platforms differ and a report must not:
 * point for decimals, comma for thousands, a real minus sign, an em dash where there is no number.
 */

/** Shown where there is no number. */
export const NO_NUMBER = '—';
const MINUS = '−';

/** How a number is shown. */
export interface NumberStyle {
  /** Digits after the point. */
  readonly digits?: number;
  /** Put a plus before positive numbers. */
  readonly sign?: boolean;
}

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/**
 * Formats a number with grouped thousands.
 * @param value any number; null or non-finite gives an em dash
 * @param style digits after the point (default 2), sign
 * @returns e.g. `−1,234.50`
 */
export function formatNumber(value: number | null, style: NumberStyle = {}): string {
  if (value === null || !Number.isFinite(value)) return NO_NUMBER;
  const fixed = Math.abs(value).toFixed(style.digits ?? 2);
  // From 1e21 on toFixed answers in exponent form.
  if (fixed.includes('e')) return `${value < 0 ? MINUS : ''}${fixed}`;
  const [whole = '0', rest] = fixed.split('.');
  const text = rest === undefined ? group(whole) : `${group(whole)}.${rest}`;
  const isZero = !/[1-9]/.test(fixed);
  if (isZero) return text;
  return value < 0 ? MINUS + text : style.sign ? `+${text}` : text;
}

/** A count with its noun: `1 trade`, `2 trades`. */
export function formatPlural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Formats an integer; see {@link formatNumber}. */
export function formatCount(value: number | null): string {
  return formatNumber(value, { digits: 0 });
}

/**
 * Formats a fraction as a percentage.
 * @param value a fraction: 0.1 is 10 %
 * @param style digits after the point (default 1), sign
 * @returns e.g. `+10.0%`
 */
export function formatPercent(value: number | null, style: NumberStyle = {}): string {
  if (value === null || !Number.isFinite(value)) return NO_NUMBER;
  return `${formatNumber(value * 100, { digits: style.digits ?? 1, sign: style.sign ?? false })}%`;
}

/** Formats a rate such as a fee with as many digits as it needs, at most four: `0.05%`, `0.075%`. */
export function formatRate(value: number): string {
  return `${formatNumber(value * 100, { digits: 4 }).replace(/\.?0+$/, '')}%`;
}

/**
 * Formats money in quote currency: whole units from 1,000 on, else two digits, more for very small sums.
 * @param value money
 * @param style sign
 */
export function formatMoney(value: number | null, style: { readonly sign?: boolean } = {}): string {
  if (value === null || !Number.isFinite(value)) return NO_NUMBER;
  const size = Math.abs(value);
  const digits = size >= 1000 ? 0 : size >= 0.1 || size === 0 ? 2 : 4;
  return formatNumber(value, { digits, sign: style.sign ?? false });
}

/**
 * Digits after the point that leave at least `significant` digits of a positive number.
 * @param value a positive number
 * @param significant digits wanted
 * @returns 0 to 12
 */
export function decimalsFor(value: number, significant: number): number {
  let decimals = 0;
  for (let scaled = value, floor = 10 ** (significant - 1); decimals < 12 && scaled < floor; scaled *= 10) decimals++;
  return decimals;
}

/** Formats a price or a quantity with six significant digits, or all whole ones, without trailing zeros past two. */
export function formatPrice(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return NO_NUMBER;
  if (value === 0) return '0';
  const size = Math.abs(value);
  const digits = size >= 1000 ? 2 : decimalsFor(size, 6);
  const text = formatNumber(value, { digits });
  return digits > 2 ? text.replace(/(\.\d\d+?)0+$/, '$1') : text;
}

/** Formats a value of a parameter: numbers short, everything else as it reads. */
export function formatValue(value: number | boolean | string | null | undefined): string {
  if (value === null || value === undefined) return NO_NUMBER;
  if (typeof value !== 'number') return String(value);
  if (!Number.isFinite(value)) return NO_NUMBER;
  if (Number.isInteger(value)) return formatCount(value);
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-5) return value.toExponential(2).replace('-', MINUS).replace('e−', 'e-');
  const text = formatNumber(value, { digits: Math.min(6, decimalsFor(size, 4)) });
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
