export { type AdjustMode, type AdjustOptions, adjustSeries } from './adjust/adjust-series.ts';
export type { CorporateEvent } from './adjust/corporate-event.ts';
export { readEventsFile } from './adjust/events-file.ts';
export { readFactorFile } from './adjust/factor-file.ts';
export { type CorporateEvents, readCorporateEvents } from './adjust/read-corporate-events.ts';
export { type BootstrapMarket, type BootstrapOptions, bootstrapMarket } from './bootstrap/bootstrap-market.ts';
export { CALENDARS, findCalendar } from './calendar/find-calendar.ts';
export { guessCalendar } from './calendar/guess-calendar.ts';
export { CALENDAR_NAMES, type CalendarName, type Session, type SessionCalendar } from './calendar/session-calendar.ts';
export { findGaps, type Gap, type SessionGaps } from './calendar/session-gaps.ts';
export { sessionsBetween } from './calendar/session-walk.ts';
export { localToUtc, zoneOffsetMs } from './calendar/time-zone.ts';
export { type CandleColumns, createCandleSeries } from './candle-columns.ts';
export type { AddedCandles, CandleProvenance } from './catalog/add-candles.ts';
export { type Catalog, openCatalog } from './catalog/catalog.ts';
export type { CatalogEntry, CatalogQuery } from './catalog/catalog-entry.ts';
export { downloadJournalPath, normalizeInterval } from './catalog/catalog-layout.ts';
export type { CollectedGarbage } from './catalog/collect-garbage.ts';
export type { LoggedRepair } from './catalog/repair-log.ts';
export type { CatalogProblem, CatalogVerdict } from './catalog/verify-catalog.ts';
export { type CandleSource, measureQuality } from './checks/candle-quality.ts';
export { CHECK_NAMES, type CheckExample, type CheckFinding, type CheckName, type Severity } from './checks/finding.ts';
export { createScoreCard, type Grade, type GradedCheck, type ScoreCard } from './checks/score-card.ts';
export { type BrokenThreshold, findBrokenThresholds, type QualityThresholds } from './checks/thresholds.ts';
export { candlesOf, type DatasetDescription, describe, inspectCandles } from './describe.ts';
export { listExchanges, openCcxtMarket } from './download/ccxt-exchange.ts';
export {
  type DownloadAbout,
  type DownloadedCandles,
  type DownloadState,
  downloadCandles,
} from './download/download-candles.ts';
export { discardDownloadJournal } from './download/download-journal.ts';
export { parseSpanStart } from './download/download-span.ts';
export { formatCandlesCsv, writeCandlesCsv } from './export.ts';
export { EXPORT_FORMATS, type ExportFormat, exportCandles, exportFormatOf } from './export-candles.ts';
export { extendSeries } from './extend-series.ts';
export { parseIsoTime } from './formats/timestamp.ts';
export { FILE_FORMATS, type FileFormat } from './importers/importer.ts';
export { intersect } from './intersect.ts';
export { formatInterval, MONTH_MS, parseInterval } from './interval.ts';
export { type JoinedParts, joinParts, type SeriesPart } from './join-series.ts';
export {
  type LoadedCandles,
  type LoadOptions,
  type LoadProgress,
  loadCandles,
} from './load-candles.ts';
export { type PackedSeries, packSeries, unpackSeries } from './packed-series.ts';
export { REPAIRS, type Repair } from './repairs.ts';
export { type ResampledCandles, type ResampleOptions, resample, resampleInDetail } from './resample/resample.ts';
export { formatSignalsCsv } from './signals/export-signals.ts';
export { type LoadedSignals, loadSignals } from './signals/load-signals.ts';
export { type PackedSignals, packSignals, signalsUntil, unpackSignals } from './signals/packed-signals.ts';
export { sliceSeries } from './slice-series.ts';
export { createSyntheticMarket, type EdgeTruth, type SyntheticMarket } from './synthetic/synthetic-market.ts';
export { type SyntheticInput, type SyntheticSpec, syntheticSchema } from './synthetic/synthetic-schema.ts';
export { createSyntheticSignals, type SyntheticSignalSpec } from './synthetic/synthetic-signals.ts';
export { type PlainRecord, recordsToArrowTable, toArrowTable } from './tables/arrow-table.ts';
