import {
  compareTrials,
  type Direction,
  encodeInto,
  paramsKey,
  type SearchSpace,
  type TrialResult,
} from '../../model/index.ts';

/** One member: its result and its point of the unit cube. */
export interface Individual {
  readonly trial: TrialResult;
  readonly point: Float64Array;
}

/** The best `capacity` distinct settings seen so far, best first: parents and offspring compete alike (mu + lambda). */
export interface Population {
  readonly members: readonly Individual[];
  /** Offers a result; it stays if it is among the best. Settings that failed, or lie outside the choices, never stay. */
  offer(trial: TrialResult): void;
}

export function createPopulation(space: SearchSpace, capacity: number, direction: Direction): Population {
  const members: Individual[] = [];
  const keys = new Set<string>();
  return {
    members,
    offer(trial) {
      if (trial.status === 'failed') return;
      const key = paramsKey(space, trial.params);
      if (keys.has(key)) return;
      const worst = members[members.length - 1];
      if (members.length >= capacity && worst !== undefined && compareTrials(trial, worst.trial, direction) >= 0)
        return;
      const point = new Float64Array(space.params.length);
      encodeInto(point, space, trial.params);
      if (point.some(Number.isNaN)) return;
      let at = members.length;
      while (at > 0 && compareTrials(trial, members[at - 1].trial, direction) < 0) at--;
      members.splice(at, 0, { trial, point });
      keys.add(key);
      const dropped = members.length > capacity ? members.pop() : undefined;
      if (dropped !== undefined) keys.delete(paramsKey(space, dropped.trial.params));
    },
  };
}
