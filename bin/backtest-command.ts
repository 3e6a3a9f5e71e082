import { join } from 'node:path';
import { type BacktestOutcome, backtest, type SignalAlignment } from '#app';
import { formatMetric, metricLabel } from './format-metric.ts';
import type { CommonOptions } from './options.ts';
import { printJson, printLines } from './print.ts';
import { formatTable } from './text-table.ts';

/** `candlebench backtest CONFIG`. */
export async function backtestCommand(
  config: string,
  options: CommonOptions & { readonly report: boolean },
): Promise<void> {
  const outcome = await backtest(config, {
    ...(options.dataRoot === undefined ? {} : { dataRoot: options.dataRoot }),
    ...(options.catalog === undefined ? {} : { catalog: options.catalog }),
    out: options.out ?? ((name) => join('candlebench-out', name)),
    report: options.report,
  });
  if (options.json === true) printJson(toJson(outcome));
  else printLines(describeRun(outcome));
}

function toJson({ result, identity, fingerprint, quality, signals, files }: BacktestOutcome): object {
  const { name, symbols, intervalMs, from, to, warmupCandles, metrics, counters, refusals, silence, openTrades } =
    result;
  const span = { from, to, intervalMs, warmupCandles };
  return {
    name,
    symbols,
    span,
    fingerprint,
    identity,
    metrics,
    counters,
    refusals,
    openTrades,
    silence,
    quality,
    signals,
    files,
  };
}

/** A run in a screenful of text. */
export function describeRun({ result, identity, fingerprint, quality, signals, files }: BacktestOutcome): string[] {
  const { values, conventions, reasons } = result.metrics;
  const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
  const lines = [
    `${result.name}  ${result.symbols.join(', ')}  ${day(result.from)} to ${day(result.to)}`,
    `  ${result.counters.candles} candles, warm-up ${result.warmupCandles}; run ${identity.runId}, fingerprint ${fingerprint.slice(0, 16)}`,
    '',
    formatTable(Object.entries(values).map(([name, value]) => [metricLabel(name), formatMetric(name, value)])),
    '',
    `  Returns by ${conventions.interval}, ${conventions.periodsPerYear} a year, deviation with ddof 1, risk-free rate 0.`,
  ];
  const missing = Object.entries(reasons).map(([name, reason]) => `${metricLabel(name)}: ${reason}`);
  if (missing.length > 0) lines.push(`  No value: ${missing.join('; ')}`);
  if (result.silence !== null) lines.push('', `  ${result.silence}`);
  if (result.openTrades.length > 0) {
    const open = result.openTrades.map((trade) => `${trade.side} ${trade.symbol} (${trade.ledger})`).join(', ');
    lines.push('', `  Open at the end, marked at the last close: ${open}`);
  }
  if (result.refusals.length > 0) {
    const rows = result.refusals.map(({ stage, code, symbol, count }) => [`${stage} ${code}`, symbol, String(count)]);
    lines.push('', '  Refused', formatTable(rows, 4, 2));
  }
  for (const { symbol, warnings } of quality)
    for (const warning of warnings) lines.push(`  Data of ${symbol}: ${warning}`);
  for (const { id, alignments } of signals)
    for (const one of alignments) lines.push(`  Signals ${id} about ${describeAlignment(one)}`);
  if (files !== null)
    lines.push('', `  Records  ${files.folder}`, ...(files.report === null ? [] : [`  Report   ${files.report}`]));
  return lines;
}

function describeAlignment({ symbol, records, within, before, after, inGap, replaced }: SignalAlignment): string {
  return `${symbol}: ${records} records, ${within} within a candle, ${before} before, ${after} after, ${inGap} in gaps, ${replaced} replaced`;
}
