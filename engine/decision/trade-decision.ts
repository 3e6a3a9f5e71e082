/** What a decision does about one symbol's tactical units. */
export type TradeAction = 'none' | 'open' | 'add' | 'resize' | 'close' | 'flip';

/** The rules a decision follows. */
export interface DecisionRules {
  readonly entry: 'once' | 'target' | 'add';
  readonly onNoSignal: 'keep' | 'flat';
  /** What an opposite signal does to an open position. */
  readonly onOpposite: 'flat' | 'reverse';
  /** Whether SELL may open a short. */
  readonly shorts: boolean;
}

/**
 * A decision is about a signed target, so it depends only on where the position stands and where the signal points.
 * @param direction acting direction of the combined signal: -1, 0, 1
 * @param position sign of tactical units and what is pending of them: -1, 0, 1
 * @param blocked direction of the position that was stopped out and may not be re-entered, 0 when none
 */
export function decide(rules: DecisionRules, direction: number, position: number, blocked: number): TradeAction {
  if (direction === 0) return position !== 0 && rules.onNoSignal === 'flat' ? 'close' : 'none';
  if (position === 0) {
    if (direction === blocked || (direction < 0 && !rules.shorts)) return 'none';
    return 'open';
  }
  if (direction === position) {
    return rules.entry === 'once' ? 'none' : rules.entry === 'add' ? 'add' : 'resize';
  }
  return rules.onOpposite === 'reverse' && (direction > 0 || rules.shorts) ? 'flip' : 'close';
}
