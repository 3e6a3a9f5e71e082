import type { SignalType } from './signal.ts';

/** Types of signals that models outside give; technical ones are computed here, from candles. */
export const RECORDED_TYPES = [
  'prediction',
  'sentiment',
  'reinforcement',
  'fundamental',
] as const satisfies SignalType[];
export type RecordedType = (typeof RECORDED_TYPES)[number];

/** Who gives an opinion: one model in one role. Of one voice about one symbol only the latest opinion counts. */
export interface Voice {
  readonly type: RecordedType;
  readonly source: string;
}

/**
 * Opinions of models outside as columns, ascending in `availableAt`. They usually lie over one SharedArrayBuffer, so that
 * threads share them.
 */
export interface RecordedSignals {
  readonly length: number;
  /** What the opinion is about: the instant the model looked at, epoch ms UTC. */
  readonly eventTime: Float64Array;
  /** When the opinion could first be acted upon, epoch ms UTC; never before its event. */
  readonly availableAt: Float64Array;
  /** Positions in `symbols`. */
  readonly symbol: Int32Array;
  /** Positions in `voices`. */
  readonly voice: Int32Array;
  /** Direction, strength and confidence of each (packSignal). */
  readonly packed: Int32Array;
  /** First seen first. */
  readonly symbols: readonly string[];
  readonly voices: readonly Voice[];
  /** Content hash: equal records, equal id, whatever file they came from. */
  readonly id: string;
}

/** What a run found about one file of recorded signals; shown in its report. */
export interface SignalQuality {
  /** As the run names it. */
  readonly id: string;
  /** Base name of the file, and SHA-256 of its bytes. */
  readonly file: string;
  readonly sha256: string;
  readonly records: number;
  /** Records about symbols that were not wanted. */
  readonly leftOut: number;
  /** One for each symbol that the records speak of. */
  readonly alignments: readonly SignalAlignment[];
}

/** How the records of one symbol fall on its candles, one row of the report. */
export interface SignalAlignment {
  readonly symbol: string;
  readonly records: number;
  /** Available within a candle: used at its close. */
  readonly within: number;
  /** Available before the first candle opens, or after the last one closes: never used. */
  readonly before: number;
  readonly after: number;
  /** Available where candles are missing: used at the first close after the gap. */
  readonly inGap: number;
  /** Replaced by a later opinion of the same voice before the close at which they could be used. */
  readonly replaced: number;
  /** From available to used, ms, over those within a candle or in a gap; null without any. */
  readonly meanDelayMs: number | null;
  readonly maxDelayMs: number | null;
  /** The same over those in a gap. */
  readonly meanGapDelayMs: number | null;
  readonly maxGapDelayMs: number | null;
}
