/** What changes the price of a share without anybody gaining or losing by it. */
export type CorporateEvent = SplitEvent | DividendEvent | DividendFactorEvent;

interface EventDay {
  /** The ex-day, 00:00 UTC of its date, epoch ms: the first day on which the price is without what was given. */
  readonly day: number;
}

/** A split: each share became `ratio` shares; below 1 for a reverse split. */
export interface SplitEvent extends EventDay {
  readonly kind: 'split';
  readonly ratio: number;
}

/** A dividend in cash for each share as it is on the ex-day, after a split of the same day. */
export interface DividendEvent extends EventDay {
  readonly kind: 'dividend';
  readonly cash: number;
}

/** A dividend of which only 1 - cash / close of the day before is known, as factor files store it; 0 to 1. */
export interface DividendFactorEvent extends EventDay {
  readonly kind: 'dividend-factor';
  readonly factor: number;
}
