export { type CostBudget, CostOptimizer, fundBuys } from './cost-optimizer.ts';
export { type DriftBands, DriftMonitor } from './drift-monitor.ts';
export { RebalanceExecutor, type RebalanceRules } from './rebalance-executor.ts';
export { type TriggerRule, timerSteps } from './rebalance-trigger.ts';
export { type AllocatorRule, TargetAllocator } from './target-allocator.ts';
