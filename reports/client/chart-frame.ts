import uPlot from 'uplot';
import { DAY_MS, MONTH_NAMES } from '../format/time.ts';
import type { Palette } from './palette.ts';

/** Width of the price axis in CSS pixels; equal in all charts, so that their time axes line up. */
export const AXIS_WIDTH = 62;
const FONT = '11px Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

/** Room left of the plot, so that the label of its first instant fits. */
const LEFT_ROOM = 14;
/** Half the width of a character of a label, in CSS pixels. */
const HALF_CHARACTER = 3.2;

function labelTime(now: Date, last: Date | null, step: number): string {
  const year = now.getUTCFullYear();
  const month = MONTH_NAMES[now.getUTCMonth()] ?? '';
  const day = `${now.getUTCDate()} ${month}`;
  if (step >= 28 * DAY_MS) return now.getUTCMonth() === 0 ? String(year) : last === null ? `${month} ${year}` : month;
  if (step >= DAY_MS) return last?.getUTCFullYear() === year ? day : `${day} ${year}`;
  return last?.getUTCDate() === now.getUTCDate() ? now.toISOString().slice(11, 16) : day;
}

/** Labels of instants, as short as the step between them allows; what has changed is spelled out. */
export function labelTimes(plot: uPlot, splits: number[], _: number, __: number, step: number): string[] {
  let last: Date | null = null;
  return splits.map((split) => {
    const now = new Date(split);
    const label = labelTime(now, last, step);
    // A label that would be cut off on the left is left out, and the next one spells out its date.
    if (plot.valToPos(split, 'x') + LEFT_ROOM < label.length * HALF_CHARACTER) return '';
    last = now;
    return label;
  });
}

/** Axis of time, with or without labels; charts stacked above another carry none. */
export function timeAxis(colours: () => Palette, hasLabels: boolean): uPlot.Axis {
  return {
    stroke: () => colours().muted,
    font: FONT,
    space: 76,
    size: hasLabels ? 30 : 8,
    gap: 6,
    values: hasLabels ? labelTimes : () => [],
    grid: { stroke: () => colours().grid, width: 1 },
    ticks: { show: false },
  };
}

/** Axis of values on the right. */
export function valueAxis(colours: () => Palette, format: (value: number, step: number) => string): uPlot.Axis {
  return {
    side: 1,
    stroke: () => colours().muted,
    font: FONT,
    size: AXIS_WIDTH,
    gap: 8,
    space: 34,
    values: (_, splits, __, ___, step) => splits.map((split) => format(split, step)),
    grid: { stroke: () => colours().grid, width: 1 },
    ticks: { show: false },
  };
}

/** What all charts of a page share: UTC, milliseconds, one cursor. */
export function chartOptions(
  host: HTMLElement,
  syncKey: string,
): Pick<uPlot.Options, 'width' | 'height' | 'ms' | 'tzDate' | 'legend' | 'cursor' | 'padding'> {
  return {
    width: host.clientWidth,
    height: host.clientHeight,
    ms: 1,
    tzDate: (time) => uPlot.tzDate(new Date(time), 'Etc/UTC'),
    legend: { show: false },
    padding: [10, 0, 0, LEFT_ROOM],
    cursor: {
      // A level means something only in the chart under the pointer.
      y: false,
      sync: { key: syncKey, scales: ['x', null] },
      // Zooming goes through the group of linked charts, which knows the bounds.
      drag: { x: true, y: false, setScale: false },
      points: { show: false },
    },
  };
}

/** Keeps a chart as large as its host. */
export function followSize(plot: uPlot, host: HTMLElement): void {
  new ResizeObserver(() => {
    if (host.clientWidth > 0) plot.setSize({ width: host.clientWidth, height: host.clientHeight });
  }).observe(host);
}
