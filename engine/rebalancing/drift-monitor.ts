/** Bands of tolerated drift; null is off. */
export interface DriftBands {
  readonly band: number | null;
  readonly relativeBand: number | null;
  readonly alertAt: number;
}

/**
 * Drift = current core weight - target weight, per instrument; positive is overweight.
 * An instrument without target has target 0, a target without position has weight 0: both take part.
 */
export class DriftMonitor {
  private readonly band: number;
  private readonly relativeBand: number;
  private readonly alertAt: number;
  readonly drift: Float64Array;
  /** Alerts so far. */
  alerts = 0;
  private readonly history: { time: number; drift: Float64Array }[] = [];
  private readonly keepHistory: boolean;

  constructor(instruments: number, bands: DriftBands, keepHistory: boolean) {
    // Infinity is a band that nothing is outside of.
    this.band = bands.band ?? Number.POSITIVE_INFINITY;
    this.relativeBand = bands.relativeBand ?? Number.POSITIVE_INFINITY;
    this.alertAt = bands.alertAt;
    this.drift = new Float64Array(instruments);
    this.keepHistory = keepHistory;
  }

  /**
   * Measures all drifts into `drift`.
   * @param worth money in each instrument's core position
   * @param equity money that the weights apply to
   * @returns whether any instrument is outside its band
   */
  measure(worth: Float64Array, weights: Float64Array, equity: number): boolean {
    let isOutside = false;
    for (let s = 0; s < worth.length; s += 1) {
      const drift = equity > 0 ? worth[s] / equity - weights[s] : 0;
      this.drift[s] = drift;
      if (Math.abs(drift) > this.tolerance(weights[s])) isOutside = true;
    }
    return isOutside;
  }

  /** Largest drift that is tolerated for a target weight: the smaller of the absolute and the relative band. */
  tolerance(weight: number): number {
    // Without a target only the absolute band can say what is too much.
    return weight === 0 ? this.band : Math.min(this.band, this.relativeBand * weight);
  }

  /** Keeps what `measure` found, and raises an alert for each drift past the alert level. */
  record(time: number): void {
    const alertAt = this.alertAt;
    for (let s = 0; s < this.drift.length; s += 1) if (Math.abs(this.drift[s]) > alertAt) this.alerts += 1;
    if (this.keepHistory) this.history.push({ time, drift: this.drift.slice() });
  }

  /** Mean drift of an instrument over the records of the last hours; null without a record. */
  meanDrift(s: number, now: number, hours: number): number | null {
    const recent = this.history.filter((record) => record.time >= now - hours * 3_600_000);
    if (recent.length === 0) return null;
    return recent.reduce((sum, record) => sum + record.drift[s], 0) / recent.length;
  }
}
