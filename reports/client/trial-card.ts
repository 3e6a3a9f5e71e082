import { formatValue } from '../format/number.ts';
import { formatMetric, metricLabel } from '../pages/metric-labels.ts';
import type { PackedTrial, StudyPayload } from '../payload/study-payload.ts';
import { element, make } from './page.ts';

/** How near the pointer must come to a dot, in CSS pixels. */
const REACH = 14;

interface PlacedDot {
  readonly x: number;
  readonly y: number;
  readonly id: number;
}

/** Reads the places of dots back from the drawing, 0 to 1000. */
function readDots(svg: SVGSVGElement): PlacedDot[] {
  return [...svg.querySelectorAll<SVGPathElement>('path[data-ids]')].flatMap((path) => {
    const ids = (path.dataset.ids ?? '').split(' ').map(Number);
    const moves = (path.getAttribute('d') ?? '').split('M').slice(1);
    return moves.map((move, i) => {
      const [x = 0, y = 0] = move.replace('h0', '').split(' ').map(Number);
      return { x, y, id: ids[i] ?? -1 };
    });
  });
}

/** Shows a card with the trial under the pointer, in every scatter plot of the page. */
export function showTrialCards(payload: StudyPayload): void {
  const card = element('trial-card');
  const byIndex = new Map(payload.trials.map((trial) => [trial.index, trial]));
  for (const field of document.querySelectorAll<HTMLElement>('.dotplot .field')) {
    const svg = field.querySelector('svg');
    if (svg === null) continue;
    let dots: PlacedDot[] | null = null;
    field.addEventListener('pointermove', (event) => {
      dots ??= readDots(svg);
      const box = svg.getBoundingClientRect();
      let nearest: PlacedDot | null = null;
      let least = REACH * REACH;
      for (const dot of dots) {
        const dx = box.left + (dot.x / 1000) * box.width - event.clientX;
        const dy = box.top + (dot.y / 1000) * box.height - event.clientY;
        // The last of equals lies on top.
        if (dx * dx + dy * dy <= least) {
          least = dx * dx + dy * dy;
          nearest = dot;
        }
      }
      const trial = nearest === null ? undefined : byIndex.get(nearest.id);
      card.hidden = trial === undefined;
      if (trial === undefined) return;
      fillCard(card, trial, payload);
      const left = Math.min(event.clientX + 14, document.documentElement.clientWidth - card.offsetWidth - 8);
      card.style.left = `${Math.max(8, left) + scrollX}px`;
      card.style.top = `${event.clientY + 16 + scrollY}px`;
    });
    field.addEventListener('pointerleave', () => {
      card.hidden = true;
    });
  }
}

function fillCard(card: HTMLElement, trial: PackedTrial, payload: StudyPayload): void {
  const title = make('p', 'card-title', `Trial ${trial.index}`);
  const value =
    trial.value === null ? trial.status : `${metricLabel(payload.metric)} ${formatMetric(payload.metric, trial.value)}`;
  title.append(make('span', '', value));
  const list = make('dl');
  for (const [i, spec] of payload.space.entries())
    list.append(make('dt', '', spec.name), make('dd', '', formatValue(trial.params[i])));
  card.replaceChildren(title, list);
  if (trial.reason !== '') card.append(make('p', 'note', trial.reason));
}
