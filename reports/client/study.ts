import type { StudyPayload } from '../payload/study-payload.ts';
import { readPayload } from './page.ts';
import { watchTheme } from './palette.ts';
import { createParameterMap } from './parameter-map.ts';
import { makeSortable } from './sortable-table.ts';
import { showTrialCards } from './trial-card.ts';

const payload = readPayload<StudyPayload>();
// Everything here is drawn by the style sheet, which follows the theme by itself.
watchTheme(() => {});
createParameterMap(payload);
showTrialCards(payload);
for (const table of document.querySelectorAll<HTMLTableElement>('table.sortable')) makeSortable(table);
