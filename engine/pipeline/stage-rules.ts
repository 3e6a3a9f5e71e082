/**
 * The settings each stage runs by, taken out of the config once per run.
 * Written out name by name: the engine's inner calls read them, and objects of one shape are what makes reading quick;
 * decoded configs come in many.
 */
import type { DecisionRules, SizingRule } from '../decision/index.ts';
import type { ExecutionRules } from '../execution/index.ts';
import type { RebalanceRules } from '../rebalancing/index.ts';
import type { HaltRules, StopRules, ValidatorRules } from '../risk/index.ts';
import type { PipelineConfig } from './config-schema.ts';

export function decisionRules({ decision, account }: PipelineConfig, shorts: boolean): DecisionRules {
  return {
    entry: decision.entry,
    onNoSignal: decision.onNoSignal,
    onOpposite: decision.onOpposite ?? (account.type === 'spot' ? 'flat' : 'reverse'),
    shorts,
  };
}

export function executionRules({ execution, costs, account }: PipelineConfig): ExecutionRules {
  return {
    sizeAt: execution.sizeAt,
    latencyBars: execution.latencyBars,
    taker: costs.taker,
    maker: costs.maker ?? costs.taker,
    slippage: costs.slippage,
    spot: account.type === 'spot',
  };
}

export function stopRules({ execution }: PipelineConfig): StopRules {
  return { intrabar: execution.intrabar, targetFill: execution.targetFill };
}

export function haltRules({ risk }: PipelineConfig): HaltRules {
  return {
    dailyLossLimit: risk.dailyLossLimit,
    maxDrawdown: risk.maxDrawdown,
    resumeAfterDays: risk.resumeAfterDays,
  };
}

export function validatorRules({ risk }: PipelineConfig): ValidatorRules {
  return {
    maxRiskScore: risk.maxRiskScore,
    maxDailyTrades: risk.maxDailyTrades,
    maxPositionNotional: risk.maxPositionNotional,
    maxPositionFraction: risk.maxPositionFraction,
    maxGrossLeverage: risk.maxGrossLeverage,
    maxNetLeverage: risk.maxNetLeverage,
  };
}

export function rebalanceRules({ rebalance }: PipelineConfig): RebalanceRules {
  return {
    coreShare: rebalance.coreShare,
    allocator: rebalance.allocator,
    trigger: rebalance.trigger,
    band: rebalance.band,
    relativeBand: rebalance.relativeBand,
    alertAt: rebalance.alertAt,
    deadBand: rebalance.deadBand,
    tradeTo: rebalance.tradeTo,
    maxCost: rebalance.maxCost,
    maxMonthlyCost: rebalance.maxMonthlyCost,
  };
}

/** How decisions turn into sizes. */
export interface SizingSettings {
  readonly sizing: SizingRule;
  readonly resizeBand: number;
  readonly scaled: boolean;
  readonly maxRiskScore: number | null;
  /** Sizes are resolved at the fill. */
  readonly atFill: boolean;
  readonly taker: number;
  readonly slippage: number;
  /** Part of equity that decisions may use. */
  readonly share: number;
}

export function sizingSettings({ decision, risk, execution, costs, rebalance }: PipelineConfig): SizingSettings {
  return {
    sizing: decision.sizing,
    resizeBand: decision.resizeBand,
    scaled: decision.riskScore === 'scaled',
    maxRiskScore: risk.maxRiskScore,
    atFill: execution.sizeAt === 'fill',
    taker: costs.taker,
    slippage: costs.slippage,
    share: 1 - rebalance.coreShare,
  };
}
