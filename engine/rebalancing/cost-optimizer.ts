/** What rebalancing may cost, as fractions of equity; null is off. */
export interface CostBudget {
  readonly maxCost: number | null;
  readonly maxMonthlyCost: number | null;
}

const THIRTY_DAYS_MS = 30 * 86_400_000;

/**
 * Keeps a rebalance within its budget: it takes the trades that remove most drift per unit of cost, the last one
 * partly. Estimated cost = notional x (fee + slippage), one rate for all, so the largest drifts come first.
 */
export class CostOptimizer {
  private readonly budget: CostBudget;
  private readonly rate: number;
  private readonly order: Int32Array;
  private readonly wanted: Float64Array;
  /** Cost and time of past rebalances, for the 30 days' budget. */
  private readonly spent: { time: number; cost: number }[] = [];
  private isSpent = false;
  /** Estimated cost of what `optimize` let through. */
  estimate = 0;
  /** Actions that it dropped or cut. */
  cut = 0;

  /** @param rate fee + slippage */
  constructor(instruments: number, budget: CostBudget, rate: number) {
    this.budget = budget;
    this.rate = rate;
    this.order = new Int32Array(instruments);
    this.wanted = new Float64Array(instruments);
  }

  /**
   * Cuts wanted trades down to the budget.
   * @param notional signed money to trade per instrument; changed in place
   * @param exempt the first allocation may cost what it costs
   * @param cash what buys must be paid from, with what sells bring; null where they need no cash
   */
  optimize(notional: Float64Array, equity: number, time: number, exempt: boolean, cash: number | null): void {
    const budget = exempt ? Number.POSITIVE_INFINITY : Math.max(0, this.left(equity, time));
    for (let s = 0; s < notional.length; s += 1) this.wanted[s] = notional[s];
    this.takeLargest(notional, budget);
    if (this.cut > 0 && cash !== null && shortOfCash(notional, cash, this.rate) > 0) this.shrinkAll(notional, budget);
    this.isSpent = this.budget.maxMonthlyCost !== null && !exempt && this.estimate > 0;
    if (this.isSpent) this.spent.push({ time, cost: this.estimate });
  }

  private takeLargest(notional: Float64Array, budget: number): void {
    let left = budget;
    this.estimate = 0;
    this.cut = 0;
    this.sortByWorth(notional);
    for (const s of this.order) {
      const wanted = Math.abs(notional[s]);
      if (wanted === 0) continue;
      const cost = wanted * this.rate;
      if (cost <= left) {
        left -= cost;
        this.estimate += cost;
        continue;
      }
      this.cut += 1;
      notional[s] *= left / cost;
      this.estimate += left;
      left = 0;
    }
  }

  /**
   * The largest trades are buys that the sells left out should have paid for. One rate for all makes every trade worth
   * its cost alike, so all shrink together, and sells go on funding buys.
   */
  private shrinkAll(notional: Float64Array, budget: number): void {
    let cost = 0;
    for (const amount of this.wanted) cost += Math.abs(amount) * this.rate;
    this.cut = 0;
    for (let s = 0; s < notional.length; s += 1) {
      notional[s] = this.wanted[s] * (budget / cost);
      if (notional[s] !== 0) this.cut += 1;
    }
    this.estimate = budget;
  }

  /** Nothing came of the last plan, so it has cost nothing. */
  takeBack(): void {
    if (this.isSpent) this.spent.pop();
    this.isSpent = false;
  }

  private left(equity: number, time: number): number {
    const { maxCost, maxMonthlyCost } = this.budget;
    const once = maxCost === null ? Number.POSITIVE_INFINITY : maxCost * equity;
    if (maxMonthlyCost === null) return once;
    while (this.spent.length > 0 && this.spent[0].time <= time - THIRTY_DAYS_MS) this.spent.shift();
    const spent = this.spent.reduce((sum, record) => sum + record.cost, 0);
    return Math.min(once, maxMonthlyCost * equity - spent);
  }

  private sortByWorth(notional: Float64Array): void {
    const order = this.order;
    for (let s = 0; s < order.length; s += 1) {
      let k = s;
      while (k > 0 && Math.abs(notional[order[k - 1]]) < Math.abs(notional[s])) {
        order[k] = order[k - 1];
        k -= 1;
      }
      order[k] = s;
    }
  }
}

/**
 * Makes buys fit the cash that cash and sells provide, all by one factor; a sell is never cut.
 * @returns true when something was cut
 */
export function fundBuys(notional: Float64Array, cash: number, rate: number): boolean {
  const short = shortOfCash(notional, cash, rate);
  if (short <= 0) return false;
  let buys = 0;
  for (const amount of notional) if (amount > 0) buys += amount * (1 + rate);
  if (buys === 0) return false;
  const factor = Math.max(0, 1 - short / buys);
  for (let s = 0; s < notional.length; s += 1) if (notional[s] > 0) notional[s] *= factor;
  return true;
}

/** Money by which buys, with their costs, exceed cash and what sells bring; negative where some is left. */
function shortOfCash(notional: Float64Array, cash: number, rate: number): number {
  let short = -cash;
  for (const amount of notional) short += amount * (amount > 0 ? 1 + rate : 1 - rate);
  return short;
}
