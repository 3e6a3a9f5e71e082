import { expect, it, vi } from 'vitest';
import { toDataFrame } from '../../../app/dataframes/danfo.ts';
import { rejectionOf } from '../../datasets/support/candle-arbitrary.ts';

it('says in one sentence what is missing', async () => {
  const error = await rejectionOf(toDataFrame('trades', []));
  expect(error).toMatchObject({ kind: 'ConfigError', code: 'no-danfo' });
  expect(error.message).toMatch(
    /^Expected danfojs-node to be installed with its overrides \(docs\/dataframes\.md\), was not: .*danfojs-node/,
  );
  expect(error.message).not.toContain('\n');
});

it('hands danfojs rows of plain values and the names of the columns', async () => {
  const made: unknown[] = [];
  // Stands for the class of danfojs, which is not installed here; danfojs.test.ts asks danfojs itself.
  class DataFrame {
    constructor(rows: unknown, options: unknown) {
      made.push({ rows, options });
    }
  }
  vi.doMock('danfojs-node', () => ({ default: { DataFrame } }));
  const columns = ['a', 'b', 'c', 'd', 'e', 'f'].map((_, k) => Float64Array.of(k, k + 10));
  const [candle, time, equity, cash, gross, benchmark] = columns as [Float64Array, ...Float64Array[]] as Float64Array[];
  await toDataFrame('equity', { candle, time, equity, cash, gross, benchmark } as Parameters<
    typeof toDataFrame<'equity'>
  >[1]);
  vi.doUnmock('danfojs-node');
  expect(made).toEqual([
    {
      rows: [
        [0, 1, 2, 3, 4, 5],
        [10, 11, 12, 13, 14, 15],
      ],
      options: { columns: ['candle', 'time', 'equity', 'cash', 'gross', 'benchmark'] },
    },
  ]);
});
