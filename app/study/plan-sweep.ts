import { resolve } from 'node:path';
import { ConfigError, lowerBound } from '#engine';
import { type SamplerSpec, type StudyResult, samplerSchema } from '#optimizers/model';
import { catalogFolder } from '../catalog/catalog-folder.ts';
import { decode } from '../config/decode.ts';
import { readConfigFile } from '../config/read-config.ts';
import { type DecodedStudy, decodeStudy, type StudyConfig } from '../config/study-schema.ts';
import { nearestName } from '../config/suggestion.ts';
import { hashOf } from '../identity.ts';
import { gridOf } from '../load-data.ts';
import { identifyRun, type Origin, type PreparedRun, prepareRun, readBacktest, withUserCode } from '../prepare-run.ts';
import { commonStart } from './common-start.ts';
import { createStudySpace, type StudySpace } from './study-space.ts';
import { splitTime } from './time-split.ts';

/** What may be given beside a study. */
export interface PlanOverrides {
  readonly dataRoot?: string;
  readonly catalog?: string;
  readonly trials?: number;
  readonly seed?: number;
  readonly sampler?: string;
}

/** Everything a study is, decoded, loaded and split. */
export interface SweepPlan {
  readonly name: string;
  readonly given: unknown;
  readonly study: DecodedStudy;
  readonly sampler: SamplerSpec;
  readonly base: PreparedRun;
  readonly space: StudySpace;
  readonly warmup: number;
  readonly split: StudyResult['split'];
  readonly fingerprint: string;
}

/**
 * Decodes a study, loads its base, and settles what all trials share.
 * @param source a study, or the path of a file that holds one
 * @param overrides what the command line may change
 * @throws ConfigError, DatasetError, StrategyError
 */
export async function planSweep(source: StudyConfig | string, overrides: PlanOverrides): Promise<SweepPlan> {
  const file = typeof source === 'string' ? await readConfigFile(source) : null;
  const where = file?.name ?? 'study';
  const given: unknown = file === null ? source : file.value;
  const decoded = decodeStudy(given, where);
  const study = { ...decoded, trials: overrides.trials ?? decoded.trials, seed: overrides.seed ?? decoded.seed };
  const sampler = chooseSampler(study, overrides.sampler);
  const base = await prepareBase(study, file?.folder ?? process.cwd(), where, overrides);
  const space = createStudySpace(study, base, where);
  const grid = gridOf(base.data.series);
  const warmup = lowerBound(
    grid,
    withUserCode(base, () => commonStart(base, space)),
  );
  const split = splitTime(grid, base.data.series[0].intervalMs, base.config, warmup, study.split);
  const identity = identifyRun(base);
  const fingerprint = hashOf({
    engine: identity.engineVersion,
    config: base.config,
    strategies: identity.strategies.map(({ id, hash }) => ({ id, hash })),
    data: identity.data,
    signals: identity.signals.map(({ id, hash }) => ({ id, hash })),
    split,
    warmup,
  });
  return {
    name: study.name ?? where.replace(/\.(json|[cm]?[jt]s)$/, ''),
    given,
    study,
    sampler,
    base,
    space,
    warmup,
    split,
    fingerprint,
  };
}

/** The sampler of the study, or another kind that was asked for on the command line. */
function chooseSampler(study: DecodedStudy, kind: string | undefined): SamplerSpec {
  const own = kind === undefined || kind === study.sampler.kind;
  const spec = own ? study.sampler : decodeKind(kind);
  return study.window === null ? spec : { ...spec, window: study.window };
}

function decodeKind(kind: string): SamplerSpec {
  const kinds = ['grid', 'random', 'sobol', 'genetic', 'bayesian'];
  if (kinds.includes(kind)) return decode(samplerSchema, { kind }, 'sampler');
  const near = nearestName(kind, kinds);
  const hint = near === null ? `; known are ${kinds.join(', ')}.` : `, did you mean ${near}?`;
  throw new ConfigError('unknown-sampler', `Unknown sampler ${kind}${hint}`, { kind });
}

async function prepareBase(
  study: DecodedStudy,
  folder: string,
  where: string,
  { dataRoot, catalog }: Pick<PlanOverrides, 'dataRoot' | 'catalog'>,
): Promise<PreparedRun> {
  if (typeof study.base === 'string') {
    const { given, origin } = await readBacktest(resolve(folder, study.base), dataRoot, catalog);
    return prepareRun(given, origin);
  }
  const origin: Origin = {
    where: `base of ${where}`,
    folder,
    dataRoot: dataRoot ?? folder,
    catalog: catalogFolder(catalog),
  };
  return prepareRun(study.base, origin);
}
