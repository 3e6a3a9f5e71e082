import type { ParamValue } from './trial.ts';

/** One dimension of a search space. Bounds are inclusive. */
export type ParamSpec =
  | {
      readonly name: string;
      readonly kind: 'float';
      readonly min: number;
      readonly max: number;
      readonly log: boolean;
      readonly step: number | null;
    }
  | {
      readonly name: string;
      readonly kind: 'int';
      readonly min: number;
      readonly max: number;
      readonly log: boolean;
      readonly step: number;
    }
  | { readonly name: string; readonly kind: 'choice'; readonly values: readonly ParamValue[] };

/** Dimensions, the present values (trial 0), and a predicate over whole settings such as `fast < slow`. */
export interface SearchSpace {
  readonly params: readonly ParamSpec[];
  readonly present: Readonly<Record<string, ParamValue>>;
  /** True where the values may be tried; pure. */
  readonly feasible: (values: Readonly<Record<string, ParamValue>>) => boolean;
}
