import { ConfigError } from '../model/index.ts';

export type ParamValue = number | boolean | string;

interface Declared<T extends ParamValue> {
  readonly default: T;
  /** For reports; the parameter's own name when null. */
  readonly label: string | null;
}

export interface IntParam extends Declared<number> {
  readonly kind: 'int';
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly scale: 'linear' | 'log';
}

export interface FloatParam extends Declared<number> {
  readonly kind: 'float';
  readonly min: number;
  readonly max: number;
  /** Null: any value of the range. */
  readonly step: number | null;
  readonly scale: 'linear' | 'log';
}

export interface BoolParam extends Declared<boolean> {
  readonly kind: 'bool';
}

export interface ChoiceParam<T extends ParamValue = ParamValue> extends Declared<T> {
  readonly kind: 'choice';
  readonly values: readonly T[];
}

/** One parameter of a strategy: validation, type, search space and label in one declaration. */
export type Param = IntParam | FloatParam | BoolParam | ChoiceParam;

/** Type of the value of a parameter. */
export type ValueOf<P extends Param> = P extends IntParam | FloatParam
  ? number
  : P extends BoolParam
    ? boolean
    : P extends ChoiceParam<infer T>
      ? T
      : never;

/** Values by name, as a strategy's functions receive them. */
export type ValuesOf<S extends Readonly<Record<string, Param>>> = { readonly [K in keyof S]: ValueOf<S[K]> };

export interface NumberOptions {
  /** The middle of the range by default. */
  readonly default?: number;
  readonly step?: number;
  readonly scale?: 'linear' | 'log';
  readonly label?: string;
}

interface LabelOptions {
  readonly label?: string;
}

/** Relative slack of "is a multiple of the step". */
const STEP_SLACK = 1e-9;

function bad(message: string, details: Readonly<Record<string, unknown>>): never {
  throw new ConfigError('bad-param', message, details);
}

/** Nearest value at or below `value` that `step` reaches from `min`. */
function snap(value: number, min: number, step: number | null): number {
  return step === null ? value : min + Math.floor((value - min) / step + STEP_SLACK) * step;
}

function checkRange(
  kind: 'int' | 'float',
  min: number,
  max: number,
  step: number | null,
  scale: 'linear' | 'log',
): void {
  if (!Number.isFinite(min) || !Number.isFinite(max))
    bad(`Expected finite bounds, was ${min} to ${max}.`, { min, max });
  if (min > max) bad(`Expected min <= max, was ${min} > ${max}.`, { min, max });
  if (step !== null && !(step > 0 && Number.isFinite(step))) bad(`Expected step to be > 0, was ${step}.`, { step });
  if (scale === 'log' && min <= 0) bad(`Expected min > 0 on a log scale, was ${min}.`, { min });
  if (kind !== 'int') return;
  for (const value of [min, max, step]) {
    if (!Number.isInteger(value))
      bad(`Expected an integer parameter to have integer min, max and step, was ${value}.`, { value });
  }
}

function numberParam(min: number, max: number, step: number | null, options: NumberOptions) {
  const scale = options.scale ?? 'linear';
  const middle = scale === 'log' ? Math.sqrt(min * max) : (min + max) / 2;
  return { min, max, scale, default: options.default ?? snap(middle, min, step), label: options.label ?? null };
}

function int(min: number, max: number, options: NumberOptions = {}): IntParam {
  const step = options.step ?? 1;
  checkRange('int', min, max, step, options.scale ?? 'linear');
  return checkedDefault({ kind: 'int', ...numberParam(min, max, step, options), step });
}

function float(min: number, max: number, options: NumberOptions = {}): FloatParam {
  const step = options.step ?? null;
  checkRange('float', min, max, step, options.scale ?? 'linear');
  return checkedDefault({ kind: 'float', ...numberParam(min, max, step, options), step });
}

function bool(value = false, options: LabelOptions = {}): BoolParam {
  return checkedDefault({ kind: 'bool', default: value, label: options.label ?? null });
}

function choice<const T extends ParamValue>(
  values: readonly T[],
  options: { readonly default?: NoInfer<T>; readonly label?: string } = {},
): ChoiceParam<T> {
  if (values.length === 0) bad('Expected at least one value to choose from, was none.', {});
  return checkedDefault({
    kind: 'choice',
    values,
    default: options.default ?? values[0],
    label: options.label ?? null,
  });
}

function checkedDefault<P extends Param>(declared: P): P {
  const problem = findParamProblem(declared, declared.default);
  if (problem !== null) bad(`Expected the default ${problem}.`, { default: declared.default });
  return declared;
}

/** @returns "to be ..., was ..." when the value does not fit the declaration, else null */
export function findParamProblem(declared: Param, value: unknown): string | null {
  const was = typeof value === 'string' ? `'${value}'` : String(value);
  if (declared.kind === 'bool') return typeof value === 'boolean' ? null : `to be true or false, was ${was}`;
  if (declared.kind === 'choice') {
    const fits = declared.values.some((allowed) => allowed === value);
    return fits ? null : `to be one of ${declared.values.map((v) => String(v)).join(', ')}, was ${was}`;
  }
  const noun = declared.kind === 'int' ? 'an integer' : 'a number';
  const range = `to be ${noun} from ${declared.min} to ${declared.max}`;
  if (typeof value !== 'number' || !(value >= declared.min && value <= declared.max)) return `${range}, was ${was}`;
  if (declared.kind === 'int' && !Number.isInteger(value)) return `${range}, was ${was}`;
  if (declared.step === null) return null;
  const steps = (value - declared.min) / declared.step;
  const offStep = Math.abs(steps - Math.round(steps)) > STEP_SLACK * Math.max(1, steps);
  return offStep ? `${range} in steps of ${declared.step}, was ${was}` : null;
}

/**
 * Declares parameters of a strategy.
 * @example
 * const params = { fast: param.int(3, 60, { default: 20 }), k: param.float(1, 5), shorts: param.bool(), on: param.choice(['close', 'high']) };
 */
export const param = { int, float, bool, choice } as const;
