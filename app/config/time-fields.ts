/** Instants and intervals as users write them. */
import { z } from 'zod';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const INTERVAL = /^([1-9]\d*)([smhdw])$/;
const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** `1h`, `15m`, `1d`; decoded to milliseconds. */
export const intervalField = z
  .string()
  .regex(INTERVAL)
  .describe('an interval such as 15m, 4h or 1d')
  .transform((text) => {
    const [, count, unit] = INTERVAL.exec(text) ?? [];
    return Number(count) * (UNIT_MS[unit ?? ''] ?? 0);
  });

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
