import { Script } from 'node:vm';
import { type StrategyDefinition, StrategyError } from '#engine';
import * as authoring from '../authoring.ts';
import { nearestName } from '../config/suggestion.ts';
import type { UserBundle } from './bundle.ts';
import { createDeterministicScope } from './deterministic-scope.ts';
import { guardedCall, LOAD_SECONDS } from './guarded-call.ts';
import { rememberBundle, scriptName } from './user-error.ts';

/**
 * Loads a bundle in this thread, with the globals of deterministic-scope.ts in place of the real ones.
 * @returns the default export of the file, undefined where it has none
 * @throws StrategyError when its top level throws, or does not return in time
 */
export function loadDefaultExport(bundle: UserBundle, seconds = LOAD_SECONDS): unknown {
  rememberBundle(bundle);
  const scope = createDeterministicScope(bundle.file);
  // `eval` may be shadowed only by sloppy code, and a bundle is strict; hence the function around the function.
  // Everything before the bundle stands on one line, which lineOffset takes away again.
  const source = `(function (${scope.names.join(', ')}) { return function (require, module, exports) {\n${bundle.code}\n}; })`;
  const module: { exports: Record<string, unknown> } = { exports: {} };
  guardedCall(bundle.file, seconds, () => {
    const wrapper: unknown = new Script(source, { filename: scriptName(bundle), lineOffset: -1 }).runInThisContext();
    // The source above is a function that returns a function.
    const body = (wrapper as (...values: unknown[]) => (...args: unknown[]) => void)(...scope.values);
    body(createRequire(bundle.file), module, module.exports);
  });
  return module.exports.default;
}

/**
 * Loads a bundle whose default export is a strategy.
 * @throws StrategyError no-strategy when it is something else
 */
export function loadStrategy(bundle: UserBundle, seconds = LOAD_SECONDS): StrategyDefinition {
  const value = loadDefaultExport(bundle, seconds);
  if (!isStrategy(value)) {
    throw new StrategyError('no-strategy', `${bundle.file}: expected "export default strategy({ ... })".`, {
      file: bundle.file,
    });
  }
  return value;
}

function isStrategy(value: unknown): value is StrategyDefinition {
  return typeof value === 'object' && value !== null && 'name' in value && 'params' in value && 'sides' in value;
}

/** The one module that user code may require; a name that it lacks is an error, not undefined. */
function createRequire(file: string): (name: string) => unknown {
  const names = Object.keys(authoring);
  const offered = new Proxy(
    { ...authoring },
    {
      get: (target, key) => {
        if (typeof key === 'symbol' || key in target || key === '__esModule' || key === 'default' || key === 'then') {
          return Reflect.get(target, key);
        }
        const near = nearestName(key, names);
        const hint = near === null ? '' : ` Did you mean ${near}?`;
        throw new StrategyError('unknown-import', `"candlebench" exports no ${key}.${hint}`, { file, name: key });
      },
    },
  );
  return (name) => {
    if (name === 'candlebench') return offered;
    throw new StrategyError('unknown-import', `cannot require "${name}".`, { file, name });
  };
}
