/** Where a signal comes from; technical ones are computed here, the others are recorded. */
export type SignalType = 'prediction' | 'sentiment' | 'reinforcement' | 'technical' | 'fundamental';
export type SignalDirection = 'BUY' | 'SELL' | 'HOLD';
export type SignalStrength = 'WEAK' | 'MODERATE' | 'STRONG' | 'VERY_STRONG';

/** Weight of a strength in the combiner. */
export const STRENGTH_VALUE: Readonly<Record<SignalStrength, number>> = {
  WEAK: 1,
  MODERATE: 2,
  STRONG: 3,
  VERY_STRONG: 4,
};

/** One opinion about one symbol at one instant. No opinion is no signal; HOLD is an opinion. */
export interface Signal {
  readonly type: SignalType;
  readonly symbol: string;
  readonly direction: SignalDirection;
  readonly strength: SignalStrength;
  /** 0 to 1; carried in thousandths. */
  readonly confidence: number;
  /** Epoch milliseconds UTC at which the signal became known. */
  readonly time: number;
  readonly source: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}
