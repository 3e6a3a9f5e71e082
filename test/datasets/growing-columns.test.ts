import { expect, test } from 'vitest';
import { bufferUnder, COLUMN_NAMES } from '../../datasets/candle-columns.ts';
import { createGrowingColumns } from '../../datasets/growing-columns.ts';

test.each([0, 1, 255, 256, 257, 768, 769, 65_280, 65_281, 130_816, 130_817, 250_001])(
  '%i rows come back in one exact buffer',
  (length) => {
    const rows = createGrowingColumns();
    for (let i = 0; i < length; i++) rows.push(i, i + 0.1, i + 0.2, i + 0.3, i + 0.4, i + 0.5);
    expect(rows.length()).toBe(length);
    const columns = rows.finish();
    expect(bufferUnder(columns)?.byteLength).toBe(length * 48);
    const wrong = COLUMN_NAMES.map((name, k) =>
      columns[name].findIndex((value, i) => value !== (k === 0 ? i : i + k / 10)),
    );
    expect(wrong).toEqual([-1, -1, -1, -1, -1, -1]);
    expect(rows.length()).toBe(0);
  },
);
