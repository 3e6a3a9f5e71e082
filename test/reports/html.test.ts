import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, html, scriptJson } from '../../reports/html.ts';

describe('html', () => {
  it('escapes strings and keeps markup', () => {
    const inner = html`<b>${'<&>"\''}</b>`;
    expect(inner.markup).toBe('<b>&lt;&amp;&gt;&quot;&#39;</b>');
    expect(html`<i title="${'" onload="x'}">${inner}${null}${false}${[inner, 3]}</i>`.markup).toBe(
      `<i title="&quot; onload=&quot;x">${inner.markup}${inner.markup}3</i>`,
    );
  });

  it('leaves no character that could open a tag or close an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']/);
      }),
      { seed: 1 },
    );
  });

  it('writes JSON that cannot leave its script element and reads back the same', () => {
    const value = { text: '</script><!--<script>\u2028&', list: [1, null] };
    const { markup } = scriptJson(value);
    expect(markup).not.toMatch(/[<>&\u2028]/);
    expect(JSON.parse(markup)).toEqual(value);
  });
});
