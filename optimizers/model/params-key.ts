import type { SearchSpace } from './search-space.ts';
import type { ParamValues } from './trial.ts';

/** Names settings within one space: equal settings, equal key. */
export function paramsKey(space: SearchSpace, values: ParamValues): string {
  let key = '';
  for (const { name } of space.params) key += `${JSON.stringify(values[name])},`;
  return key;
}
