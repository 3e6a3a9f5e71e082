import { expect, it } from 'vitest';
import { createDownloadLine, formatDownload } from '../../../bin/data/download-line.ts';

const state = {
  rows: 12_000,
  resumed: 2_000,
  shareAtStart: 0.2,
  share: 0.7,
  elapsedMs: 5_000,
  waiting: null,
};

it.each([
  [state, '12,000 candles, 70 %, 2,000 a second, 3 s left'],
  [{ ...state, waiting: 'HTTP 429' }, '12,000 candles, 70 %, 2,000 a second, waiting after HTTP 429'],
  [{ ...state, share: 1 }, '12,000 candles, 100 %, 2,000 a second'],
  [{ ...state, rows: 0, resumed: 0, share: 0.2, elapsedMs: 0 }, '0 candles, 20 %'],
  [{ ...state, share: 0.2001, rows: 2_000 }, '2,000 candles, 20 %, 11 h 06 min left'],
])('says %j as words', (at, words) => expect(formatDownload(at)).toBe(words));

/** A stream that is a terminal of 40 columns, or none. */
function createStream(isTTY: boolean): { stream: NodeJS.WriteStream; written: () => string } {
  let text = '';
  const stream = {
    isTTY,
    columns: 40,
    write(part: string) {
      text += part;
      return true;
    },
  };
  // The line uses no more of a stream than this.
  return { stream: stream as unknown as NodeJS.WriteStream, written: () => text };
}

it('is quiet off a terminal', () => {
  const { stream, written } = createStream(false);
  const line = createDownloadLine(stream);
  line.show(state);
  line.clear();
  expect(written()).toBe('');
});

it('is drawn over itself, cut to the terminal, and removed', () => {
  const { stream, written } = createStream(true);
  const line = createDownloadLine(stream);
  line.show(state);
  line.show(state);
  expect(written()).toBe(`\r\u001b[2K${formatDownload(state).slice(0, 39)}`);
  line.clear();
  line.clear();
  expect(written().endsWith('\r\u001b[2K')).toBe(true);
  expect(written().split('\r')).toHaveLength(3);
});
