import type { ParamSpec, ParamValue, StudyResult } from '#optimizers/model';

/** A trial as the script shows it. */
export interface PackedTrial {
  readonly index: number;
  readonly status: string;
  readonly value: number | null;
  /** In the order of the space. */
  readonly params: readonly (ParamValue | null)[];
  readonly reason: string;
}

/** What the script of a study report finds in the page. */
export interface StudyPayload {
  readonly metric: string;
  readonly direction: 'max' | 'min';
  readonly space: readonly ParamSpec[];
  /** Names of the parameters that the heat map begins with. */
  readonly first: readonly string[];
  readonly trials: readonly PackedTrial[];
}

const short = (value: ParamValue | undefined): ParamValue | null =>
  typeof value === 'number' ? Number(value.toPrecision(8)) : (value ?? null);

/** Packs what the hover cards and the heat map of a study need. */
export function packStudy(study: StudyResult, first: readonly string[]): StudyPayload {
  return {
    metric: study.objective.metric,
    direction: study.objective.direction,
    space: study.space,
    first,
    trials: study.trials.map(({ index, status, value, params, reason }) => ({
      index,
      status,
      value: value === null ? null : Number(value.toPrecision(8)),
      params: study.space.map((spec) => short(params[spec.name])),
      reason,
    })),
  };
}
