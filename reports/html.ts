/** HTML that is safe by construction: a string that is put into a template is escaped, only `Html` is not. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | null | false | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for element content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function render(part: Part): string {
  if (part === null || part === false) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  if ('markup' in part) return part.markup;
  return part.map(render).join('');
}

/**
 * Builds markup from a template; strings are escaped, `Html` and lists of it are put in as they are,
 * null and false leave nothing.
 * @example html`<b>${'<script>'}</b>`.markup // '<b>&lt;script&gt;</b>'
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = strings[0] ?? '';
  for (let i = 0; i < parts.length; i++) markup += render(parts[i] ?? null) + (strings[i + 1] ?? '');
  return { markup };
}

/** Markup that the caller vouches for: bundled scripts and styles, numbers drawn as paths. */
export function trusted(markup: string): Html {
  return { markup };
}

/** JSON for the inside of a script element: nothing in it can end the element or begin a comment. */
export function scriptJson(value: unknown): Html {
  return trusted(
    JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}
