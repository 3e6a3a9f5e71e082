import { appendFileSync } from 'node:fs';

/** study.log: what happened and when, for people. Nothing reads it back, so it may name the clock and the workers. */
export interface StudyLog {
  write(text: string): void;
}

/** Opens the log of a study folder; lines are appended. */
export function openStudyLog(path: string, now: () => number): StudyLog {
  return {
    write: (text) => appendFileSync(path, `${new Date(now()).toISOString()} ${text}\n`),
  };
}
