import { DatasetError } from '../engine/model/index.ts';
import { allocateColumns, type CandleColumns, COLUMN_NAMES } from './candle-columns.ts';
import { type CandleDefect, findDefect } from './candle-defect.ts';
import { createGrowingColumns } from './growing-columns.ts';
import { createGrowingRecords } from './growing-records.ts';
import type { RowSink } from './importers/importer.ts';
import { duplicateTime, unorderedTime } from './order-defect.ts';
import { createRepairLog, describeRepairs } from './repair-log.ts';
import type { Repair, RepairCounts, RepairedRows } from './repairs.ts';
import { settleOrder } from './settle-order.ts';

export { isoTime } from './iso-time.ts';

export interface IntakeOptions {
  /** What may be done to rows that are no candles; by default nothing, and the first such row stops the import. */
  readonly repair?: readonly Repair[];
  /** What a place in the file is called. */
  readonly place?: 'line' | 'row';
}

/** What an intake did with the rows to make them candles in order. */
export interface IntakeOutcome {
  /** Rows that repairs touched, in the order of the file. */
  readonly repairs: RepairedRows;
  readonly repairCounts: RepairCounts;
  /** One sentence each: rows turned round, left out, moved. */
  readonly warnings: readonly string[];
}

/** What every importer hands its rows to: refuses what cannot be a candle, or repairs as asked, keeps the rest. */
export interface CandleIntake extends RowSink {
  /** Candles kept so far. */
  length(): number;
  /** Rows the file was found to hold so far, those that a repair leaves out among them. */
  rows(): number;
  /**
   * The candles in one exact shared buffer, ascending in time; ends the intake.
   * @throws DatasetError `duplicate-time`, `unordered-time`
   */
  finish(): CandleColumns;
  /** What was done to make them so; complete after finish. */
  outcome(): IntakeOutcome;
}

/**
 * Opens an intake for one file. A file that has the newest candle first throughout is taken as it is and turned
 * round at the end; any other order is refused or, when asked for, sorted.
 * @param file name that its errors begin with
 */
export function createCandleIntake(file: string, options: IntakeOptions = {}): CandleIntake {
  const { repair = [], place: noun = 'line' } = options;
  const dropping = repair.includes('drop');
  // Rows that may be moved or left out for their time are judged when all are known, so their places are kept.
  const mayMove = repair.includes('keep-first') || repair.includes('sort');
  const places = mayMove ? createGrowingRecords(1, 'places') : null;
  const log = createRepairLog(noun);
  const candles = createGrowingColumns();
  let dropped = 0;
  /** 1 when the file has the oldest candle first, -1 when the newest; 0 until two candles tell. */
  let direction = 0;
  /** The row before; an object, because a number that a closure keeps is allocated anew with every change. */
  const before = { place: 0, time: NaN };
  const row = new Float64Array(COLUMN_NAMES.length);
  let newestFirst = false;

  const stop = (place: number, { code, text, repair: remedy }: CandleDefect): never => {
    throw new DatasetError(code, `${file} ${noun} ${place}: ${text}`, { file, [noun]: place, repair: remedy });
  };
  const refuse = (place: number, defect: CandleDefect): void => {
    if (!dropping) stop(place, defect);
    log.dropped(place, defect.text);
    dropped++;
  };
  /** Judges a row that does not simply follow the one before. */
  const follow = (place: number, time: number): void => {
    if (candles.length() === 0) return;
    if (time === before.time) stop(place, duplicateTime(before, noun));
    if (direction !== 0) stop(place, unorderedTime(before, time, direction < 0, noun));
    direction = Math.sign(time - before.time);
  };

  const acceptRow = (place: number, candle: Float64Array): void => {
    const time = candle[0] as number;
    const open = candle[1] as number;
    const high = candle[2] as number;
    const low = candle[3] as number;
    const close = candle[4] as number;
    const volume = candle[5] as number;
    // On good rows this is a few predictable branches; what is wrong is told elsewhere.
    const sound =
      open > 0 &&
      high > 0 &&
      low > 0 &&
      close > 0 &&
      open + high + low + close < Infinity &&
      high >= low &&
      volume >= 0 &&
      volume < Infinity &&
      time - time === 0;
    if (!sound) {
      const defect = findDefect(time, open, high, low, close, volume);
      if (defect !== null) {
        refuse(place, defect);
        return;
      }
    }
    if (places !== null) places.push([place]);
    else if (!((time - before.time) * direction > 0)) follow(place, time);
    // Adding 0 turns the -0 of a text "-0" into 0, so that equal candles have equal bytes.
    candle[0] = time + 0;
    candle[5] = volume + 0;
    candles.pushRow(candle);
    before.time = time;
    before.place = place;
  };

  return {
    accept(place, time, open, high, low, close, volume) {
      row[0] = time;
      row[1] = open;
      row[2] = high;
      row[3] = low;
      row[4] = close;
      row[5] = volume;
      acceptRow(place, row);
    },
    acceptRow,
    refuse: (place, code, text) => refuse(place, { code, text, repair: 'drop' }),
    length: candles.length,
    rows: () => candles.length() + dropped,
    finish() {
      let columns = candles.finish();
      newestFirst = direction < 0;
      if (places !== null) {
        const settled = settleOrder({ columns, places, repair, noun }, log, stop);
        newestFirst = settled.newestFirst;
        if (settled.positions !== null) columns = pickRows(columns, settled.positions);
      } else if (newestFirst) {
        for (const name of COLUMN_NAMES) columns[name].reverse();
      }
      return columns;
    },
    outcome() {
      const turned = newestFirst ? ['The file has its newest candle first; it is read from its end.'] : [];
      const repairCounts = log.counts();
      return { repairs: log.rows(), repairCounts, warnings: [...turned, ...describeRepairs(repairCounts)] };
    },
  };
}

/** The rows at these positions; in the columns' own place where none is left out. */
function pickRows(columns: CandleColumns, positions: Uint32Array): CandleColumns {
  const all = positions.length === columns.time.length;
  const picked = all ? columns : allocateColumns(positions.length);
  const before = new Float64Array(columns.time.length);
  for (const name of COLUMN_NAMES) {
    before.set(columns[name]);
    const to = picked[name];
    for (let k = 0; k < to.length; k++) to[k] = before[positions[k] as number] as number;
  }
  return picked;
}
