import { join } from 'node:path';
import type { DataQuality } from '#engine';
import type { StudyResult } from '#optimizers/model';
import type { RunIdentity } from '../prepare-run.ts';
import { formatJson } from '../run-folder/run-document.ts';
import { prepareFolder, writeAtomically } from '../run-folder/write-atomically.ts';

/** Who a study is. */
export interface StudyIdentityRecord
  extends Pick<RunIdentity, 'engineVersion' | 'configHash' | 'strategies' | 'data' | 'signals'> {
  readonly studyId: string;
}

/** study.json. No clock in it: same study, same bytes, however many workers ran it. */
export interface StudyDocument {
  readonly format: 1;
  readonly identity: StudyIdentityRecord;
  /** Candles at the beginning that no trial traded: the largest warm-up of the whole space. */
  readonly warmupCandles: number;
  readonly study: StudyResult;
  readonly quality: readonly DataQuality[];
  readonly config: { readonly given: unknown; readonly base: unknown };
}

/** Paths of what a sweep leaves behind. */
export interface StudyFiles {
  readonly folder: string;
  readonly journal: string;
  readonly study: string;
  /** Null where no trial was feasible. */
  readonly best: string | null;
  readonly report: string;
}

/** Names of the files in a study folder. */
export const STUDY_FILES = {
  journal: 'study.jsonl',
  log: 'study.log',
  study: 'study.json',
  best: 'best.json',
  report: 'report.html',
} as const;

/** The document with one line for each trial: a study has thousands, and each is a line of numbers. */
function formatStudy(document: StudyDocument): string {
  const trials = document.study.trials.map((trial) => `      ${JSON.stringify(trial)}`).join(',\n');
  const rest = formatJson({ ...document, study: { ...document.study, trials: [] } });
  return trials === '' ? rest : rest.replace('    "trials": []', () => `    "trials": [\n${trials}\n    ]`);
}

/** Writes everything but the journal and the log, which grow while the sweep runs. */
export function writeStudyFolder(folder: string, document: StudyDocument, best: unknown, report: string): StudyFiles {
  prepareFolder(folder);
  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    writeAtomically(path, text);
    return path;
  };
  return {
    folder,
    journal: join(folder, STUDY_FILES.journal),
    best: best === null ? null : write(STUDY_FILES.best, formatJson(best)),
    report: write(STUDY_FILES.report, report),
    study: write(STUDY_FILES.study, formatStudy(document)),
  };
}
