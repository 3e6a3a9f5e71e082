import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { StudyIdentity } from '../../../optimizers/journal/index.ts';
import { type SamplerSpec, type SearchSpace, samplerSchema } from '../../../optimizers/model/index.ts';

/** A folder that goes when the test ends. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'candlebench-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const specOf = (kind: string, rest: Record<string, unknown> = {}): SamplerSpec =>
  samplerSchema.parse({ kind, ...rest });

export function identityOf(space: SearchSpace, sampler: SamplerSpec, window: number): StudyIdentity {
  return {
    name: 'bowl',
    seed: 3,
    sampler,
    window,
    objective: { metric: 'sharpe', direction: 'max', constraints: [{ metric: 'trades', min: 30 }] },
    space: space.params,
    present: space.present,
    constraints: [],
    fingerprint: 'f',
  };
}
