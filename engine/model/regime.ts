/** State of the market, as the detector names it. */
export type Regime = 'bull' | 'bear' | 'volatile' | 'normal';

/** Regimes by code; columns of regimes hold the code. */
export const REGIMES: readonly Regime[] = ['bull', 'bear', 'volatile', 'normal'];

/** Share of the risk score that a regime adds, before its weight of 0.4. */
export const REGIME_RISK: Readonly<Record<Regime, number>> = { bull: 0.1, bear: 0.4, volatile: 0.6, normal: 0.2 };

/** The same by code, for columns of regimes. */
export const REGIME_RISKS: readonly number[] = REGIMES.map((regime) => REGIME_RISK[regime]);
