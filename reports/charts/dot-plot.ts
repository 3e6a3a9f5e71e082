import { type Html, html, trusted } from '../html.ts';
import type { Tick } from './ticks.ts';

/** A point in units of the plot: x to the right, y upwards, 0 to 1. */
export interface Dot {
  readonly x: number;
  readonly y: number;
  /** Trial that the script shows when the pointer is near. */
  readonly id: number;
}

/** Dots that look alike; later layers lie on top. */
export interface DotLayer {
  readonly kind: 'plain' | 'infeasible' | 'failed' | 'best' | 'present';
  readonly dots: readonly Dot[];
}

export interface DotPlot {
  readonly label: string;
  readonly x: readonly Tick[];
  readonly y: readonly Tick[];
  readonly xTitle: string;
  readonly yTitle: string;
  readonly layers: readonly DotLayer[];
  /** Lines through points, in plot units. */
  readonly lines?: readonly {
    readonly kind: 'best' | 'median' | 'equal';
    readonly points: readonly (readonly [number, number])[];
  }[];
  readonly height: 'low' | 'tall';
}

// The drawing is stretched to its place and strokes are not, so text stays text and dots stay round at any width.
const UNIT = 1000;
const across = (x: number): number => Math.round(Math.min(1, Math.max(0, x)) * UNIT);
const down = (y: number): number => Math.round((1 - Math.min(1, Math.max(0, y))) * UNIT);

/** Draws a scatter plot as a stretchable drawing with labels in HTML. */
export function dotPlot(plot: DotPlot): Html {
  const grid = [
    ...plot.x.map(({ at }) => `M${across(at)} 0V${UNIT}`),
    ...plot.y.map(({ at }) => `M0 ${down(at)}H${UNIT}`),
  ].join('');
  const lines = (plot.lines ?? []).map(
    ({ kind, points }) =>
      html`<path class="line ${kind}" d="${trusted(points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${across(x)} ${down(y)}`).join(''))}"/>`,
  );
  const layers = plot.layers
    .filter(({ dots }) => dots.length > 0)
    .map(
      ({ kind, dots }) =>
        html`<path class="dots ${kind}" data-ids="${dots.map((dot) => dot.id).join(' ')}" d="${trusted(dots.map((dot) => `M${across(dot.x)} ${down(dot.y)}h0`).join(''))}"/>`,
    );
  const percent = (at: number): string => `${(at * 100).toFixed(2)}%`;
  return html`<figure class="dotplot ${plot.height}" role="img" aria-label="${plot.label}"><span class="y-title">${plot.yTitle}</span><div class="field"><svg viewBox="0 0 ${UNIT} ${UNIT}" preserveAspectRatio="none" aria-hidden="true"><path class="grid" d="${trusted(grid)}"/>${lines}${layers}</svg>${plot.y.map(
    ({ at, label }) => html`<span class="y-tick" style="bottom:${percent(at)}">${label}</span>`,
  )}${plot.x.map(({ at, label }) => html`<span class="x-tick" style="left:${percent(at)}">${label}</span>`)}</div><figcaption>${plot.xTitle}</figcaption></figure>`;
}
