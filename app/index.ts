/** candlebench as a library: what `import ... from 'candlebench'` gives. */

export {
  type Catalog,
  type CatalogEntry,
  type CatalogQuery,
  EXPORT_FORMATS,
  type ExportFormat,
  exportCandles,
  exportFormatOf,
  FILE_FORMATS,
  type FileFormat,
  type LoadProgress,
  openCatalog,
  parseInterval,
  type QualityThresholds,
  REPAIRS,
  type Repair,
} from '#datasets';
export {
  CandlebenchError,
  type CandleSeries,
  ConfigError,
  type DataQuality,
  DatasetError,
  InvariantError,
  METRIC_NAMES,
  type MetricName,
  type MetricSet,
  type RunResult,
  type SignalAlignment,
  type SignalQuality,
  type StrategyCheck,
  type StrategyDefinition,
  StrategyError,
} from '#engine';
export type { StudyResult, TrialResult, ValidatedTrial } from '#optimizers/model';
export {
  above,
  adx,
  atr,
  below,
  bollinger,
  column,
  crossed,
  defineBacktest,
  defineStudy,
  donchian,
  ema,
  event,
  latch,
  macd,
  obv,
  param,
  roc,
  rsi,
  side,
  sma,
  stdev,
  stochastic,
  strategy,
  ta,
  vwap,
  wma,
} from './authoring.ts';
export { type BacktestOptions, type BacktestOutcome, backtest } from './backtest.ts';
export { catalogFolder } from './catalog/catalog-folder.ts';
export { findCandles, type NamedCandles, parseDatasetName } from './catalog/dataset-name.ts';
export { type ImportedDataset, type ImportOptions, type ImportOutcome, importData } from './catalog/import-data.ts';
export { type CheckOptions, type CheckOutcome, check } from './check.ts';
export { type CheckDataOptions, checkData, type DataCheck, type ResolveCandles } from './check-data.ts';
export type { BacktestConfig } from './config/backtest-schema.ts';
export type { StudyConfig } from './config/study-schema.ts';
export { inspect } from './data.ts';
export { type DemoOptions, type DemoOutcome, demo } from './demo.ts';
export { type DownloadOptions, type DownloadOutcome, type DownloadState, download } from './download.ts';
export { type BootstrapRequest, bootstrap, type MadeMarket, readMarketSpec, synthesize } from './make-market.ts';
export type { RunIdentity } from './prepare-run.ts';
export { report } from './report.ts';
export { type ResampleDataOptions, type ResampleOutcome, type ResampleTarget, resampleData } from './resample-data.ts';
export { writeJsonFile } from './run-folder/write-atomically.ts';
export type { RunFiles } from './run-folder/write-run-folder.ts';
export type { StudyFiles } from './study/study-folder.ts';
export { describeSpan } from './study/time-split.ts';
export { type SweepOptions, type SweepOutcomeReport, type SweepState, sweep } from './sweep.ts';
