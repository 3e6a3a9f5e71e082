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
  /** Money in each core position at the last measurement. */
  readonly worth: Float64Array;
  private largest = Number.NaN;
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
    this.worth = new Float64Array(instruments);
    this.keepHistory = keepHistory;
  }

  /**
   * Measures all drifts into `drift`, and what each core position is worth into `worth`.
   * @param units core units of each instrument
   * @param marks prices; that of the first instrument is element `row`
   * @param equity money that the weights apply to
   * @returns whether any instrument is outside its band
   */
  measure(units: Float64Array, marks: Float64Array, row: number, weights: Float64Array, equity: number): boolean {
    const { worth, drift, band, relativeBand } = this;
    let isOutside = false;
    let largest = 0;
    for (let s = 0; s < units.length; s += 1) {
      const weight = weights[s];
      const money = units[s] * marks[row + s];
      const apart = equity > 0 ? money / equity - weight : 0;
      worth[s] = money;
      drift[s] = apart;
      const size = Math.abs(apart);
      // As in `tolerance`: both bands, but without a target only the absolute one.
      if (size > band || (size > relativeBand * weight && weight !== 0)) isOutside = true;
      if (size > largest) largest = size;
    }
    this.largest = largest;
    return isOutside;
  }

  /** Largest drift that is tolerated for a target weight: the smaller of the absolute and the relative band. */
  tolerance(weight: number): number {
    // Without a target only the absolute band can say what is too much.
    return weight === 0 ? this.band : Math.min(this.band, this.relativeBand * weight);
  }

  /** Keeps what `measure` found, and raises an alert for each drift past the alert level. */
  record(time: number): void {
    const { alertAt } = this;
    if (this.largest > alertAt) for (const drift of this.drift) if (Math.abs(drift) > alertAt) this.alerts += 1;
    if (this.keepHistory) this.history.push({ time, drift: this.drift.slice() });
  }

  /** Mean drift of an instrument over the records of the last hours; null without a record. */
  meanDrift(s: number, now: number, hours: number): number | null {
    const recent = this.history.filter((record) => record.time >= now - hours * 3_600_000);
    if (recent.length === 0) return null;
    return recent.reduce((sum, record) => sum + record.drift[s], 0) / recent.length;
  }
}
