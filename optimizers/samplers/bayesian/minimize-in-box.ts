/** A function of several variables that also writes its gradient. */
export type Differentiable = (x: Float64Array, gradient: Float64Array) => number;

export interface BoxProblem {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Iterations at most; the only budget, so that the result does not depend on the machine's speed. */
  readonly iterations: number;
  /** Stops once no component of the projected gradient exceeds this. */
  readonly tolerance: number;
}

/** Pairs of steps and gradient changes kept. */
const MEMORY = 8;
/** Halvings of a step before the search gives up. */
const BACKTRACKS = 20;
/** Part of the linear decrease that a step must reach (Armijo). */
const SUFFICIENT = 1e-4;

/**
 * Minimises within a box by L-BFGS on the variables that are not held at a bound, with a projected backtracking search.
 * @param x start, overwritten by the best point found
 * @returns the value there
 * @see Nocedal and Wright, Numerical optimization (2006), algorithms 7.4 and 7.5; Bertsekas (1982) for the projection
 */
export function minimizeInBox(x: Float64Array, f: Differentiable, problem: BoxProblem): number {
  const { lower, upper } = problem;
  const n = x.length;
  let gradient = new Float64Array(n);
  let trialGradient = new Float64Array(n);
  const direction = new Float64Array(n);
  const trial = new Float64Array(n);
  const free = new Uint8Array(n);
  const steps: Float64Array[] = [];
  const changes: Float64Array[] = [];
  const alphas = new Float64Array(MEMORY);
  let value = f(x, gradient);
  for (let iteration = 0; iteration < problem.iterations; iteration++) {
    let steepest = 0;
    for (let i = 0; i < n; i++) {
      const slope = gradient[i];
      const held = slope > 0 ? x[i] <= lower[i] : x[i] >= upper[i];
      free[i] = held ? 0 : 1;
      if (!held) steepest = Math.max(steepest, Math.abs(slope));
    }
    if (!(steepest > problem.tolerance)) break;
    let slope = descend(direction, gradient, free, steps, changes, alphas);
    if (!(slope < 0)) {
      steps.length = 0;
      changes.length = 0;
      slope = descend(direction, gradient, free, steps, changes, alphas);
    }
    // Without a memory the length of the gradient says nothing about the distance to go.
    let length = steps.length === 0 ? Math.min(1, 0.1 / steepest) : 1;
    let next = Number.NaN;
    let accepted = false;
    for (let back = 0; back < BACKTRACKS && !accepted; back++) {
      let decrease = 0;
      for (let i = 0; i < n; i++) {
        const moved = x[i] + length * direction[i];
        trial[i] = Math.min(upper[i], Math.max(lower[i], moved));
        decrease += gradient[i] * (trial[i] - x[i]);
      }
      next = f(trial, trialGradient);
      accepted = next <= value + SUFFICIENT * Math.min(decrease, 0) && next < value;
      if (!accepted) length *= 0.5;
    }
    if (!accepted) break;
    remember(steps, changes, x, trial, gradient, trialGradient);
    x.set(trial);
    value = next;
    [gradient, trialGradient] = [trialGradient, gradient];
  }
  return value;
}

/** Writes the quasi-Newton direction of the free variables; returns its slope. */
function descend(
  direction: Float64Array,
  gradient: Float64Array,
  free: Uint8Array,
  steps: readonly Float64Array[],
  changes: readonly Float64Array[],
  alphas: Float64Array,
): number {
  const n = direction.length;
  for (let i = 0; i < n; i++) direction[i] = free[i] === 1 ? -gradient[i] : 0;
  for (let m = steps.length - 1; m >= 0; m--) {
    const step = steps[m];
    const change = changes[m];
    const curvature = dotFree(step, change, free);
    alphas[m] = curvature > 0 ? dotFree(step, direction, free) / curvature : 0;
    addFree(direction, change, -alphas[m], free);
  }
  const last = steps.length - 1;
  if (last >= 0) {
    const step = steps[last];
    const change = changes[last];
    const length = dotFree(change, change, free);
    const curvature = dotFree(step, change, free);
    if (length > 0 && curvature > 0) for (let i = 0; i < n; i++) direction[i] *= curvature / length;
  }
  for (let m = 0; m < steps.length; m++) {
    const step = steps[m];
    const change = changes[m];
    const curvature = dotFree(step, change, free);
    if (curvature > 0) addFree(direction, step, alphas[m] - dotFree(change, direction, free) / curvature, free);
  }
  return dotFree(gradient, direction, free);
}

function remember(
  steps: Float64Array[],
  changes: Float64Array[],
  x: Float64Array,
  next: Float64Array,
  gradient: Float64Array,
  nextGradient: Float64Array,
): void {
  const step = next.map((value, i) => value - x[i]);
  const change = nextGradient.map((value, i) => value - gradient[i]);
  let curvature = 0;
  let size = 0;
  for (let i = 0; i < step.length; i++) {
    curvature += step[i] * change[i];
    size += change[i] * change[i];
  }
  if (!(curvature > 1e-12 * size)) return;
  steps.push(step);
  changes.push(change);
  if (steps.length > MEMORY) {
    steps.shift();
    changes.shift();
  }
}

function dotFree(a: Float64Array, b: Float64Array, free: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) if (free[i] === 1) sum += a[i] * b[i];
  return sum;
}

function addFree(out: Float64Array, x: Float64Array, weight: number, free: Uint8Array): void {
  for (let i = 0; i < out.length; i++) if (free[i] === 1) out[i] += weight * x[i];
}
