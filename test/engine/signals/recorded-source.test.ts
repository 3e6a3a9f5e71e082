import { describe, expect, it } from 'vitest';
import { createColumnCache, packSignal, type RecordedEntry } from '#engine';
import { evaluateRecorded } from '../../../engine/signals/index.ts';
import { type PlainRecord, recordedEntry, recordedOf } from '../../support/recorded-arbitrary.ts';
import { HOUR, START, scriptedSeries, still } from '../../support/scripted-market.ts';

const SERIES = scriptedSeries(
  'A',
  Array.from({ length: 10 }, () => still(1)),
);
const BUY = packSignal('BUY', 2, 800);
const WEAK = packSignal('SELL', 1, 300);
const HOLD = packSignal('HOLD', 2, 900);
/** Known at the close of candle `row`. */
const at = (
  row: number,
  direction: PlainRecord['direction'],
  strength = 2,
  thousandths = 800,
  source = 'm',
  symbol = 'A',
) => ({
  symbol,
  voice: { type: 'prediction' as const, source },
  eventTime: START + row * HOUR,
  availableAt: START + (row + 1) * HOUR,
  direction,
  strength,
  thousandths,
});
const SIGNALS = recordedOf([
  at(1, 'BUY'),
  at(4, 'SELL', 1, 300),
  at(6, 'HOLD', 2, 900),
  at(1, 'SELL', 1, 300, 'other'),
  at(2, 'BUY', 2, 800, 'm', 'B'),
]);
const say = (rest: Partial<RecordedEntry> = {}, cache = createColumnCache()): number[][] =>
  evaluateRecorded(recordedEntry(SIGNALS, rest), SERIES, cache).map(({ packed }) => [...packed]);

describe('evaluateRecorded', () => {
  it('gives one source for each voice about the symbol', () => {
    expect(say()).toEqual([
      [0, BUY, 0, 0, WEAK, 0, HOLD, 0, 0, 0],
      [0, WEAK, 0, 0, 0, 0, 0, 0, 0, 0],
    ]);
  });

  it('keeps an opinion alive for its validity, or until the voice says something else', () => {
    expect(say({ validity: 3 })[0]).toEqual([0, BUY, BUY, BUY, WEAK, WEAK, HOLD, HOLD, HOLD, 0]);
  });

  it('takes an opinion below the floor for none, and it ends the one before', () => {
    expect(say({ validity: 4, minConfidence: 0.301 })[0]).toEqual([0, BUY, BUY, BUY, 0, 0, HOLD, HOLD, HOLD, HOLD]);
    expect(say({ validity: 4, minConfidence: 0.3 })[0]).toEqual([0, BUY, BUY, BUY, WEAK, WEAK, HOLD, HOLD, HOLD, HOLD]);
  });

  it('listens to what it is told to', () => {
    expect(say({ sources: ['other'] })).toEqual([[0, WEAK, 0, 0, 0, 0, 0, 0, 0, 0]]);
    expect(say({ types: ['sentiment'] })).toEqual([]);
    expect(say({ symbols: ['B'] })).toEqual([]);
    expect(say({ active: false })).toEqual([]);
  });

  it('computes a column once for each of its settings, and apart for each symbol with the same candles', () => {
    const cache = createColumnCache();
    const [first] = evaluateRecorded(recordedEntry(SIGNALS), SERIES, cache);
    expect(evaluateRecorded(recordedEntry(SIGNALS, { weight: 9 }), SERIES, cache)[0].packed).toBe(first.packed);
    expect(evaluateRecorded(recordedEntry(SIGNALS, { validity: 2 }), SERIES, cache)[0].packed).not.toBe(first.packed);
    expect(evaluateRecorded(recordedEntry(SIGNALS, { minConfidence: 0.5 }), SERIES, cache)[0].packed).not.toBe(
      first.packed,
    );
    const twin = { ...SERIES, symbol: 'B' };
    expect([...evaluateRecorded(recordedEntry(SIGNALS), twin, cache)[0].packed]).toEqual([
      0,
      0,
      BUY,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
    ]);
    // Equal records in other columns are the same records.
    const copy = recordedOf([
      at(1, 'BUY'),
      at(4, 'SELL', 1, 300),
      at(6, 'HOLD', 2, 900),
      at(1, 'SELL', 1, 300, 'other'),
      at(2, 'BUY', 2, 800, 'm', 'B'),
    ]);
    expect(evaluateRecorded(recordedEntry(copy), SERIES, cache)[0].packed).toBe(first.packed);
  });
});
