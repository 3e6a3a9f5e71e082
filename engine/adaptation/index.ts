export {
  type AdaptationOptions,
  MarketRegimeDetector,
  type RegimeOptions,
  regimeColumn,
} from './market-regime-detector.ts';
export { TrendAnalyzer, type TrendColumns, type TrendOptions, trendColumns } from './trend-analyzer.ts';
export { VolatilityAdapter, type VolatilityOptions, volatilityColumn } from './volatility-adapter.ts';
