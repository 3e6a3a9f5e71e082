/** One line on a terminal that is written over; silent where the stream is no terminal. */
export interface StatusLine {
  /**
   * Draws the line, unless it was drawn just now.
   * @param words only asked for when they are drawn
   * @param atOnce draws even so
   */
  draw(words: () => string, atOnce?: boolean): void;
  /** Removes the line. */
  clear(): void;
}

/** What a status line needs of a stream. */
export type StatusStream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;

/** Milliseconds between two drawings. */
const INTERVAL = 100;

/**
 * Creates a status line.
 * @param stream where it is drawn; stderr, so that stdout stays clean
 * @param now clock, ms
 */
export function createStatusLine(
  stream: StatusStream = process.stderr,
  now: () => number = () => performance.now(),
): StatusLine {
  let drawn = Number.NEGATIVE_INFINITY;
  let visible = false;
  return {
    draw(words, atOnce = false) {
      if (!stream.isTTY) return;
      const at = now();
      if (at - drawn < INTERVAL && !atOnce) return;
      drawn = at;
      visible = true;
      // A terminal may say that it has 0 columns when it does not know.
      stream.write(`\r\u001b[2K${words().slice(0, Math.max(20, (stream.columns || 80) - 1))}`);
    },
    clear() {
      if (visible) stream.write('\r\u001b[2K');
      visible = false;
    },
  };
}
