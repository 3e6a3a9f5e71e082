import type { Node, Output } from './node.ts';

/** How far a column looks back, in rows of the instrument's own candles. */
export interface Extent {
  /** Rows before the first value. */
  readonly length: number;
  /** Rows after which the start is forgotten. */
  readonly memory: number;
}

/** Own rows until the row of a higher interval with this index has closed, at the worst alignment. */
const toOwnRows = (row: number, ratio: number): number => ratio - 1 + (row + 1) * ratio - 1;

/**
 * Adds up what the operations of a graph declare.
 * @param outputs the columns that are used together: the longest counts
 * @param intervalMs interval of the instrument's own candles
 */
export function extentOf(outputs: readonly Output[], intervalMs: number): Extent {
  const known = new Map<Node, Extent>();

  function visit(node: Node): Extent {
    const cached = known.get(node);
    if (cached !== undefined) return cached;
    let length = 0;
    let memory = 0;
    for (const input of node.inputs) {
      const before = visit(input.node);
      length = Math.max(length, before.length);
      memory = Math.max(memory, before.memory);
    }
    const from = node.operation.kind === 'align' ? node.inputs[0].node.frame : null;
    const ratio = typeof from === 'number' ? from / intervalMs : null;
    const extent =
      ratio === null
        ? { length: length + node.operation.length, memory: memory + node.operation.memory }
        : { length: toOwnRows(length, ratio), memory: toOwnRows(memory, ratio) };
    known.set(node, extent);
    return extent;
  }

  const extents = outputs.map((output) => visit(output.node));
  return {
    length: Math.max(0, ...extents.map((extent) => extent.length)),
    memory: Math.max(0, ...extents.map((extent) => extent.memory)),
  };
}

/** All nodes that columns are computed from, inputs first, each once. */
export function nodesOf(outputs: readonly Output[]): readonly Node[] {
  const found = new Map<string, Node>();
  function visit(node: Node): void {
    if (found.has(node.key)) return;
    for (const input of node.inputs) visit(input.node);
    found.set(node.key, node);
  }
  for (const output of outputs) visit(output.node);
  return [...found.values()];
}
