import {
  DatasetError,
  packSignal,
  RECORDED_TYPES,
  type RecordedSignals,
  type RecordedType,
  type SignalDirection,
  STRENGTH_VALUE,
  type Voice,
} from '../../engine/model/index.ts';
import { isoTime } from '../candle-intake.ts';
import { allocateSignalColumns, createRecordedSignals, SIGNAL_COLUMNS, type SignalColumns } from './signal-columns.ts';
import type { SignalField } from './signal-fields.ts';
import { readInstant } from './signal-time.ts';

/** A record as its container gives it: texts of a CSV file, values of JSON or Parquet. */
export type RawRecord = { -readonly [K in SignalField]: unknown };

/** What a reader of signals is told beside the file. */
export interface SignalOptions {
  /** Symbols there are; a record about another one is an error. */
  readonly symbols: readonly string[];
  /** Symbols that are wanted: records about others are left out and counted. Null: all must be of `symbols`. */
  readonly only?: readonly string[] | null;
  /** Time from event to availability, ms, for a file without availableAt; null where the file tells. */
  readonly delayMs?: number | null;
}

/** What every reader of signals hands its records to. */
export interface SignalIntake {
  /**
   * Takes one record, in the order of the file.
   * @param place line or row of the file, from 1
   * @throws DatasetError when it is no signal, out of order, or there already
   */
  accept(place: number, record: RawRecord): void;
  /** Records left out because of `only`. */
  readonly leftOut: number;
  finish(): RecordedSignals;
}

const DIRECTIONS: readonly SignalDirection[] = ['BUY', 'SELL', 'HOLD'];
const STRENGTHS: ReadonlyMap<string, number> = new Map(
  Object.entries(STRENGTH_VALUE).flatMap(([name, value]) => [
    [name, value],
    [String(value), value],
  ]),
);
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Opens an intake for one file.
 * @param file name that its errors begin with
 * @param unit what a place in the file is called
 */
export function createSignalIntake(file: string, unit: 'line' | 'row', options: SignalOptions): SignalIntake {
  const { only = null, delayMs = null } = options;
  const known = new Set(options.symbols);
  const wanted = only === null ? null : new Set(only);
  const symbols = createNames<string>((name) => name);
  const voices = createNames<Voice>(({ type, source }) => `${type} ${source}`);
  const columns: Record<keyof SignalColumns, number[]> = {
    eventTime: [],
    availableAt: [],
    symbol: [],
    voice: [],
    packed: [],
  };
  /** Records that became available at one instant, by voice, symbol and event, with their places. */
  const together = new Map<string, number>();
  let last = Number.NEGATIVE_INFINITY;
  let lastPlace = 0;
  let leftOut = 0;

  const refuse = (place: number, code: string, text: string): never => {
    throw new DatasetError(code, `${file} ${unit} ${place}: ${text}`, { file, [unit]: place });
  };
  const timeOf = (place: number, field: 'eventTime' | 'availableAt', value: unknown): number => {
    const time = readInstant(value);
    if (Number.isNaN(time)) {
      refuse(place, 'bad-time', `expected ${field} to be a date or a count of s, ms, us or ns, was ${show(value)}.`);
    }
    return time;
  };
  const choose = <T>(place: number, field: SignalField, value: unknown, chosen: T | undefined, names: string): T =>
    chosen ?? refuse(place, `unknown-${field}`, `expected ${field} to be ${names}, was ${show(value)}.`);
  const textOf = (place: number, field: SignalField, value: unknown): string => {
    const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
    if (text === '') refuse(place, 'empty-field', `expected ${field} to be a name, was ${show(value)}.`);
    return text;
  };
  const thousandthsOf = (place: number, value: unknown): number => {
    const confidence = numberOf(value);
    if (confidence >= 0 && confidence <= 1) return Math.round(1000 * confidence);
    return refuse(place, 'bad-confidence', `expected confidence from 0 to 1, was ${show(value)}.`);
  };
  const checkTimes = (place: number, eventTime: number, availableAt: number): void => {
    if (availableAt < eventTime) {
      const text = `expected availableAt >= eventTime ${isoTime(eventTime)}, was ${isoTime(availableAt)}.`;
      refuse(place, 'available-before-event', text);
    }
    if (availableAt < last) {
      const hint = lastPlace === 0 ? '' : ` of ${unit} ${lastPlace}`;
      const text = `expected availableAt >= ${isoTime(last)}${hint}, was ${isoTime(availableAt)}; sort the file by availableAt.`;
      refuse(place, 'unordered-available-at', text);
    }
    if (availableAt > last) together.clear();
    last = availableAt;
    lastPlace = place;
  };

  return {
    accept(place, record) {
      // Where a time lies between two milliseconds, the event is put earlier and its availability later.
      const event = timeOf(place, 'eventTime', record.eventTime);
      const available = delayMs === null ? timeOf(place, 'availableAt', record.availableAt) : event + delayMs;
      const [eventTime, availableAt] = [Math.floor(event), Math.ceil(available)];
      checkTimes(place, eventTime, availableAt);
      const symbol = textOf(place, 'symbol', record.symbol);
      const typeName = textOf(place, 'type', record.type).toLowerCase();
      const type = choose<RecordedType>(
        place,
        'type',
        record.type,
        RECORDED_TYPES.find((one) => one === typeName),
        `one of ${RECORDED_TYPES.join(', ')}`,
      );
      const directionName = textOf(place, 'direction', record.direction).toUpperCase();
      const direction = choose(
        place,
        'direction',
        record.direction,
        DIRECTIONS.find((one) => one === directionName),
        'BUY, SELL or HOLD',
      );
      const strength = choose(
        place,
        'strength',
        record.strength,
        STRENGTHS.get(String(record.strength).trim().toUpperCase()),
        `one of ${Object.keys(STRENGTH_VALUE).join(', ')}, or 1 to 4`,
      );
      const thousandths = thousandthsOf(place, record.confidence);
      const source = textOf(place, 'source', record.source);
      if (!known.has(symbol) && (wanted === null || wanted.has(symbol))) {
        const text = `expected symbol to be one of ${[...known].slice(0, 8).join(', ')}${known.size > 8 ? ', ...' : ''}, was "${symbol}"; name the symbols that are wanted to leave out the others.`;
        refuse(place, 'unknown-symbol', text);
      }
      if (wanted !== null && !wanted.has(symbol)) {
        leftOut += 1;
        return;
      }
      const [s, v] = [symbols.at(symbol), voices.at({ type, source })];
      const key = `${s} ${v} ${eventTime}`;
      const twin = together.get(key);
      if (twin !== undefined) {
        const text = `expected one ${type} of ${source} about ${symbol} for one eventTime and availableAt, was there in ${unit} ${twin}.`;
        refuse(place, 'duplicate-signal', text);
      }
      together.set(key, place);
      columns.eventTime.push(eventTime);
      columns.availableAt.push(availableAt);
      columns.symbol.push(s);
      columns.voice.push(v);
      columns.packed.push(packSignal(direction, strength, thousandths));
    },
    get leftOut() {
      return leftOut;
    },
    finish() {
      const exact = allocateSignalColumns(columns.eventTime.length);
      for (const name of SIGNAL_COLUMNS) exact[name].set(columns[name]);
      return createRecordedSignals(exact, symbols.all, voices.all);
    },
  };
}

/** Numbers things in the order in which they are first seen. */
function createNames<T>(keyOf: (thing: T) => string) {
  const positions = new Map<string, number>();
  const all: T[] = [];
  return {
    all,
    at(thing: T): number {
      const key = keyOf(thing);
      let position = positions.get(key);
      if (position === undefined) {
        position = all.length;
        positions.set(key, position);
        all.push(thing);
      }
      return position;
    },
  };
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value) : NaN;
}

/** A value as it may stand in a sentence. */
function show(value: unknown): string {
  if (value === undefined || value === null) return 'missing';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  const text = typeof value === 'string' ? value : (JSON.stringify(value, bigintAsText) ?? String(value));
  if (text.trim() === '') return 'empty';
  return `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;
}

/** JSON has no integers of 64 bits; Parquet has. */
function bigintAsText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
