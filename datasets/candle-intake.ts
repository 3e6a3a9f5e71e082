import { DatasetError } from '../engine/model/index.ts';
import type { CandleColumns } from './candle-columns.ts';
import { createGrowingColumns } from './growing-columns.ts';
import type { RowSink } from './importers/importer.ts';

/** What every importer hands its rows to: refuses what cannot be a candle, keeps the rest. */
export interface CandleIntake extends RowSink {
  length(): number;
  /** The candles so far, in one exact shared buffer; ends the intake. */
  finish(): CandleColumns;
}

/**
 * Opens an intake for one file.
 * @param file name that its errors begin with
 */
export function createCandleIntake(file: string): CandleIntake {
  const rows = createGrowingColumns();
  let lastTime = Number.NEGATIVE_INFINITY;
  let lastLine = 0;

  const refuse = (line: number, code: string, text: string): never => {
    throw new DatasetError(code, `${file} line ${line}: ${text}`, { file, line });
  };
  const refusePrice = (line: number, prices: Readonly<Record<string, number>>): never => {
    const [name, price] = Object.entries(prices).find(([, value]) => !(value > 0 && value < Infinity)) ?? [
      'price',
      NaN,
    ];
    return refuse(line, 'price-not-positive', `expected ${name} > 0, was ${price}.`);
  };
  const refuseTime = (line: number, time: number): never => {
    const was = `expected time > ${isoTime(lastTime)} of line ${lastLine}, was`;
    if (time === lastTime) return refuse(line, 'duplicate-time', `${was} the same.`);
    const hint = rows.length() === 1 ? ' (is the newest candle first?)' : '';
    return refuse(line, 'unordered-time', `${was} ${isoTime(time)}${hint}.`);
  };

  return {
    accept(line, time, open, high, low, close, volume) {
      if (!(time > lastTime)) refuseTime(line, time);
      // Sums and products would be slower: on good rows this is five predictable branches.
      if (!(open > 0 && high > 0 && low > 0 && close > 0 && open + high + low + close < Infinity)) {
        refusePrice(line, { open, high, low, close });
      }
      if (high < low) refuse(line, 'high-below-low', `expected high >= low, was high ${high}, low ${low}.`);
      if (!(volume >= 0 && volume < Infinity)) refuse(line, 'volume-negative', `expected volume >= 0, was ${volume}.`);
      // Adding 0 turns the -0 of a text "-0" into 0, so that equal candles have equal bytes.
      rows.push(time, open, high, low, close, volume + 0);
      lastTime = time;
      lastLine = line;
    },
    refuse,
    length: rows.length,
    finish: () => rows.finish(),
  };
}

/** Writes an epoch time in ms as ISO; what a calendar cannot hold stays a number. */
export function isoTime(time: number): string {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time);
}
