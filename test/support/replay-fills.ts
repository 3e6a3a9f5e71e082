import type { BacktestInput, CandleSeries, FillRecord, RunResult } from '#engine';

/** A position kept at average cost, from the fills' units alone. */
interface Book {
  units: number;
  average: number;
}

/** The accounts of a run, computed from its fills and the candles alone. */
export interface Replay {
  /** By candle of the run. */
  readonly equity: Float64Array;
  readonly cash: Float64Array;
  readonly gross: Float64Array;
  /** Gross profit realised, at average cost per ledger. */
  readonly realised: number;
  readonly unrealised: number;
  readonly fees: number;
  /** Lowest cash and lowest units (over the largest held) after any single fill. */
  readonly lowestCash: number;
  readonly lowestUnits: number;
  /** Units per symbol after the fills of each candle, by candle and symbol. */
  readonly units: readonly (readonly number[])[];
}

/** Last close at or before each candle of the run, NaN before the first. */
export function marksOf(series: CandleSeries, candles: Float64Array): Float64Array {
  const marks = new Float64Array(candles.length);
  let row = -1;
  candles.forEach((time, i) => {
    while (row + 1 < series.length && series.time[row + 1] <= time) row += 1;
    marks[i] = row < 0 ? Number.NaN : series.close[row];
  });
  return marks;
}

function book(account: Book, units: number, price: number): number {
  if (units === 0) return 0;
  const { units: held, average } = account;
  if (held === 0 || held > 0 === units > 0) {
    account.average = held === 0 ? price : (held * average + units * price) / (held + units);
    account.units = held + units;
    return 0;
  }
  const closed = Math.min(Math.abs(units), Math.abs(held)) * Math.sign(held);
  account.units = held + units;
  if (account.units !== 0 && account.units > 0 !== held > 0) account.average = price;
  return closed * (price - average);
}

/** Replays the fills of a run, candle by candle. */
export function replayFills({ series, config }: BacktestInput, result: RunResult): Replay {
  const { candle } = result.equity;
  const marks = series.map((one) => marksOf(one, candle));
  const byTime = new Map<number, FillRecord[]>();
  for (const fill of result.fills) byTime.set(fill.time, [...(byTime.get(fill.time) ?? []), fill]);
  const symbols = series.map(({ symbol }) => symbol);
  const core = symbols.map((): Book => ({ units: 0, average: 0 }));
  const tactical = symbols.map((): Book => ({ units: 0, average: 0 }));
  const largest = symbols.map(() => 0);
  const equity = new Float64Array(candle.length);
  const cashes = new Float64Array(candle.length);
  const gross = new Float64Array(candle.length);
  const units: number[][] = [];
  let cash = config.account.cash;
  let [realised, fees, lowestCash, lowestUnits] = [0, 0, cash, 0];
  candle.forEach((time, i) => {
    for (const fill of byTime.get(time) ?? []) {
      const s = symbols.indexOf(fill.symbol);
      const signed = fill.side === 'buy' ? fill.size : -fill.size;
      cash -= signed * fill.price + fill.fee;
      fees += fill.fee;
      realised += book(core[s], fill.core, fill.price) + book(tactical[s], fill.tactical, fill.price);
      const held = core[s].units + tactical[s].units;
      largest[s] = Math.max(largest[s], Math.abs(held));
      lowestCash = Math.min(lowestCash, cash);
      if (largest[s] > 0) lowestUnits = Math.min(lowestUnits, held / largest[s]);
    }
    const held = symbols.map((_, s) => core[s].units + tactical[s].units);
    units.push(held);
    cashes[i] = cash;
    equity[i] = held.reduce((sum, n, s) => (n === 0 ? sum : sum + n * marks[s][i]), cash);
    gross[i] = held.reduce((sum, n, s) => (n === 0 ? sum : sum + Math.abs(n) * marks[s][i]), 0);
  });
  const last = candle.length - 1;
  const open = (account: Book, s: number) =>
    account.units === 0 ? 0 : account.units * (marks[s][last] - account.average);
  const unrealised = symbols.reduce((sum, _, s) => sum + open(core[s], s) + open(tactical[s], s), 0);
  return { equity, cash: cashes, gross, realised, unrealised, fees, lowestCash, lowestUnits, units };
}
