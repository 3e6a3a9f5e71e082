import { type CandleSeries, InvariantError } from '../model/index.ts';
import type { ColumnCache } from './column-cache.ts';
import type { Node, Output } from './node.ts';
import { alignInto, resample } from './resample.ts';

/** Computes columns of one series, each once, through a cache. */
export class ColumnEvaluator {
  readonly #series: CandleSeries;
  readonly #cache: ColumnCache;
  readonly #constants = new Map<number, Float64Array>();
  /** Evaluators of higher intervals, by interval. */
  readonly #higher = new Map<number, { readonly evaluator: ColumnEvaluator; readonly closed: Float64Array }>();

  constructor(series: CandleSeries, cache: ColumnCache) {
    this.#series = series;
    this.#cache = cache;
  }

  /** @returns one value per candle; one element where the column is a constant. The cache owns it: read only. */
  column(of: Output): Float64Array {
    return this.#outputs(of.node)[of.output];
  }

  #outputs(node: Node): readonly Float64Array[] {
    const { operation } = node;
    if (operation.kind === 'constant') return [this.#constant(operation.value)];
    if (operation.kind === 'candles') return [this.#series[operation.field]];
    const key = `${this.#series.id}|${node.key}`;
    const cached = this.#cache.get(key);
    if (cached !== undefined) return cached.columns;
    const columns = this.#compute(node);
    this.#cache.set(key, { columns, packed: null });
    return columns;
  }

  #compute(node: Node): readonly Float64Array[] {
    const { length, time } = this.#series;
    const { operation } = node;
    const out = Array.from({ length: operation.outputs }, () => new Float64Array(length));
    if (operation.kind === 'align') {
      const [input] = node.inputs;
      const { evaluator, closed } = this.#at(input.node.frame);
      alignInto(out[0], evaluator.column(input), closed, node.event);
      return out;
    }
    if (operation.kind === 'constant' || operation.kind === 'candles') {
      throw new InvariantError('leaf-computed', `Expected ${node.key} not to be computed.`);
    }
    const broadcasts = operation.kind === 'pointwise' || operation.broadcasts === true;
    const inputs = node.inputs.map((input) => {
      const values = this.column(input);
      return broadcasts || values.length === length ? values : new Float64Array(length).fill(values[0]);
    });
    operation.into(out, inputs, time);
    return out;
  }

  #constant(value: number): Float64Array {
    let column = this.#constants.get(value);
    if (column === undefined) {
      column = Float64Array.of(value);
      this.#constants.set(value, column);
    }
    return column;
  }

  #at(frame: number | null | undefined): { readonly evaluator: ColumnEvaluator; readonly closed: Float64Array } {
    if (typeof frame !== 'number')
      throw new InvariantError('no-frame', 'Expected an aligned column to have an interval.');
    const known = this.#higher.get(frame);
    if (known !== undefined) return known;
    const { series, closed } = this.#resampled(frame);
    const made = { evaluator: new ColumnEvaluator(series, this.#cache), closed };
    this.#higher.set(frame, made);
    return made;
  }

  #resampled(frame: number): { readonly series: CandleSeries; readonly closed: Float64Array } {
    const key = `${this.#series.id}|@${frame}`;
    const cached = this.#cache.get(key);
    if (cached !== undefined) {
      const [time, open, high, low, close, volume, closed] = cached.columns;
      const id = `${this.#series.id}@${frame}`;
      const { symbol } = this.#series;
      return {
        series: { symbol, intervalMs: frame, length: time.length, time, open, high, low, close, volume, id },
        closed,
      };
    }
    const made = resample(this.#series, frame);
    const { time, open, high, low, close, volume } = made.series;
    this.#cache.set(key, { columns: [time, open, high, low, close, volume, made.closed], packed: null });
    return made;
  }
}
