import { createHash } from 'node:crypto';
import type { RunResult } from '#engine';
import { hashOf } from '../identity.ts';
import { EQUITY_COLUMNS, type RecordTexts } from './record-files.ts';

/**
 * Fingerprint of a run: SHA-256 over its orders and fills, the exact bytes of its equity columns, and its config.
 * Equal in every thread and on every platform for equal input.
 * @param result what the run left behind
 * @param records its orders and fills
 * @param config decoded config, plain data
 */
export function fingerprintOf({ equity }: RunResult, records: RecordTexts, config: unknown): string {
  const hash = createHash('sha256');
  hash.update(records.orders).update(records.fills);
  for (const name of EQUITY_COLUMNS) {
    const column = equity[name];
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return hash.update(hashOf(config)).digest('hex');
}
