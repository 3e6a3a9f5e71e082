import { createHash } from 'node:crypto';
import { type AssetName, readAsset } from '../assets.ts';
import { type Html, html, scriptJson, trusted } from '../html.ts';

/** What every report page is made of. */
export interface DocumentParts {
  readonly kind: string;
  readonly title: string;
  /** One line under the title. */
  readonly subtitle: Html;
  readonly sections: readonly { readonly id: string; readonly label: string }[];
  readonly body: Html;
  readonly script: AssetName;
  /** What the script finds in the page. */
  readonly payload: unknown;
}

/**
 * Builds a whole page that needs nothing but itself: styles, script and data are inside,
 * and its content security policy allows that one script and no network.
 */
export function renderDocument(parts: DocumentParts): string {
  const script = readAsset(parts.script)
    .trim()
    .replace(/<\/(?=script)/gi, '<\\/');
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${parts.title} · candlebench</title>
<style>${trusted(readAsset('report.css').trim())}</style>
</head>
<body>
<a class="skip" href="#verdict">Skip to the verdict</a>
<header class="top">
<div class="top-row">
<p class="brand"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 1v14M12 1v14"/><rect x="2" y="5" width="4" height="7"/><rect x="10" y="3" width="4" height="6"/></svg>candlebench <span>${parts.kind}</span></p>
<div class="theme" role="group" aria-label="Colours"><button type="button" data-theme-choice="auto" aria-pressed="true">Auto</button><button type="button" data-theme-choice="light" aria-pressed="false">Light</button><button type="button" data-theme-choice="dark" aria-pressed="false">Dark</button></div>
</div>
<h1>${parts.title}</h1>
<p class="subtitle">${parts.subtitle}</p>
<nav aria-label="Sections">${parts.sections.map(({ id, label }) => html`<a href="#${id}">${label}</a>`)}</nav>
</header>
<main>
${parts.body}
</main>
<noscript><p class="notice">Charts and the sortable tables need scripts. Every figure is also in the tables below the charts.</p></noscript>
<script type="application/json" id="payload">${scriptJson(parts.payload)}</script>
<script>${trusted(script)}</script>
</body>
</html>
`;
  return page.markup;
}
