import { describe, expect, it } from 'vitest';
import { MAX_SOURCES } from '../../../engine/model/index.ts';
import { StrategyManager } from '../../../engine/signals/index.ts';

const entry = (id: string, symbols: string[] | null = null) => ({ id, weight: 1, active: true, symbols });

describe('StrategyManager', () => {
  it('lists what is active for a symbol, in the order of adding', () => {
    const manager = new StrategyManager();
    for (const one of [entry('c'), entry('a', ['X']), entry('b', ['Y'])]) manager.add(one);
    const ids = (symbol: string) => manager.activeFor(symbol).map(({ id }) => id);
    expect([ids('X'), ids('Y')]).toEqual([
      ['c', 'a'],
      ['c', 'b'],
    ]);
    manager.deactivate('c');
    expect(ids('X')).toEqual(['a']);
    manager.activate('c');
    expect(ids('X')).toEqual(['c', 'a']);
    expect(manager.all()).toHaveLength(3);
  });

  it('refuses a second strategy of one id, a sixteenth, and an id it does not know', () => {
    const manager = new StrategyManager();
    manager.add(entry('a'));
    expect(() => manager.add(entry('a'))).toThrow('was a twice');
    expect(() => manager.deactivate('b')).toThrow('Expected a strategy id out of a, was b.');
    for (let k = 1; k < MAX_SOURCES; k += 1) manager.add(entry(`s${k}`));
    expect(() => manager.add(entry('one more'))).toThrow(`at most ${MAX_SOURCES}`);
  });
});
