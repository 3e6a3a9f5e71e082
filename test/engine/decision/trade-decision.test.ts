import { describe, expect, it } from 'vitest';
import { type DecisionRules, decide } from '../../../engine/decision/index.ts';

/** The decision as a table in words; the code under test is a chain of conditions. */
function expected(rules: DecisionRules, direction: number, position: number, blocked: number): string {
  const mayOpen = direction === 1 || rules.shorts;
  const table: Record<string, string> = {
    'no signal, flat': 'none',
    'no signal, held': rules.onNoSignal === 'flat' ? 'close' : 'none',
    'signal, flat': mayOpen && direction !== blocked ? 'open' : 'none',
    'signal, same side': { once: 'none', add: 'add', target: 'resize' }[rules.entry],
    'signal, other side': rules.onOpposite === 'reverse' && mayOpen ? 'flip' : 'close',
  };
  const held = position === 0 ? 'flat' : direction === 0 ? 'held' : direction === position ? 'same side' : 'other side';
  return table[`${direction === 0 ? 'no signal' : 'signal'}, ${held}`];
}

describe('decide', () => {
  const cases = (['once', 'target', 'add'] as const).flatMap((entry) =>
    (['keep', 'flat'] as const).flatMap((onNoSignal) =>
      (['flat', 'reverse'] as const).flatMap((onOpposite) =>
        [true, false].map((shorts): DecisionRules => ({ entry, onNoSignal, onOpposite, shorts })),
      ),
    ),
  );

  it.each(cases)('follows the whole table: $entry, $onNoSignal, $onOpposite, shorts $shorts', (rules) => {
    for (const direction of [-1, 0, 1]) {
      for (const position of [-1, 0, 1]) {
        for (const blocked of [-1, 0, 1]) {
          // A block is only ever set while the position is flat, and lifted when the signal changes.
          if (blocked !== 0 && (position !== 0 || direction !== blocked)) continue;
          const label = `direction ${direction}, position ${position}, blocked ${blocked}`;
          expect(decide(rules, direction, position, blocked), label).toBe(
            expected(rules, direction, position, blocked),
          );
        }
      }
    }
  });

  it('never answers SELL with a short where shorts are off, nor BUY with another long by default', () => {
    const spot: DecisionRules = { entry: 'once', onNoSignal: 'keep', onOpposite: 'flat', shorts: false };
    expect(decide(spot, -1, 0, 0)).toBe('none');
    expect(decide(spot, -1, 1, 0)).toBe('close');
    expect(decide(spot, 1, 1, 0)).toBe('none');
    expect(decide({ ...spot, onOpposite: 'reverse' }, -1, 1, 0)).toBe('close');
  });

  it('stays out after a stop until the signal changes', () => {
    const rules: DecisionRules = { entry: 'once', onNoSignal: 'keep', onOpposite: 'reverse', shorts: true };
    expect(decide(rules, 1, 0, 1)).toBe('none');
    expect(decide(rules, -1, 0, 1)).toBe('open');
  });
});
