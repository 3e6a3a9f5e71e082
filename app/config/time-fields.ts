/** Instants and intervals as users write them. */
import { z } from 'zod';
import { parseInterval } from '#datasets';

const INTERVAL = /^(?:[1-9]\d{0,5}[smhdw]|1M)$/;
const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** `1h`, `15m`, `1d`, `1M`; decoded to milliseconds. */
export const intervalField = z
  .string()
  .regex(INTERVAL)
  .describe('an interval such as 15m, 4h or 1d')
  .transform(parseInterval);

/** Epoch milliseconds, or an ISO date (midnight UTC) or date-time with its zone; decoded to epoch milliseconds. */
export const instantField = z.union([
  z.int().describe('epoch milliseconds'),
  z
    .string()
    .refine((text) => ISO.test(text) && !Number.isNaN(Date.parse(text)))
    .describe('a date such as 2024-01-31 or 2024-01-31T12:00:00Z')
    .transform((text) => Date.parse(text)),
]);

/** An instant as ISO text, without milliseconds where there are none. */
export function formatInstant(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
