import type { Instrument } from '../model/index.ts';

/** Slack in steps: 2.9999999999 lots are 3. */
const SLACK = 1e-9;

/** Units cut to whole lots, toward zero; signed. */
export function roundToLot(units: number, instrument: Instrument): number {
  const step = instrument.lotStep;
  if (step === null) return units;
  const lots = Math.floor(Math.abs(units) / step + SLACK);
  return units < 0 ? -lots * step : lots * step;
}

/** Price moved to the tick that is worse for the order. @param direction +1 buys, -1 sells */
export function roundToTick(price: number, direction: number, instrument: Instrument): number {
  const tick = instrument.tickSize;
  if (tick === null) return price;
  const ticks = price / tick;
  return (direction > 0 ? Math.ceil(ticks - SLACK) : Math.floor(ticks + SLACK)) * tick;
}
