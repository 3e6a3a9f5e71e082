import { log } from '../../engine/math/index.ts';
import { type CandleSeries, ConfigError, DatasetError } from '../../engine/model/index.ts';
import { allocateColumns, createCandleSeries } from '../candle-columns.ts';
import { intersect } from '../intersect.ts';
import { chooseBlockLength } from './block-length.ts';
import { drawStationaryBlocks } from './stationary-blocks.ts';

export interface BootstrapOptions {
  /** Equal seeds give equal bytes; default 1. */
  readonly seed?: number;
  /** Mean block length, candles, >= 1; chosen from the candles when absent. */
  readonly blockLength?: number;
  /** Candles after a gap: drawn with the move over the gap (`keep`, default), or never drawn (`skip`). */
  readonly gaps?: 'keep' | 'skip';
}

/** A market that happened, in another order. */
export interface BootstrapMarket {
  /** One for each series given, in the same order and with the same symbols. */
  readonly series: readonly CandleSeries[];
  /** Mean block length that was used, candles. */
  readonly blockLength: number;
  /** Open time of the real candle that each made one repeats, epoch ms: the same for all instruments. */
  readonly sources: Float64Array;
}

/**
 * Makes another market out of real candles by the stationary block bootstrap.
 *
 * Only times that all series have take part. Each candle is seen from the close before it: the ratios of its open, high,
 * low and close to that close, and its volume as it is. Blocks of them are drawn, the same for all instruments, and
 * multiplied up from the first open. So what instruments do together and what happens within a block stays, and
 * whatever predicts further than a block is gone. The times are those of the real candles, holidays and gaps included.
 * @param list candles of one interval, two or more times in common; where a source has open or close outside low to
 *   high, its range is widened
 * @throws DatasetError `interval-mixed`, `nothing-common`, `bootstrap-short`, `bootstrap-range`;
 *   ConfigError `bootstrap-options`
 * @see D. N. Politis, J. P. Romano, The stationary bootstrap, JASA 89 (1994)
 * @example
 * const { series: real } = createSyntheticMarket({ seed: 7, symbols: ['AAA', 'BBB'], candles: 500 });
 * const { series } = bootstrapMarket(real, { seed: 3, blockLength: 24 });
 * series.map(({ symbol }) => symbol); // ['AAA', 'BBB']
 */
export function bootstrapMarket(list: readonly CandleSeries[], options: BootstrapOptions = {}): BootstrapMarket {
  const { seed = 1, blockLength: asked, gaps = 'keep' } = options;
  if (!Number.isSafeInteger(seed) || seed < 0) throw wrongOption('seed', 'a whole number >= 0', seed);
  if (asked !== undefined && !(asked >= 1 && asked < Infinity))
    throw wrongOption('blockLength', 'a number >= 1', asked);
  const common = intersect(list);
  const rows = drawableRows(common, gaps);
  const blockLength = asked ?? longestOf(common, rows);
  const [first] = common as [CandleSeries, ...CandleSeries[]];
  const drawn = drawStationaryBlocks(seed, rows.length, first.length, blockLength);
  const picked = drawn.map((position) => rows[position] as number);
  return {
    series: common.map((series) => recompound(series, picked)),
    blockLength,
    sources: Float64Array.from(picked, (row) => first.time[row] as number),
  };
}

/** Rows that have a candle before them. */
function drawableRows(common: readonly CandleSeries[], gaps: 'keep' | 'skip'): Uint32Array {
  const [first] = common;
  const rows: number[] = [];
  for (let i = 1; i < (first?.length ?? 0); i++) {
    const step = (first?.time[i] as number) - (first?.time[i - 1] as number);
    if (gaps === 'keep' || step === first?.intervalMs) rows.push(i);
  }
  if (rows.length > 0) return Uint32Array.from(rows);
  const text = `Expected two candles or more in a row that ${common.map(({ symbol }) => symbol).join(', ') || 'the series'} have in common, was none.`;
  throw new DatasetError('bootstrap-short', text, { symbols: common.map(({ symbol }) => symbol) });
}

/** The longest of the lengths that suit the returns of each instrument and their sizes. */
function longestOf(common: readonly CandleSeries[], rows: Uint32Array): number {
  let longest = 1;
  for (const { close } of common) {
    const returns = Float64Array.from(rows, (row) => log((close[row] as number) / (close[row - 1] as number)));
    longest = Math.max(longest, chooseBlockLength(returns), chooseBlockLength(returns.map(Math.abs)));
  }
  return longest;
}

/** Multiplies the candles at the picked rows up from the first open. */
function recompound(series: CandleSeries, picked: Uint32Array): CandleSeries {
  const out = allocateColumns(picked.length);
  let level = series.open[0] as number;
  for (const [k, row] of picked.entries()) {
    const before = series.close[row - 1] as number;
    // Rounding never turns a price past another: quotient and product are both monotonic.
    const scaled = (price: Float64Array): number => level * ((price[row] as number) / before);
    const [open, close] = [scaled(series.open), scaled(series.close)];
    const high = Math.max(open, close, scaled(series.high));
    const low = Math.min(open, close, scaled(series.low));
    if (!(low > 0 && high < Infinity)) {
      const text = `Expected the resampled price of ${series.symbol} to stay a positive number, was not at candle ${k}.`;
      throw new DatasetError('bootstrap-range', text, { symbol: series.symbol, candle: k });
    }
    out.time[k] = series.time[k] as number;
    out.open[k] = open;
    out.high[k] = high;
    out.low[k] = low;
    out.close[k] = close;
    out.volume[k] = series.volume[row] as number;
    level = close;
  }
  return createCandleSeries(series.symbol, series.intervalMs, out);
}

function wrongOption(name: string, expected: string, was: unknown): ConfigError {
  return new ConfigError('bootstrap-options', `Expected ${name} to be ${expected}, was ${String(was)}.`, { name, was });
}
