const HOUR_MS = 3_600_000;
/** Zones change their offset at whole or half hours of UTC. */
const CACHE_STEP_MS = HOUR_MS / 2;

interface Zone {
  readonly format: Intl.DateTimeFormat;
  readonly offsets: Map<number, number>;
}
const zones = new Map<string, Zone>();

/**
 * Offset of a time zone at an instant.
 * @param zone IANA name such as `America/New_York`
 * @param utcMs epoch ms
 * @returns local time minus UTC, ms: -18_000_000 in a New York winter
 */
export function zoneOffsetMs(zone: string, utcMs: number): number {
  const { format, offsets } = openZone(zone);
  const step = Math.floor(utcMs / CACHE_STEP_MS);
  const known = offsets.get(step);
  if (known !== undefined) return known;
  const at = step * CACHE_STEP_MS;
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  offsets.set(step, local - at);
  return local - at;
}

/**
 * The instant of a local wall time. A time that the clock skips is read with the offset before the change, one that it
 * shows twice is the first of the two.
 * @param zone IANA name
 * @param month 1 to 12
 * @param msOfDay ms since local midnight by the wall clock
 * @returns epoch ms
 */
export function localToUtc(zone: string, year: number, month: number, day: number, msOfDay: number): number {
  const wall = Date.UTC(year, month - 1, day) + msOfDay;
  const before = zoneOffsetMs(zone, wall - 24 * HOUR_MS);
  const after = zoneOffsetMs(zone, wall + 24 * HOUR_MS);
  const early = wall - before;
  if (before === after || zoneOffsetMs(zone, early) === before) return early;
  const late = wall - after;
  return zoneOffsetMs(zone, late) === after ? late : early;
}

function openZone(zone: string): Zone {
  let open = zones.get(zone);
  if (open === undefined) {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    open = { format, offsets: new Map() };
    zones.set(zone, open);
  }
  return open;
}
