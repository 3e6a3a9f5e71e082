import type uPlot from 'uplot';

/** Charts over one time axis: where one goes, all go. */
export interface LinkedCharts {
  /** Shows [from, to], kept within the bounds and no narrower than the least span. */
  show(from: number, to: number): void;
  /** Zooms by a factor around an instant; below 1 is closer. */
  zoom(factor: number, around?: number): void;
  /** Moves by a part of what is shown. */
  move(part: number): void;
  all(): void;
  range(): [number, number];
}

/**
 * Links charts; drag selects, double-click shows everything.
 * @param bounds first and last instant, epoch ms
 * @param leastSpan narrowest view, ms
 * @param onChange told the range before the charts go there
 */
export function linkCharts(
  plots: readonly uPlot[],
  bounds: readonly [number, number],
  leastSpan: number,
  onChange: (from: number, to: number) => void,
): LinkedCharts {
  let range: [number, number] = [...bounds];
  let isScheduled = false;

  const apply = (): void => {
    isScheduled = false;
    onChange(range[0], range[1]);
    for (const plot of plots) plot.setScale('x', { min: range[0], max: range[1] });
  };
  const show = (from: number, to: number): void => {
    const span = Math.min(Math.max(to - from, leastSpan), bounds[1] - bounds[0]);
    const middle = (from + to) / 2;
    const start = Math.min(Math.max(middle - span / 2, bounds[0]), bounds[1] - span);
    range = [start, start + span];
    // Wheel and touch report more often than the screen is drawn.
    if (!isScheduled) requestAnimationFrame(apply);
    isScheduled = true;
  };
  const linked: LinkedCharts = {
    show,
    zoom(factor, around = (range[0] + range[1]) / 2) {
      const span = Math.min(Math.max((range[1] - range[0]) * factor, leastSpan), bounds[1] - bounds[0]);
      const part = (around - range[0]) / (range[1] - range[0]);
      show(around - span * part, around + span * (1 - part));
    },
    move(part) {
      const step = (range[1] - range[0]) * part;
      show(range[0] + step, range[1] + step);
    },
    all: () => show(bounds[0], bounds[1]),
    range: () => range,
  };
  for (const plot of plots) listen(plot, linked);
  apply();
  return linked;
}

function listen(plot: uPlot, linked: LinkedCharts): void {
  plot.hooks.setSelect = [
    () => {
      const { left, width } = plot.select;
      if (width < 4) return;
      const from = plot.posToVal(left, 'x');
      const to = plot.posToVal(left + width, 'x');
      plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      linked.show(from, to);
    },
  ];
  const { over } = plot;
  over.addEventListener('dblclick', () => linked.all());
  over.addEventListener(
    'wheel',
    (event) => {
      const isZoom = event.ctrlKey || event.metaKey;
      const isMove = !isZoom && (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY));
      // A plain wheel scrolls the page.
      if (!isZoom && !isMove) return;
      event.preventDefault();
      const delta = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY;
      if (isMove) linked.move(delta / over.clientWidth);
      else linked.zoom(1 + Math.min(Math.max(delta, -60), 60) / 200, plot.posToVal(event.offsetX, 'x'));
    },
    { passive: false },
  );
  listenToShiftDrag(plot, linked);
  listenToTouch(plot, linked);
}

function listenToShiftDrag(plot: uPlot, linked: LinkedCharts): void {
  const { over } = plot;
  // In the capture phase of the parent, so that the selection of the chart does not begin.
  over.parentElement?.addEventListener(
    'mousedown',
    (event) => {
      if (!event.shiftKey || event.button !== 0) return;
      event.stopPropagation();
      event.preventDefault();
      const [from, to] = linked.range();
      const perPixel = (to - from) / over.clientWidth;
      const move = (now: MouseEvent): void => {
        const shift = (event.clientX - now.clientX) * perPixel;
        linked.show(from + shift, to + shift);
      };
      addEventListener('mousemove', move);
      addEventListener('mouseup', () => removeEventListener('mousemove', move), { once: true });
    },
    true,
  );
}

function listenToTouch(plot: uPlot, linked: LinkedCharts): void {
  const { over } = plot;
  let start: { readonly xs: readonly number[]; readonly range: readonly [number, number] } | null = null;
  const positions = (event: TouchEvent): number[] => {
    const { left } = over.getBoundingClientRect();
    return [...event.touches].slice(0, 2).map((touch) => touch.clientX - left);
  };
  const begin = (event: TouchEvent): void => {
    start = event.touches.length === 0 ? null : { xs: positions(event), range: [...linked.range()] };
  };
  over.addEventListener('touchstart', begin, { passive: true });
  over.addEventListener('touchend', begin, { passive: true });
  over.addEventListener(
    'touchmove',
    (event) => {
      if (start === null) return;
      const [a = 0, b] = start.xs;
      const [nowA = 0, nowB] = positions(event);
      const [from, to] = start.range;
      const perPixel = (to - from) / over.clientWidth;
      if (b === undefined || nowB === undefined) {
        linked.show(from + (a - nowA) * perPixel, to + (a - nowA) * perPixel);
        return;
      }
      event.preventDefault();
      const factor = Math.abs(b - a) / Math.max(Math.abs(nowB - nowA), 8);
      const anchor = from + ((a + b) / 2) * perPixel;
      const middle = (nowA + nowB) / 2;
      const shown = from + ((a + b) / 2 - middle * factor) * perPixel;
      linked.show(Math.min(shown, anchor), Math.max(shown + (to - from) * factor, anchor));
    },
    { passive: false },
  );
}
