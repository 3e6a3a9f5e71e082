import { type DatasetDescription, inspectCandles } from '#datasets';

/** Describes candle files: identity, span, gaps, quality, first and last rows. */
export async function inspect(paths: readonly string[]): Promise<DatasetDescription[]> {
  const described: DatasetDescription[] = [];
  for (const path of paths) described.push(await inspectCandles(path));
  return described;
}
