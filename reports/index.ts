export type { ReportIdentity, StrategyIdentity, StudyIdentity } from './identity.ts';
export { type RunReportInput, renderRunReport } from './pages/run-report.ts';
export { renderStudyReport, type StudyReportInput } from './pages/study-report.ts';
