import uPlot from 'uplot';
import { formatMoney, formatPercent } from '../format/number.ts';
import { chartOptions, followSize, timeAxis, valueAxis } from './chart-frame.ts';
import type { Palette } from './palette.ts';

/** Curves of a run; all columns have one length. */
export interface RunCurves {
  /** Closes, epoch ms. */
  readonly time: Float64Array;
  readonly equity: Float64Array;
  readonly benchmark: Float64Array;
  /** Fractions <= 0 below the highest value so far. */
  readonly drawdown: Float64Array;
  readonly benchmarkDrawdown: Float64Array;
}

/** How far each value lies below the highest before it. @param start the first peak */
export function fallsOf(values: Float64Array, start: number): Float64Array {
  const falls = new Float64Array(values.length);
  let peak = start;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (value > peak) peak = value;
    falls[i] = peak > 0 ? value / peak - 1 : 0;
  }
  return falls;
}

/** Money on an axis: 12.3k, 1.2M. */
export function shortMoney(value: number): string {
  const size = Math.abs(value);
  const [scaled, unit] = size >= 1e6 ? [value / 1e6, 'M'] : size >= 1e4 ? [value / 1e3, 'k'] : [value, ''];
  return `${Number(scaled.toPrecision(4))}${unit}`.replace('-', '−');
}

// uPlot takes typed arrays at run time; its types ask for plain ones.
const toData = (columns: Float64Array[]): uPlot.AlignedData => columns as unknown as uPlot.AlignedData;

/** Equity over buy and hold. */
export function createEquityChart(
  host: HTMLElement,
  curves: RunCurves,
  colours: () => Palette,
  syncKey: string,
): uPlot {
  const plot = new uPlot(
    {
      ...chartOptions(host, syncKey),
      axes: [timeAxis(colours, false), valueAxis(colours, (value) => shortMoney(value))],
      series: [
        {},
        { label: 'Buy and hold', stroke: () => colours().hold, width: 1.25, dash: [5, 4], points: { show: false } },
        { label: 'Equity', stroke: () => colours().line, width: 1.75, points: { show: false } },
      ],
    },
    toData([curves.time, curves.benchmark, curves.equity]),
    host,
  );
  followSize(plot, host);
  return plot;
}

/** Drawdown of equity as an area, of buy and hold as a line. */
export function createDrawdownChart(
  host: HTMLElement,
  curves: RunCurves,
  colours: () => Palette,
  syncKey: string,
): uPlot {
  const plot = new uPlot(
    {
      ...chartOptions(host, syncKey),
      scales: { y: { range: (_, low) => [Math.min(low, -0.01) * 1.08, 0] } },
      axes: [timeAxis(colours, true), valueAxis(colours, (value) => formatPercent(value, { digits: 0 }))],
      series: [
        {},
        { label: 'Buy and hold', stroke: () => colours().hold, width: 1.25, dash: [5, 4], points: { show: false } },
        {
          label: 'Equity',
          stroke: () => colours().down,
          width: 1.5,
          fill: () => `${colours().down}2e`,
          fillTo: 0,
          points: { show: false },
        },
      ],
    },
    toData([curves.time, curves.benchmarkDrawdown, curves.drawdown]),
    host,
  );
  followSize(plot, host);
  return plot;
}

/** One line of figures at an instant. */
export function describeEquity(curves: RunCurves, at: number): readonly (readonly [string, string])[] {
  return [
    ['Equity', formatMoney(curves.equity[at] ?? null)],
    ['Buy and hold', formatMoney(curves.benchmark[at] ?? null)],
  ];
}

/** One line of drawdowns at an instant. */
export function describeDrawdown(curves: RunCurves, at: number): readonly (readonly [string, string])[] {
  return [
    ['Drawdown', formatPercent(curves.drawdown[at] ?? null)],
    ['Buy and hold', formatPercent(curves.benchmarkDrawdown[at] ?? null)],
  ];
}
