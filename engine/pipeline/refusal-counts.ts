import type { RefusalCount, RefusalStage } from '../model/index.ts';

/** Counts refusals by stage, code and symbol; counting allocates nothing once a code has been seen. */
export class RefusalCounts {
  private readonly stages = new Map<RefusalStage, Map<string, Float64Array>>();
  private readonly instruments: number;

  constructor(instruments: number) {
    this.instruments = instruments;
  }

  add(stage: RefusalStage, code: string, s: number, count = 1): void {
    let codes = this.stages.get(stage);
    if (codes === undefined) {
      codes = new Map();
      this.stages.set(stage, codes);
    }
    let row = codes.get(code);
    if (row === undefined) {
      row = new Float64Array(this.instruments);
      codes.set(code, row);
    }
    row[s] += count;
  }

  /** In the order in which stage and code first happened, then by instrument. */
  list(symbols: readonly string[]): RefusalCount[] {
    const counts: RefusalCount[] = [];
    for (const [stage, codes] of this.stages) {
      for (const [code, row] of codes) {
        row.forEach((count, s) => {
          if (count > 0) counts.push({ stage, code, symbol: symbols[s], count });
        });
      }
    }
    return counts;
  }
}
