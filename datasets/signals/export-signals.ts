import {
  majorityOf,
  type RecordedSignals,
  STRENGTH_VALUE,
  strengthOf,
  thousandthsOf,
} from '../../engine/model/index.ts';
import { SIGNAL_FIELDS } from './signal-fields.ts';

const STRENGTH_NAMES = Object.keys(STRENGTH_VALUE);

/**
 * Writes recorded signals as CSV; what loadSignals reads from it has the same id.
 * @returns text with a header and one line for each record; times are epoch ms
 */
export function formatSignalsCsv(signals: RecordedSignals): string {
  const { eventTime, availableAt, symbol, voice, packed, symbols, voices, length } = signals;
  const lines = [SIGNAL_FIELDS.join()];
  for (let k = 0; k < length; k += 1) {
    const { type, source } = voices[voice[k]];
    const side = majorityOf(packed[k]);
    const direction = side > 0 ? 'BUY' : side < 0 ? 'SELL' : 'HOLD';
    const strength = STRENGTH_NAMES[strengthOf(packed[k]) - 1];
    const confidence = thousandthsOf(packed[k]) / 1000;
    const cells = [symbols[symbol[k]], type, direction, strength, confidence, source].map((cell) =>
      quote(String(cell)),
    );
    lines.push(`${eventTime[k]},${availableAt[k]},${cells.join()}`);
  }
  return `${lines.join('\n')}\n`;
}

function quote(cell: string): string {
  return /[",\n\r;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
