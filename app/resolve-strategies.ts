import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError, type StrategyDefinition, type StrategyEntry } from '#engine';
import { strategies as shipped } from '#strategies';
import type { DecodedStrategy } from './config/backtest-schema.ts';
import { strategyId } from './config/decode-backtest.ts';
import { nearestName } from './config/suggestion.ts';
import { ENGINE_VERSION } from './engine-version.ts';
import { hashOf } from './identity.ts';
import type { UserBundle } from './strategy-files/bundle.ts';

/** A strategy of a config, found and loaded. */
export interface ResolvedStrategy {
  readonly entry: StrategyEntry;
  /** What `use` said. */
  readonly use: string;
  /** The user's file as a bundle, null for a shipped strategy. */
  readonly bundle: UserBundle | null;
  /** Hash of the code: of the bundle, or of name and engine version. */
  readonly hash: string;
}

/** True where `use` names a file rather than a shipped strategy. */
export const isStrategyFile = (use: string): boolean =>
  /^(\.{0,2}\/|[A-Za-z]:[\\/])/.test(use) || /\.[cm]?[jt]s$/.test(use);

/**
 * Finds a strategy by name or file.
 * @param use name of a shipped strategy, or path of a file
 * @param folder folder that relative paths start from
 * @throws ConfigError unknown-strategy with a suggestion; StrategyError from the file
 */
export async function findStrategy(
  use: string,
  folder: string,
): Promise<{ readonly definition: StrategyDefinition; readonly bundle: UserBundle | null; readonly hash: string }> {
  if (!isStrategyFile(use)) {
    const definition = shipped[use];
    if (definition !== undefined && Object.hasOwn(shipped, use)) {
      return { definition, bundle: null, hash: hashOf({ shipped: use, version: ENGINE_VERSION }) };
    }
    const names = Object.keys(shipped);
    const near = nearestName(use, names);
    const hint =
      near === null ? `; shipped are ${names.join(', ')}, and a file starts with ./` : `, did you mean ${near}?`;
    throw new ConfigError('unknown-strategy', `Unknown strategy ${use}${hint}${near === null ? '.' : ''}`, { use });
  }
  const path = resolve(folder, use);
  if (!existsSync(path))
    throw new ConfigError('unreadable-file', `Cannot read ${use}: there is no such file in ${folder}.`, { path });
  const { bundleUserFile } = await import('./strategy-files/bundle.ts');
  const { loadStrategy } = await import('./strategy-files/load-bundle.ts');
  const bundle = await bundleUserFile(path);
  return { definition: loadStrategy(bundle), bundle, hash: bundle.hash };
}

/** Finds all strategies of a config. */
export async function resolveStrategies(
  configs: readonly DecodedStrategy[],
  folder: string,
): Promise<ResolvedStrategy[]> {
  return Promise.all(
    configs.map(async (config) => {
      const { definition, bundle, hash } = await findStrategy(config.use, folder);
      const { params, weight, active, validity, symbols } = config;
      return {
        entry: { id: strategyId(config), definition, params, weight, active, validity, symbols },
        use: config.use,
        bundle,
        hash,
      };
    }),
  );
}
