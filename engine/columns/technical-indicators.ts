/** The long tail of indicators: the technicalindicators package behind `column()`. */
import * as library from 'technicalindicators';
import { StrategyError } from '../model/index.ts';
import type { Column } from './column.ts';
import { type CustomExtent, type CustomNext, type CustomParams, customColumn } from './custom-column.ts';
import { nearest } from './nearest.ts';

/** The streaming side that its indicator classes share. */
interface Streaming {
  nextValue(value: unknown): unknown;
}
type IndicatorClass = new (input: Record<string, unknown>) => Streaming;

function findIndicator(name: string): IndicatorClass {
  const found: unknown = (library as Record<string, unknown>)[name];
  if (typeof found === 'function' && typeof found.prototype?.nextValue === 'function') {
    // The package's classes share a constructor of one options object; nextValue was checked above.
    return found as unknown as IndicatorClass;
  }
  const names = Object.keys(library).filter((key) => /^[A-Z]/.test(key));
  const near = nearest(name, names);
  const hint = near === null ? '' : ` Did you mean ${near}?`;
  throw new StrategyError(
    'unknown-indicator',
    `Expected ta to name an indicator of technicalindicators, was ${name}.${hint}`,
  );
}

/** Its candle indicators take one object of scalars per candle, the others one number. */
function createNext(
  Indicator: IndicatorClass,
  names: readonly string[],
  values: CustomParams,
  output: string | null,
): CustomNext {
  const empty: Record<string, unknown> = { ...values };
  for (const name of names) empty[name] = [];
  const indicator = new Indicator(empty);
  const single = names.length === 1 && names[0] === 'values';
  const candle: Record<string, number> = {};
  return (...inputs) => {
    names.forEach((name, i) => {
      candle[name] = inputs[i];
    });
    const result = indicator.nextValue(single ? inputs[0] : candle);
    if (output === null || result === undefined || result === null) return toNumber(result);
    return toNumber((result as Record<string, unknown>)[output]);
  };
}

/** While it warms up the package gives undefined, an empty string, NaN or an object without the field. */
function toNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/**
 * An indicator of the technicalindicators package as a column. Its RSI and MFI are rounded to two decimals, and it is
 * 15 to 100 times slower than the indicators above: prefer those where both exist. A gap in an input starts it anew.
 * @param name as the package exports it
 * @param inputs columns by the name of the package's option (`values`, or `high`, `low`, `close` ...)
 * @param params its other options
 * @param output field of its result, for indicators that give several
 * @throws {StrategyError} on a name the package does not have
 * @example
 * const cci = ta('CCI', { high, low, close }, { period: 20 });
 */
export function ta(
  name: string,
  inputs: Readonly<Record<string, Column>>,
  params: CustomParams = {},
  output: string | null = null,
  extent: CustomExtent = {},
): Column {
  const Indicator = findIndicator(name);
  const names = Object.keys(inputs);
  const identity = JSON.stringify([names, params, output]);
  const makeNext = (values: CustomParams) => createNext(Indicator, names, values, output);
  return customColumn(`ta.${name}`, Object.values(inputs), params, makeNext, identity, extent);
}
