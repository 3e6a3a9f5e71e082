import { type Candle, InvariantError } from '../model/index.ts';
import type { BoundStrategy } from './bind-strategy.ts';
import { checkValidity, type EvaluateOptions, rangeError } from './evaluate-strategy.ts';
import type { CandleField, Node, Output } from './node.ts';
import { packInto } from './pack-signals.ts';
import { Resampler } from './resample.ts';

/** What a strategy says at the close of one candle. */
export interface StreamedSignal {
  /** Packed signal (packSignal), 0 for no opinion. */
  readonly packed: number;
  /** Distances from the entry price in price units, NaN for none. */
  readonly stop: number;
  readonly target: number;
}

/** A strategy candle by candle; bit for bit what the columns say. */
export interface StrategyStream {
  next(candle: Candle): StreamedSignal;
}

/** Values of the newest row: one array of one element per output. */
type Slots = readonly Float64Array[];
type Step = (time: number) => void;

/** The nodes of one interval, in an order in which inputs come first. */
class FrameSteps {
  private readonly steps: Step[] = [];
  private readonly fields: { readonly field: CandleField; readonly slot: Float64Array }[] = [];

  add(node: Node, out: Slots, inputs: Slots): void {
    const { operation } = node;
    if (operation.kind === 'candles') this.fields.push({ field: operation.field, slot: out[0] });
    else if (operation.kind === 'pointwise') {
      const time = new Float64Array(1);
      this.steps.push(() => operation.into(out, inputs, time));
    } else if (operation.kind === 'stateful') {
      const next = operation.createNext();
      this.steps.push((time) => next(inputs, out, time));
    } else throw new InvariantError('leaf-computed', `Expected ${node.key} not to be a step.`);
  }

  next(candle: Candle): void {
    for (const { field, slot } of this.fields) slot[0] = candle[field];
    for (const step of this.steps) step(candle.time);
  }
}

/** A column of a higher interval as own candles see it. */
class Aligned {
  private readonly from: Float64Array;
  private readonly shown: Float64Array;
  private readonly event: boolean;
  private closedNow = false;

  constructor(from: Float64Array, shown: Float64Array, event: boolean) {
    this.from = from;
    this.shown = shown;
    this.event = event;
    shown[0] = Number.NaN;
  }

  /** A new own candle: what happened at an earlier close is over. */
  begin(closedBefore: boolean): void {
    this.closedNow = false;
    if (this.event && closedBefore) this.shown[0] = 0;
  }

  /** A candle of the higher interval has closed. */
  close(): void {
    const value = this.from[0];
    const keep = this.event && this.closedNow && this.shown[0] === 1;
    if (!keep) this.shown[0] = value;
    this.closedNow = true;
  }
}

class HigherInterval {
  readonly steps = new FrameSteps();
  readonly aligned: Aligned[] = [];
  private readonly resampler: Resampler;
  private closed = false;

  constructor(intervalMs: number, ownMs: number) {
    this.resampler = new Resampler(intervalMs, ownMs, (time, open, high, low, close, volume) => {
      this.steps.next({ time, open, high, low, close, volume });
      for (const aligned of this.aligned) aligned.close();
      this.closed = true;
    });
  }

  next(candle: Candle): void {
    for (const aligned of this.aligned) aligned.begin(this.closed);
    this.resampler.next(candle);
  }
}

/** The running form of a graph: every node once, whichever columns share it. */
class StreamPlan {
  private readonly own = new FrameSteps();
  private readonly higher = new Map<number, HigherInterval>();
  private readonly slots = new Map<string, Slots>();
  private readonly ownMs: number;

  constructor(ownMs: number) {
    this.ownMs = ownMs;
  }

  /** @returns where the newest value of a column will stand */
  slot(of: Output): Float64Array {
    return this.slotsOf(of.node)[of.output];
  }

  next(candle: Candle): void {
    for (const higher of this.higher.values()) higher.next(candle);
    this.own.next(candle);
  }

  private slotsOf(node: Node): Slots {
    const known = this.slots.get(node.key);
    if (known !== undefined) return known;
    const inputs = node.inputs.map((input) => this.slot(input));
    const { operation, frame } = node;
    const out = Array.from({ length: operation.outputs }, () => new Float64Array(1));
    this.slots.set(node.key, out);
    if (operation.kind === 'constant') out[0][0] = operation.value;
    else if (operation.kind === 'align') {
      const aligned = new Aligned(inputs[0], out[0], node.event);
      this.at(node.inputs[0].node.frame).aligned.push(aligned);
    } else if (typeof frame === 'number') this.at(frame).steps.add(node, out, inputs);
    else this.own.add(node, out, inputs);
    return out;
  }

  private at(frame: number | null | undefined): HigherInterval {
    if (typeof frame !== 'number')
      throw new InvariantError('no-frame', 'Expected an aligned column to have an interval.');
    let higher = this.higher.get(frame);
    if (higher === undefined) {
      higher = new HigherInterval(frame, this.ownMs);
      this.higher.set(frame, higher);
    }
    return higher;
  }
}

/**
 * Runs a strategy candle by candle, as paper and live do.
 * @param meta the instrument and its interval in ms
 * @throws {StrategyError} from `next`, on a strength or confidence out of range, or a custom column that gives no number
 */
export function createStrategyStream(
  bound: BoundStrategy,
  meta: { readonly symbol: string; readonly intervalMs: number },
  options: EvaluateOptions = {},
): StrategyStream {
  const validity = checkValidity(options.validity ?? 1);
  const plan = new StreamPlan(meta.intervalMs);
  const { signal, stop, target } = bound.graph;
  const direction = plan.slot(signal.direction);
  const strength = plan.slot(signal.strength);
  const confidence = plan.slot(signal.confidence);
  const none = Float64Array.of(Number.NaN);
  const stopSlot = stop === null ? none : plan.slot(stop);
  const targetSlot = target === null ? none : plan.slot(target);
  const packed = new Int32Array(1);
  let last = 0;
  let left = 0;

  return {
    next(candle) {
      plan.next(candle);
      if (packInto(packed, direction, strength, confidence, signal.zero) >= 0) {
        throw rangeError(bound.definition.name, strength[0], confidence[0], candle.time);
      }
      if (packed[0] !== 0) {
        last = packed[0];
        left = validity;
      }
      const alive = left > 0 ? last : 0;
      left -= 1;
      return { packed: alive, stop: stopSlot[0], target: targetSlot[0] };
    },
  };
}
