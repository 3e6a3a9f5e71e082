import type { PipelineConfig, RunResult } from '#engine';
import { formatRate } from '../format/number.ts';

/** What the simulation took into account and what it left out, one sentence each. */
export interface Assumptions {
  readonly modelled: readonly string[];
  readonly missing: readonly string[];
  /** Limits that the config switched off. */
  readonly off: readonly string[];
}

const INTRABAR: Readonly<Record<PipelineConfig['execution']['intrabar'], string>> = {
  pessimistic: 'the stop is taken first',
  optimistic: 'the target is taken first',
  'ohlc-path': 'the extreme nearer to the open is taken first',
};

/** Derives the assumptions of a run from its settings. */
export function listAssumptions(result: RunResult): Assumptions {
  return {
    modelled: listModelled(result.config),
    missing: listMissing(result.config),
    off: listLimitsOff(result.config),
  };
}

function listModelled(config: PipelineConfig): string[] {
  const { costs, execution, metrics } = config;
  const wait = execution.latencyBars === 0 ? 'the next open' : `${execution.latencyBars} candles after the next open`;
  const maker = costs.maker === null ? '' : `, resting orders ${formatRate(costs.maker)}`;
  return [
    `Orders decided at a close fill at ${wait}, never on the candle that caused them.`,
    `Fees: ${formatRate(costs.taker)} of notional${maker}. Slippage: ${formatRate(costs.slippage)} of the price, always against us.`,
    `Where one candle touches stop and target, ${INTRABAR[execution.intrabar]} (${execution.intrabar}).`,
    'A level that the open has jumped fills at the open.',
    execution.targetFill === 'limit'
      ? 'A target fills only when it is traded through.'
      : 'A target fills when it is touched, with slippage.',
    execution.stopsFrom === 'fill'
      ? 'Stops and targets look at the entry candle too.'
      : 'Stops and targets look only at the candles after the entry.',
    execution.sizeAt === 'decision'
      ? 'Sizes are fixed at the decision; a fill can only shrink them to the cash there is.'
      : 'Sizes are resolved at the fill.',
    execution.closeAtEnd ? 'Open positions are closed at the end.' : 'Open positions are marked at the last close.',
    `Return figures use ${metrics.interval === 'day' ? 'UTC days' : 'candles'}.`,
  ];
}

function listMissing(config: PipelineConfig): string[] {
  const missing = [
    'Market impact: slippage is one fraction, whatever the size of the order.',
    'Volume: a fill may be larger than what was traded in its candle.',
    'The path inside a candle, beyond the rule above.',
    'Rejected orders, outages and delays of the venue.',
    'Interest on cash, taxes, deposits and withdrawals.',
    'The choice of symbols: what was delisted or never listed is not in the data.',
  ];
  if (config.account.type === 'margin') {
    missing.unshift('Funding, borrow fees, maintenance margin and liquidation of shorts and leverage.');
  }
  return missing;
}

function listLimitsOff(config: PipelineConfig): string[] {
  const { risk, rebalance } = config;
  const off: string[] = [];
  if (risk.maxRiskScore === null) off.push('risk score');
  if (risk.maxDailyTrades === null) off.push('orders a day');
  if (risk.maxPositionNotional === null && risk.maxPositionFraction === null) off.push('position size');
  if (risk.maxGrossLeverage === null) off.push('gross leverage');
  if (risk.maxNetLeverage === null) off.push('net leverage');
  if (risk.dailyLossLimit === null) off.push('daily loss');
  if (risk.maxDrawdown === null) off.push('drawdown halt');
  if (rebalance.coreShare > 0) {
    if (rebalance.maxCost === null) off.push('cost of one rebalance');
    if (rebalance.maxMonthlyCost === null) off.push('monthly cost of rebalancing');
  }
  return off;
}
