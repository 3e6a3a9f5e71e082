import type { CandleSeries, RecordedSignals, SignalAlignment, Voice } from '../model/index.ts';

/** The opinions of one symbol's voices, each at the candle at whose close it is first known. */
export interface AlignedSignals {
  /** By position in the voices of the records: one packed signal per row, 0 for none; null for a voice not asked for. */
  readonly columns: readonly (Int32Array | null)[];
  readonly statistics: SignalAlignment;
}

/** One voice as the records go by. */
interface Speaker {
  readonly column: Int32Array;
  /** Row of its newest opinion, with the times of that record. */
  row: number;
  availableAt: number;
  eventTime: number;
}

/**
 * Lays records on the candles of one symbol: candle i spans [time, time + interval), and a record is used at the first
 * close at or after `availableAt`. Of two opinions of one voice at one close the one that became available later counts;
 * of two that became available together, the one about the later event.
 * @param signals ascending in availableAt
 * @param series candles of one symbol, by whose rows the columns are
 * @param takes which voices are asked for
 */
export function alignSignals(
  signals: RecordedSignals,
  series: CandleSeries,
  takes: (voice: Voice) => boolean = () => true,
): AlignedSignals {
  const { time, intervalMs, length } = series;
  const { availableAt, eventTime, symbol, voice, packed } = signals;
  const mine = signals.symbols.indexOf(series.symbol);
  const speakers = signals.voices.map((one) => (takes(one) ? createSpeaker(length) : null));
  const within = createDelays();
  const gap = createDelays();
  let records = 0;
  let before = 0;
  let after = 0;
  let replaced = 0;
  let row = 0;
  for (let k = 0; k < signals.length; k += 1) {
    if (symbol[k] !== mine) continue;
    const speaker = speakers[voice[k]];
    if (speaker === null) continue;
    records += 1;
    const available = availableAt[k];
    while (row < length && time[row] + intervalMs < available) row += 1;
    if (row === length) after += 1;
    else if (row === 0 && available < time[0]) before += 1;
    else {
      (available < time[row] ? gap : within).add(time[row] + intervalMs - available);
      if (speaker.row === row) replaced += 1;
      if (speaker.row === row && speaker.availableAt === available && speaker.eventTime > eventTime[k]) continue;
      speaker.row = row;
      speaker.availableAt = available;
      speaker.eventTime = eventTime[k];
      speaker.column[row] = packed[k];
    }
  }
  const used = within.count + gap.count;
  return {
    columns: speakers.map((speaker) => speaker?.column ?? null),
    statistics: {
      symbol: series.symbol,
      records,
      within: within.count,
      before,
      after,
      inGap: gap.count,
      replaced,
      meanDelayMs: used === 0 ? null : (within.sum + gap.sum) / used,
      maxDelayMs: used === 0 ? null : Math.max(within.most, gap.most),
      meanGapDelayMs: gap.count === 0 ? null : gap.sum / gap.count,
      maxGapDelayMs: gap.count === 0 ? null : gap.most,
    },
  };
}

function createSpeaker(rows: number): Speaker {
  return { column: new Int32Array(rows), row: -1, availableAt: 0, eventTime: 0 };
}

function createDelays() {
  return {
    count: 0,
    sum: 0,
    most: 0,
    add(ms: number): void {
      this.count += 1;
      this.sum += ms;
      this.most = Math.max(this.most, ms);
    },
  };
}
