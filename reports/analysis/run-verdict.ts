import type { CandleSeries, DataQuality, RefusalCount, RunResult } from '#engine';
import { formatCount, formatMoney, formatNumber, formatPercent, formatPlural } from '../format/number.ts';
import { formatSpan, YEAR_MS } from '../format/time.ts';
import { countLargeFills, LARGE_SHARE } from './volume-share.ts';

export type Tone = 'good' | 'bad' | 'neutral';

/** What a run came to, in words that hold. */
export interface Verdict {
  readonly tone: Tone;
  readonly headline: string;
  readonly sentence: string;
  /** What speaks against reading too much into it, one sentence each, gravest first. */
  readonly warnings: readonly string[];
}

/** Fewer closed trades than this say nothing about skill. */
const FEW_TRADES = 30;
/** Share of candles missing in the data that is worth a warning. */
const MANY_MISSING = 0.005;
/** Number of best trades that a result should not hang on. */
const BEST_TRADES = 5;

/**
 * Sums up a run: net result against buy and hold, drawdown, number of trades, and what weakens them.
 * @param result the run
 * @param candles its candles, for the share of volume that fills took
 * @param quality what the readers of the data found
 */
export function judgeRun(
  result: RunResult,
  candles: readonly CandleSeries[],
  quality: readonly DataQuality[],
): Verdict {
  const { values } = result.metrics;
  const warnings = [
    ...warnAboutTrades(result),
    ...warnAboutCosts(result),
    ...warnAboutFills(result, candles),
    ...warnAboutData(quality),
  ];
  if (result.silence !== null || values.totalReturn === null) {
    return {
      tone: 'neutral',
      headline: result.silence === null ? 'No result could be computed' : 'Nothing traded',
      sentence: result.silence ?? result.metrics.reasons.totalReturn ?? 'The net return is not known.',
      warnings,
    };
  }
  const net = values.totalReturn;
  const hold = values.benchmarkReturn;
  const points = hold === null ? null : (net - hold) * 100;
  const against =
    points === null
      ? ''
      : Math.abs(points) < 0.05
        ? ', level with buy and hold'
        : `, ${formatNumber(Math.abs(points), { digits: 1 })} points ${points > 0 ? 'ahead of' : 'behind'} buy and hold`;
  const verb = net > 0 ? 'Made' : net < 0 ? 'Lost' : 'Returned';
  return {
    tone: net < 0 ? 'bad' : points === null || points >= 0 ? 'good' : 'neutral',
    headline: `${verb} ${formatPercent(Math.abs(net))} net${against}`,
    sentence: describe(result),
    warnings,
  };
}

function describe(result: RunResult): string {
  const { values } = result.metrics;
  const span = formatSpan(result.to - result.from);
  const hold =
    values.benchmarkReturn === null
      ? ''
      : `, against ${formatPercent(values.benchmarkReturn, { sign: true })} for buying and holding the same symbols`;
  const held =
    values.benchmarkMaxDrawdown === null ? '' : ` (buy and hold: ${formatPercent(values.benchmarkMaxDrawdown)})`;
  const fall =
    values.maxDrawdown === null ? '' : ` The worst drawdown was ${formatPercent(values.maxDrawdown)}${held}.`;
  const open = result.openTrades.length;
  const stillOpen = open > 0 ? ` and ${formatCount(open)} still open` : '';
  return (
    `${formatPercent(values.totalReturn, { sign: true })} after fees and slippage over ${span}${hold}.${fall}` +
    ` ${formatPlural(result.trades.length, 'closed trade')}${stillOpen}.`
  );
}

/** Refusals that let nothing through; what was only made smaller is not among them. */
export function countRefused(refusals: readonly RefusalCount[]): number {
  return refusals.reduce((sum, { stage, count }) => (stage === 'reduced' ? sum : sum + count), 0);
}

function warnAboutTrades(result: RunResult): string[] {
  const warnings: string[] = [];
  const { trades, openTrades, counters, refusals } = result;
  if (result.silence === null && trades.length < FEW_TRADES) {
    const closed = trades.length === 1 ? '1 closed trade is' : `${formatCount(trades.length)} closed trades are`;
    warnings.push(`${closed} too few to tell skill from luck; ${FEW_TRADES} is a bare minimum.`);
  }
  if (result.to - result.from < YEAR_MS) {
    warnings.push(
      `The run covers ${formatSpan(result.to - result.from)}: less than a year shows one mood of the market.`,
    );
  }
  const pnl = trades.map((trade) => trade.pnl).sort((a, b) => b - a);
  const total = pnl.reduce((sum, value) => sum + value, 0);
  const best = pnl.slice(0, BEST_TRADES).reduce((sum, value) => sum + value, 0);
  if (pnl.length > BEST_TRADES * 4 && total > 0 && best > total) {
    warnings.push(
      `Without its ${BEST_TRADES} best trades, the closed trades would have lost ${formatMoney(best - total)}.`,
    );
  }
  const refused = countRefused(refusals);
  if (refused > counters.ordersSubmitted && refused > 0) {
    warnings.push(
      `More was refused (${formatCount(refused)}) than ordered (${formatCount(counters.ordersSubmitted)}): the limits shape this result more than the signals.`,
    );
  }
  if (counters.halts > 0)
    warnings.push(`Trading was halted ${formatPlural(counters.halts, 'time')} by the loss limits.`);
  const unrealised = openTrades.reduce((sum, trade) => sum + trade.unrealised, 0);
  const profit = (result.metrics.values.totalReturn ?? 0) * result.config.account.cash;
  if (Math.abs(unrealised) > Math.abs(profit) / 4 && unrealised !== 0) {
    warnings.push(
      `${formatMoney(unrealised, { sign: true })} of the result is unrealised, in positions still open at the end.`,
    );
  }
  return warnings;
}

function warnAboutCosts(result: RunResult): string[] {
  const { feesPaid, slippagePaid, totalReturn } = result.metrics.values;
  if (result.fills.length === 0) return [];
  const { taker, slippage } = result.config.costs;
  if (taker === 0 && slippage === 0) return ['Neither fees nor slippage were charged.'];
  const costs = (feesPaid ?? 0) + (slippagePaid ?? 0);
  const net = (totalReturn ?? 0) * result.config.account.cash;
  const before = net + costs;
  if (before > 0 && net <= 0)
    return [`Costs of ${formatMoney(costs)} turned a gain of ${formatMoney(before)} into a loss.`];
  if (before > 0 && costs > before / 2) {
    return [
      `Costs took ${formatPercent(costs / before, { digits: 0 })} of the gain before costs: small changes in fees decide this result.`,
    ];
  }
  return [];
}

function warnAboutFills(result: RunResult, candles: readonly CandleSeries[]): string[] {
  const warnings: string[] = [];
  const large = countLargeFills(result.fills, candles);
  if (large > 0) {
    const share = formatPercent(LARGE_SHARE);
    warnings.push(
      `${formatCount(large)} of ${formatPlural(result.fills.length, 'fill')} took more than ${share} of the candle's volume, which would have moved the price.`,
    );
  }
  const { ambiguousCandles } = result.counters;
  if (ambiguousCandles > result.trades.length / 20 && ambiguousCandles > 0) {
    warnings.push(
      `In ${formatPlural(ambiguousCandles, 'candle')} stop and target were both touched; which came first is a convention (${result.config.execution.intrabar}).`,
    );
  }
  if (result.config.execution.sizeAt === 'fill' && result.fills.length > 0) {
    warnings.push('Orders were sized at their fill price, which no live venue can do.');
  }
  return warnings;
}

function warnAboutData(quality: readonly DataQuality[]): string[] {
  const warnings: string[] = [];
  for (const data of quality) {
    if (data.missing > data.rows * MANY_MISSING) {
      warnings.push(
        `${data.symbol}: ${formatPlural(data.missing, 'candle')} missing in ${formatPlural(data.gaps, 'gap')}, the longest ${formatCount(data.longestGap)}.`,
      );
    }
    if (data.outside > 0)
      warnings.push(`${data.symbol}: ${formatPlural(data.outside, 'candle')} with an open or close outside its range.`);
  }
  return warnings;
}
