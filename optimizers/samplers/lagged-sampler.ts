import { InvariantError } from '../../engine/model/index.ts';
import {
  type ParamValues,
  paramsKey,
  type SamplerKind,
  type SearchSpace,
  type Suggestion,
  type TrialResult,
} from '../model/index.ts';
import type { Sampler } from './sampler.ts';
import type { PendingTrial, TrialHistory } from './trial-history.ts';

/** What distinguishes one sampler from another. */
export interface LaggedSamplerSpec {
  readonly kind: SamplerKind;
  readonly space: SearchSpace;
  readonly window: number;
  readonly size: number | null;
  /** Proposes the settings of trial `index` >= 1; a pure function of its arguments. */
  readonly propose: (index: number, history: TrialHistory) => ParamValues;
}

/**
 * Puts the lagged window, the present settings as trial 0 and the bookkeeping of asks around a proposer.
 * A result that is told early is held back until the window reaches it.
 */
export function createLaggedSampler(spec: LaggedSamplerSpec): Sampler {
  const { kind, space, window, size } = spec;
  const seen: TrialResult[] = [];
  const early = new Map<number, TrialResult>();
  const pending: PendingTrial[] = [];
  const keys = new Set<string>();
  let next = 0;
  const history: TrialHistory = {
    space,
    results: seen,
    pending,
    wasAsked: (values) => keys.has(paramsKey(space, values)),
  };

  function release(index: number): void {
    while (seen.length <= index - window) {
      const result = early.get(seen.length);
      if (result === undefined) {
        throw new InvariantError(
          'sampler-order',
          `Expected trial ${seen.length} to be told before ask ${index}, was not.`,
        );
      }
      early.delete(seen.length);
      seen.push(result);
      pending.shift();
    }
  }

  function take(suggestion: Suggestion): void {
    pending.push(suggestion);
    keys.add(paramsKey(space, suggestion.params));
    next++;
  }

  function checkTurn(index: number): void {
    if (index !== next) throw new InvariantError('sampler-order', `Expected ask ${next} to be next, was ${index}.`);
  }

  return {
    kind,
    window,
    size,
    ask(index) {
      checkTurn(index);
      release(index);
      const suggestion = { index, params: index === 0 ? space.present : spec.propose(index, history) };
      take(suggestion);
      return suggestion;
    },
    recall(suggestion) {
      checkTurn(suggestion.index);
      release(suggestion.index);
      take(suggestion);
    },
    tell(result) {
      if (result.index < seen.length || early.has(result.index)) {
        throw new InvariantError('sampler-order', `Expected trial ${result.index} to be told once, was told again.`);
      }
      early.set(result.index, result);
    },
  };
}
