import { decimalsFor, formatNumber } from '../format/number.ts';

/** A labelled place on an axis, 0 at its beginning, 1 at its end. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** A step of 1, 2 or 5 times a power of ten that cuts a span into at most `most` parts. */
export function stepFor(span: number, most: number): number {
  const rough = span / most;
  let step = 1;
  while (step < rough) step *= 10;
  while (step / 10 >= rough) step /= 10;
  if (step / 5 >= rough) return step / 5;
  return step / 2 >= rough ? step / 2 : step;
}

/**
 * Round numbers within a range.
 * @param min lower end
 * @param max upper end, > min
 * @param most how many fit
 */
export function linearTicks(min: number, max: number, most: number): Tick[] {
  const step = stepFor(max - min, most);
  const digits = decimalsFor(step, 1);
  const ticks: Tick[] = [];
  for (let i = Math.ceil(min / step - 1e-9); i * step <= max + step * 1e-9; i++) {
    ticks.push({ at: (i * step - min) / (max - min), label: formatNumber(i * step, { digits }) });
  }
  return ticks;
}

/** Ones, and with few decades twos and fives, of the powers of ten within a range; both ends positive. */
export function logTicks(min: number, max: number): Tick[] {
  const decades = Math.log10(max / min);
  const heads = decades > 2.5 ? [1] : decades > 1.2 ? [1, 3] : [1, 2, 5];
  const ticks: Tick[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
    for (const head of heads) {
      const value = head * 10 ** power;
      if (value < min * (1 - 1e-9) || value > max * (1 + 1e-9)) continue;
      const digits = power < 0 ? -power : 0;
      ticks.push({ at: Math.log(value / min) / Math.log(max / min), label: formatNumber(value, { digits }) });
    }
  }
  return ticks;
}
