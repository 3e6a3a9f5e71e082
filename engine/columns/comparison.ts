/**
 * Kernels of conditions: 1 true, 0 false, NaN unknown. Numbers that differ by less than EQUAL of their size are equal,
 * so that rounding never decides. An input of one element is a constant.
 */
import { EQUAL } from './arithmetic.ts';
import type { Next } from './node.ts';

const maskOf = (x: Float64Array): number => (x.length === 1 ? 0 : -1);

/**
 * 1 where a is above b by more than rounding, else 0, also where either is missing.
 * Without a branch, here and below: which way a market goes is what no processor predicts.
 */
function aboveBit(a: number, b: number): number {
  return Number(a - b > EQUAL * Math.max(Math.abs(a), Math.abs(b)));
}

/** 0 where both are known, NaN where either is missing: added to a result, it makes that unknown. */
function unknown(a: number, b: number): number {
  const apart = a - b;
  return apart - apart;
}

export function aboveInto(out: Float64Array, a: Float64Array, b: Float64Array): void {
  if (a.length > 1 && b.length === 1) {
    aboveLevelInto(out, a, b[0]);
    return;
  }
  if (a.length === 1 && b.length > 1) {
    belowLevelInto(out, b, a[0]);
    return;
  }
  const stepA = maskOf(a);
  const stepB = maskOf(b);
  for (let i = 0; i < out.length; i += 1) {
    const x = a[i & stepA];
    const y = b[i & stepB];
    out[i] = aboveBit(x, y) + unknown(x, y);
  }
}

/** A level is what most conditions compare with: nothing of it is loaded or computed again. */
function aboveLevelInto(out: Float64Array, a: Float64Array, level: number): void {
  const size = Math.abs(level);
  for (let i = 0; i < out.length; i += 1) {
    const apart = a[i] - level;
    out[i] = Number(apart > EQUAL * Math.max(Math.abs(a[i]), size)) + (apart - apart);
  }
}

function belowLevelInto(out: Float64Array, a: Float64Array, level: number): void {
  const size = Math.abs(level);
  for (let i = 0; i < out.length; i += 1) {
    const apart = level - a[i];
    out[i] = Number(apart > EQUAL * Math.max(Math.abs(a[i]), size)) + (apart - apart);
  }
}

/** Above, or equal. */
export function atLeastInto(out: Float64Array, a: Float64Array, b: Float64Array): void {
  const stepA = maskOf(a);
  const stepB = maskOf(b);
  for (let i = 0; i < out.length; i += 1) {
    const x = a[i & stepA];
    const y = b[i & stepB];
    out[i] = 1 - aboveBit(y, x) + unknown(x, y);
  }
}

/** False as soon as one is false, even if the other is unknown. */
export function andInto(out: Float64Array, a: Float64Array, b: Float64Array): void {
  const stepA = maskOf(a);
  const stepB = maskOf(b);
  for (let i = 0; i < out.length; i += 1) {
    const x = a[i & stepA];
    const y = b[i & stepB];
    out[i] = x === 0 || y === 0 ? 0 : x + y === 2 ? 1 : Number.NaN;
  }
}

/** True as soon as one is true, even if the other is unknown. */
export function orInto(out: Float64Array, a: Float64Array, b: Float64Array): void {
  const stepA = maskOf(a);
  const stepB = maskOf(b);
  for (let i = 0; i < out.length; i += 1) {
    const x = a[i & stepA];
    const y = b[i & stepB];
    out[i] = x === 1 || y === 1 ? 1 : x + y === 0 ? 0 : Number.NaN;
  }
}

export function notInto(out: Float64Array, a: Float64Array): void {
  const stepA = maskOf(a);
  for (let i = 0; i < out.length; i += 1) out[i] = 1 - a[i & stepA];
}

/** Which way a crosses b. */
export type CrossWay = 'up' | 'down' | 'any';

/** 1 where a is above b, -1 where it is below, 0 where they count as equal. */
export function compareInto(out: Float64Array, a: Float64Array, b: Float64Array): void {
  const stepA = maskOf(a);
  const stepB = maskOf(b);
  for (let i = 0; i < out.length; i += 1) {
    const x = a[i & stepA];
    const y = b[i & stepB];
    out[i] = aboveBit(x, y) - aboveBit(y, x) + unknown(x, y);
  }
}

/** 1 where a comparison goes up (not above before, above now) or down, 0 where not; NaN unless both rows are known. */
function crossing(before: number, now: number, up: number, down: number): number {
  const rises = up & Number(now > 0) & Number(before <= 0);
  const falls = down & Number(now < 0) & Number(before >= 0);
  return (rises | falls) + (now - now) + (before - before);
}

/** Crossings of what compareInto gives. */
export function crossedInto(out: Float64Array, compared: Float64Array, way: CrossWay): void {
  const up = Number(way !== 'down');
  const down = Number(way !== 'up');
  let before = Number.NaN;
  for (let i = 0; i < out.length; i += 1) {
    const now = compared[i];
    out[i] = crossing(before, now, up, down);
    before = now;
  }
}

export function createCrossedNext(way: CrossWay): Next {
  const up = Number(way !== 'down');
  const down = Number(way !== 'up');
  let before = Number.NaN;
  return ([compared], [out]) => {
    out[0] = crossing(before, compared[0], up, down);
    before = compared[0];
  };
}

/** 1, -1 or 0 as the last of long, short and flat said (flat before short before long); NaN before the first. */
function latched(state: number, long: number, short: number, flat: number): number {
  return flat === 1 ? 0 : short === 1 ? -1 : long === 1 ? 1 : state;
}

export function latchInto(out: Float64Array, long: Float64Array, short: Float64Array, flat: Float64Array): void {
  const stepLong = maskOf(long);
  const stepShort = maskOf(short);
  const stepFlat = maskOf(flat);
  let state = Number.NaN;
  for (let i = 0; i < out.length; i += 1) {
    state = latched(state, long[i & stepLong], short[i & stepShort], flat[i & stepFlat]);
    out[i] = state;
  }
}

export function createLatchNext(): Next {
  let state = Number.NaN;
  return ([long, short, flat], [out]) => {
    state = latched(state, long[0], short[0], flat[0]);
    out[0] = state;
  };
}

/** 1 where it is time to buy, -1 to sell, else 0; where both, `both` decides. Unknown conditions say nothing. */
export function eventInto(out: Float64Array, buy: Float64Array, sell: Float64Array, both: number): void {
  const stepBuy = maskOf(buy);
  const stepSell = maskOf(sell);
  for (let i = 0; i < out.length; i += 1) {
    const buys = Number(buy[i & stepBuy] === 1);
    const sells = Number(sell[i & stepSell] === 1);
    out[i] = buys - sells + (buys & sells) * both;
  }
}
