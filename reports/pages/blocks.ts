/** The few blocks that all pages are built from. */
import { NO_NUMBER } from '../format/number.ts';
import { type Html, html } from '../html.ts';

/** A column of a plain table. */
export interface ColumnSpec {
  readonly label: string;
  /** Text is left, numbers are right aligned. */
  readonly kind?: 'text' | 'number';
}

export type Cell = string | Html;

/** A table with a caption for those who cannot see what it stands beside. */
export function table(caption: string, columns: readonly ColumnSpec[], rows: readonly (readonly Cell[])[]): Html {
  const align = (index: number): string => (columns[index]?.kind === 'number' ? 'num' : 'txt');
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption class="hidden">${caption}</caption><thead><tr>${columns.map(
    (column, i) => html`<th scope="col" class="${align(i)}">${column.label}</th>`,
  )}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map((cell, i) => html`<td class="${align(i)}">${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}

/** A table that opens on demand, such as the one behind a chart. */
export function folded(summary: string, content: Html): Html {
  return html`<details class="fold"><summary>${summary}</summary>${content}</details>`;
}

/** A titled section of the page. */
export function section(id: string, title: string, note: Html | string | null, content: Html): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title"><div class="section-head"><h2 id="${id}-title">${title}</h2>${
    note === null ? null : html`<p class="note">${note}</p>`
  }</div>${content}</section>`;
}

/** Pairs of a term and its value. */
export function facts(pairs: readonly (readonly [string, Cell])[]): Html {
  return html`<dl class="facts">${pairs.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** A hash, short to read and whole to copy. */
export function hash(value: string): Html {
  if (value === '') return html`${NO_NUMBER}`;
  return html`<code class="hash" title="${value}">${value.length > 16 ? `${value.slice(0, 12)}…` : value}</code>`;
}

/** A bulleted list. */
export function bullets(items: readonly string[]): Html {
  return html`<ul class="bullets">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

/** A signed figure in the colour of its sign; the sign itself is always printed. */
export function signed(value: number | null, text: string): Html {
  if (value === null || value === 0 || !Number.isFinite(value)) return html`${text}`;
  return html`<span class="${value > 0 ? 'up' : 'down'}">${text}</span>`;
}

/** The verdict: what it came to, and what weakens it. */
export function verdictBlock(verdict: {
  readonly tone: string;
  readonly headline: string;
  readonly sentence: string;
  readonly warnings: readonly string[];
}): Html {
  const { tone, headline, sentence, warnings } = verdict;
  return html`<section id="verdict" class="verdict ${tone}" aria-label="Verdict"><p class="headline">${headline}</p><p class="sentence">${sentence}</p>${
    warnings.length > 0 && html`<ul class="warnings">${warnings.map((warning) => html`<li>${warning}</li>`)}</ul>`
  }</section>`;
}
