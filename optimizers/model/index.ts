export { checkSpec, createSearchSpace } from './create-search-space.ts';
export {
  bestTrial,
  compareTrials,
  type Direction,
  describeConstraint,
  judgeMetrics,
  type MetricConstraint,
  type Objective,
  totalViolation,
  violationOf,
} from './objective.ts';
export { levelCount, levelOfValue, valueOfLevel } from './param-levels.ts';
export { paramsKey } from './params-key.ts';
export type { ParamSpec, SearchSpace } from './search-space.ts';
export { decodeParamEntry, decodeSpace, type ParamEntry, paramEntrySchema } from './space-schema.ts';
export type { StudyResult, TimeSplit, ValidatedTrial } from './study-result.ts';
export {
  objectiveSchema,
  type SamplerKind,
  type SamplerSpec,
  type SplitSpec,
  samplerSchema,
  splitSchema,
} from './study-schema.ts';
export type { ParamValue, ParamValues, Suggestion, TrialOutcome, TrialResult, TrialStatus } from './trial.ts';
export { decodePoint, encodeInto, fromUnit, levelPosition, toUnit, unitOfLevel } from './unit-cube.ts';
