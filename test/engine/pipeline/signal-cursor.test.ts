import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DecisionRules, decide } from '../../../engine/decision/index.ts';
import { packSignal } from '../../../engine/model/index.ts';
import { SignalCursor } from '../../../engine/pipeline/signal-cursor.ts';
import { findSignalRuns } from '../../../engine/signals/index.ts';

const CODES = [packSignal('SELL', 2, 900), 0, packSignal('BUY', 2, 900)] as const;

const rules: fc.Arbitrary<DecisionRules> = fc.record({
  entry: fc.constantFrom('once', 'target', 'add'),
  onNoSignal: fc.constantFrom('keep', 'flat'),
  onOpposite: fc.constantFrom('flat', 'reverse'),
  shorts: fc.boolean(),
});

describe('SignalCursor', () => {
  it('finds the first slice at which looking at every slice would decide something, or end a block', () => {
    const direction = fc.constantFrom(-1, 0, 1);
    const asked = fc.array(fc.record({ step: fc.nat(5), position: direction, blocked: direction }), { maxLength: 8 });
    const signals = fc.array(fc.tuple(direction, fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 20 });
    let found = 0;
    fc.assert(
      fc.property(signals, rules, asked, (spans, rule, questions) => {
        const directions = spans.flatMap(([one, times]) => new Array<number>(times).fill(one));
        const packed = Int32Array.from(directions, (one) => CODES[one + 1]);
        const cursor = new SignalCursor(findSignalRuns({ kind: 'majority', packed, score: null }, 0, null, 0), rule);
        let i = 0;
        for (const { step, position, blocked } of questions) {
          i = Math.min(i + step, packed.length - 1);
          let expected = i;
          while (expected < packed.length && !isNews(rule, directions[expected], position, blocked)) expected += 1;
          expect(cursor.next(i, packed.length, position, blocked)).toBe(expected);
          expect(cursor.at(i)).toBe(directions[i]);
          if (expected > i && expected < packed.length) found += 1;
        }
      }),
      { seed: 1, numRuns: 1000 },
    );
    expect(found).toBeGreaterThan(300);
  });
});

function isNews(rule: DecisionRules, direction: number, position: number, blocked: number): boolean {
  return (blocked !== 0 && direction !== blocked) || decide(rule, direction, position, blocked) !== 'none';
}
