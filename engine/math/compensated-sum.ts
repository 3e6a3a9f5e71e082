/** A running sum that also carries what rounding lost (Neumaier): about twice the digits of a plain one. */
export class CompensatedSum {
  private sum = 0;
  private lost = 0;

  add(x: number): void {
    const sum = this.sum + x;
    const rounded = sum - this.sum;
    this.lost += this.sum - (sum - rounded) + (x - rounded);
    this.sum = sum;
  }

  get value(): number {
    return this.sum + this.lost;
  }

  reset(): void {
    this.sum = 0;
    this.lost = 0;
  }
}
