import { binPairs, binParameter } from '../analysis/parameter-bins.ts';
import { formatMetric } from '../pages/metric-labels.ts';
import type { StudyPayload } from '../payload/study-payload.ts';
import { elementIfAny, make } from './page.ts';

const BINS = 10;

/** Fills the map of two parameters and refills it when others are chosen. */
export function createParameterMap(payload: StudyPayload): void {
  const form = elementIfAny<HTMLFormElement>('map-choice');
  const table = elementIfAny<HTMLTableElement>('map-table');
  if (form === null || table === null) return;
  const refresh = (): void => {
    const data = new FormData(form);
    const at = (field: string): number => payload.space.findIndex((spec) => spec.name === data.get(field));
    fill(table, payload, at('x'), at('y'));
  };
  form.addEventListener('change', refresh);
  refresh();
}

const lastPart = (path: string): string => path.split('.').at(-1) ?? path;

function fill(table: HTMLTableElement, payload: StudyPayload, across: number, down: number): void {
  const [x, y] = [payload.space[across], payload.space[down]];
  if (x === undefined || y === undefined) return;
  const columns = binParameter(x, BINS);
  const rows = binParameter(y, BINS);
  const points = payload.trials.flatMap(({ params, value }) =>
    value === null ? [] : [{ x: params[across] ?? undefined, y: params[down] ?? undefined, value }],
  );
  const cells = binPairs(points, columns, rows);
  const medians = cells.flat().flatMap((cell) => (cell.median === null ? [] : [cell.median]));
  // The bottom tenth shares the palest colour, so that one disaster does not use up the scale.
  const sorted = medians.sort((a, b) => (payload.direction === 'max' ? a - b : b - a));
  const worst = sorted[Math.floor(sorted.length / 10)] ?? 0;
  const best = sorted.at(-1) ?? 1;

  const head = make('tr');
  head.append(
    make('th', 'txt', `${lastPart(y.name)} ↓  ${lastPart(x.name)} →`),
    ...columns.labels.map((label) => make('th', 'num', label)),
  );
  const thead = make('thead');
  thead.append(head);
  const body = make('tbody');
  for (const [r, label] of rows.labels.entries()) {
    const line = make('tr');
    const name = make('th', 'txt', label);
    name.scope = 'row';
    line.append(name);
    for (const { median, count } of cells[r] ?? []) {
      const cell = make(
        'td',
        median === null ? 'num none' : 'num heat',
        median === null ? '' : formatMetric(payload.metric, median),
      );
      if (median !== null) {
        const part = best === worst ? 1 : Math.min(1, Math.max(0, (median - worst) / (best - worst)));
        cell.style.setProperty('--w', `${Math.round(part * 100)}%`);
        cell.title = `${count} ${count === 1 ? 'trial' : 'trials'}`;
      }
      line.append(cell);
    }
    body.append(line);
  }
  table.replaceChildren(thead, body);
}
