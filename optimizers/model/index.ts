export type { ParamSpec, SearchSpace } from './search-space.ts';
export type { StudyResult, TimeSplit, ValidatedTrial } from './study-result.ts';
export type { ParamValue, ParamValues, Suggestion, TrialResult, TrialStatus } from './trial.ts';
