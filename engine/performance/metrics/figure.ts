/** Why a metric has no value. */
export type MissingReason =
  | 'Equity reached zero, so returns mean nothing.'
  | 'Fewer than 2 returns.'
  | 'Fewer than 3 returns.'
  | 'Fewer than 4 returns.'
  | 'Fewer than 20 returns.'
  | 'Returns do not vary.'
  | 'No negative return.'
  | 'The 5th percentile of returns is zero.'
  | 'The span is shorter than a day.'
  | 'No drawdown.'
  | 'No closed trade.'
  | 'No losing trade.'
  | 'Returns of the benchmark do not vary.'
  | 'Beyond the range of a number.';

/** A metric's value, or the reason why there is none. */
export type Figure = number | MissingReason;
