import { Column } from './column.ts';
import { parseInterval } from './interval.ts';
import { type CandleField, candleNode } from './node.ts';

/** The columns of candles. */
export interface CandleColumns {
  readonly open: Column;
  readonly high: Column;
  readonly low: Column;
  readonly close: Column;
  readonly volume: Column;
}

/** What `each` receives: the candles of one instrument, as columns, and higher intervals of them. */
export interface InstrumentColumns extends CandleColumns {
  /** All columns together, for indicators that need several. */
  readonly candles: CandleColumns;
  /**
   * Closed candles of a higher interval ('4h', '1d', '1w'), resampled from the instrument's own.
   * Operations on them count their own rows: `ema(tf('4h').close, 10)` spans 40 hours.
   */
  readonly tf: (interval: string) => CandleColumns;
}

function createCandleColumns(frame: number | null): CandleColumns {
  const column = (field: CandleField) => new Column(candleNode(field, frame));
  return {
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}

export function createInstrumentColumns(): InstrumentColumns {
  const candles = createCandleColumns(null);
  return { ...candles, candles, tf: (interval) => createCandleColumns(parseInterval(interval)) };
}
