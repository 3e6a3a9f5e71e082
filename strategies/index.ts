import type { StrategyDefinition } from '#engine';
import bollingerReversion from './bollinger-reversion.ts';
import buyAndHold from './buy-and-hold.ts';
import donchianBreakout from './donchian-breakout.ts';
import emaTrend from './ema-trend.ts';
import macdMomentum from './macd-momentum.ts';
import rsiReversion from './rsi-reversion.ts';
import smaCross from './sma-cross.ts';

/** The strategies that come with candlebench, by name. */
export const strategies: Readonly<Record<string, StrategyDefinition>> = Object.fromEntries(
  [smaCross, emaTrend, rsiReversion, macdMomentum, bollingerReversion, donchianBreakout, buyAndHold].map((shipped) => [
    shipped.name,
    shipped,
  ]),
);
