export { type AlignedSignals, alignSignals } from './recorded-alignment.ts';
export { alignmentOf, evaluateRecorded, type RecordedEntry } from './recorded-source.ts';
export {
  actingDirection,
  type CombinedColumn,
  type CombinedSignal,
  combinedSignalAt,
  confidenceAt,
  meanStrengthAt,
  netScores,
  sumSources,
} from './signal-combiner.ts';
export { findSignalRuns, type SignalRuns } from './signal-runs.ts';
export { type ManagedStrategy, StrategyManager } from './strategy-manager.ts';
