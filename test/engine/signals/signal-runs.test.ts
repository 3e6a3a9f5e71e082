import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packSignal } from '../../../engine/model/index.ts';
import {
  actingDirection,
  type CombinedColumn,
  findSignalRuns,
  type SignalRuns,
} from '../../../engine/signals/index.ts';

const CODES = { B: packSignal('BUY', 2, 800), S: packSignal('SELL', 2, 800), w: packSignal('BUY', 2, 300), '.': 0 };

const columnOf = (script: string, score: boolean): CombinedColumn => {
  const packed = Int32Array.from(script, (letter) => CODES[letter as keyof typeof CODES]);
  const scores = Float64Array.from(script, (letter) => ({ B: 0.8, S: -0.8, w: 0.3 })[letter] ?? 0);
  return { kind: score ? 'net' : 'majority', packed, score: score ? scores : null };
};

/** The direction that holds at each grid index, read from the runs. */
function spread({ starts, directions, count }: SignalRuns, length: number): number[] {
  const out = new Array<number>(length).fill(Number.NaN);
  for (let k = 0; k < count; k += 1) out.fill(directions[k], starts[k], starts[k + 1]);
  return out;
}

describe('findSignalRuns', () => {
  it('finds spans of one direction', () => {
    const runs = findSignalRuns(columnOf('..BBw.SS', false), 700, null, 0);
    expect(Array.from(runs.starts.subarray(0, runs.count + 1))).toEqual([0, 2, 4, 6, 8]);
    expect(Array.from(runs.directions.subarray(0, runs.count))).toEqual([0, 1, 0, -1]);
    expect(runs.acting).toBe(4);
  });

  it('begins with a direction at the first candle, and has none before the warm-up ends', () => {
    expect(spread(findSignalRuns(columnOf('BBS', false), 700, null, 0), 3)).toEqual([1, 1, -1]);
    expect(spread(findSignalRuns(columnOf('BBS', false), 700, null, 1), 3)).toEqual([0, 1, -1]);
    expect(spread(findSignalRuns(columnOf('BBS', false), 700, null, 9), 3)).toEqual([0, 0, 0]);
  });

  it('goes on over a missing candle, which says nothing', () => {
    const row = Int32Array.of(0, 1, -1, 2);
    expect(spread(findSignalRuns(columnOf('.B.B', false), 700, row, 0), 4)).toEqual([0, 1, 1, 1]);
  });

  it('grows past its first thousand runs', () => {
    const script = 'BS'.repeat(3000);
    const runs = findSignalRuns(columnOf(script, false), 700, null, 0);
    expect(runs.count).toBe(6000);
    expect(spread(runs, 6000)).toEqual([...script].map((letter) => (letter === 'B' ? 1 : -1)));
  });

  it('is what looking at every candle says', () => {
    const script = fc.array(fc.constantFrom('B', 'S', 'w', '.'), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        script,
        fc.boolean(),
        fc.option(fc.infiniteStream(fc.boolean())),
        fc.nat(10),
        (letters, score, holes, from) => {
          const column = columnOf(letters.join(''), score);
          let r = 0;
          const row = holes === null ? null : Int32Array.from(letters, () => (holes.next().value ? r++ : -1));
          let [held, acting] = [0, 0];
          const expected = letters.map((_, i) => {
            if (i >= from && (row === null || row[i] >= 0)) {
              held = actingDirection(column, i, 700);
              if (held !== 0) acting += 1;
            }
            return held;
          });
          const runs = findSignalRuns(column, 700, row, from);
          expect(spread(runs, letters.length)).toEqual(expected);
          expect(runs.acting).toBe(acting);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});
