import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Folder of reference data that is not part of the project. */
const reference = process.env.CANDLEBENCH_REFERENCE ?? '../shared';

export const referenceData = join(reference, 'data');
export const referenceOracles = join(reference, 'oracles');

/** Why tests over reference data are skipped; null when the data are there. */
export const referenceAbsent = existsSync(join(referenceData, 'MANIFEST.json'))
  ? null
  : `no reference data at ${referenceData} (set CANDLEBENCH_REFERENCE)`;
