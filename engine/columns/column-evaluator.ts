import { type CandleSeries, InvariantError } from '../model/index.ts';
import type { ColumnCache } from './column-cache.ts';
import type { Node, Output, PointwiseOperation } from './node.ts';
import { alignInto, resample } from './resample.ts';

/** Rows that conditions are computed for at a time, so that what lies between a condition and its parts stays near. */
const BLOCK = 2048;

/** Values of a column in rows [from, to), until the next call; one element where the column is a constant. */
type BlockReader = (from: number, to: number) => Float64Array;

/**
 * Computes columns of one series, each once, through a cache. What is computed row by row from other columns, as
 * conditions are, is only kept where somebody asks for the whole column: in between it lives for a block of rows.
 */
export class ColumnEvaluator {
  private readonly series: CandleSeries;
  private readonly cache: ColumnCache;
  private readonly constants = new Map<number, Float64Array>();
  /** Evaluators of higher intervals, by interval. */
  private readonly higher = new Map<number, { readonly evaluator: ColumnEvaluator; readonly closed: Float64Array }>();

  constructor(series: CandleSeries, cache: ColumnCache) {
    this.series = series;
    this.cache = cache;
  }

  /** @returns one value per candle; one element where the column is a constant. The cache owns it: read only. */
  column(of: Output): Float64Array {
    return this.outputs(of.node)[of.output];
  }

  /**
   * Reads a column from its first row to its last, without keeping it.
   * @param visit gets the values of rows from, from + 1 ..., which hold until it returns
   */
  forEachBlock(of: Output, visit: (values: Float64Array, from: number, to: number) => void): void {
    const read = this.reader(of, new Map());
    const { length } = this.series;
    for (let from = 0; from < length; from += BLOCK) {
      const to = Math.min(length, from + BLOCK);
      visit(read(from, to), from, to);
    }
  }

  private reader(of: Output, readers: Map<Node, BlockReader>): BlockReader {
    const { node } = of;
    const known = readers.get(node);
    if (known !== undefined) return known;
    const reader =
      node.operation.kind === 'pointwise' &&
      node.operation.outputs === 1 &&
      this.cache.get(this.keyOf(node)) === undefined
        ? this.computing(node, node.operation, readers)
        : slicing(this.column(of));
    // Columns of several outputs are read by output, not by node.
    if (node.operation.outputs === 1) readers.set(node, reader);
    return reader;
  }

  private computing(node: Node, operation: PointwiseOperation, readers: Map<Node, BlockReader>): BlockReader {
    const inputs = node.inputs.map((input) => this.reader(input, readers));
    const scratch = new Float64Array(Math.min(BLOCK, this.series.length));
    const { time } = this.series;
    let [start, values] = [-1, scratch];
    return (from, to) => {
      // Two conditions may share a part: within a block it is computed once.
      if (from === start) return values;
      start = from;
      values = scratch.subarray(0, to - from);
      const read = inputs.map((input) => input(from, to));
      operation.into([values], read, time.subarray(from, to));
      return values;
    };
  }

  private keyOf(node: Node): string {
    return `${this.series.id}|${node.key}`;
  }

  private outputs(node: Node): readonly Float64Array[] {
    const { operation } = node;
    if (operation.kind === 'constant') return [this.constant(operation.value)];
    if (operation.kind === 'candles') return [this.series[operation.field]];
    const key = this.keyOf(node);
    const cached = this.cache.get(key);
    if (cached !== undefined) return cached.columns;
    const columns = this.compute(node);
    this.cache.set(key, { columns, packed: null });
    return columns;
  }

  private compute(node: Node): readonly Float64Array[] {
    const { length, time } = this.series;
    const { operation } = node;
    const out = Array.from({ length: operation.outputs }, () => new Float64Array(length));
    if (operation.kind === 'align') {
      const [input] = node.inputs;
      const { evaluator, closed } = this.at(input.node.frame);
      alignInto(out[0], evaluator.column(input), closed, node.event);
      return out;
    }
    if (operation.kind === 'constant' || operation.kind === 'candles') {
      throw new InvariantError('leaf-computed', `Expected ${node.key} not to be computed.`);
    }
    if (operation.kind === 'pointwise' && operation.outputs === 1) {
      const read = this.computing(node, operation, new Map());
      for (let from = 0; from < length; from += BLOCK) out[0].set(read(from, Math.min(length, from + BLOCK)), from);
      return out;
    }
    const broadcasts = operation.kind === 'pointwise' || operation.broadcasts === true;
    const inputs = node.inputs.map((input) => {
      const values = this.column(input);
      return broadcasts || values.length === length ? values : new Float64Array(length).fill(values[0]);
    });
    operation.into(out, inputs, time);
    return out;
  }

  private constant(value: number): Float64Array {
    let column = this.constants.get(value);
    if (column === undefined) {
      column = Float64Array.of(value);
      this.constants.set(value, column);
    }
    return column;
  }

  private at(frame: number | null | undefined): { readonly evaluator: ColumnEvaluator; readonly closed: Float64Array } {
    if (typeof frame !== 'number')
      throw new InvariantError('no-frame', 'Expected an aligned column to have an interval.');
    const known = this.higher.get(frame);
    if (known !== undefined) return known;
    const { series, closed } = this.resampled(frame);
    const made = { evaluator: new ColumnEvaluator(series, this.cache), closed };
    this.higher.set(frame, made);
    return made;
  }

  private resampled(frame: number): { readonly series: CandleSeries; readonly closed: Float64Array } {
    const key = `${this.series.id}|@${frame}`;
    const cached = this.cache.get(key);
    if (cached !== undefined) {
      const [time, open, high, low, close, volume, closed] = cached.columns;
      const id = `${this.series.id}@${frame}`;
      const { symbol } = this.series;
      return {
        series: { symbol, intervalMs: frame, length: time.length, time, open, high, low, close, volume, id },
        closed,
      };
    }
    const made = resample(this.series, frame);
    const { time, open, high, low, close, volume } = made.series;
    this.cache.set(key, { columns: [time, open, high, low, close, volume, made.closed], packed: null });
    return made;
  }
}

function slicing(values: Float64Array): BlockReader {
  return values.length === 1 ? () => values : (from, to) => values.subarray(from, to);
}
