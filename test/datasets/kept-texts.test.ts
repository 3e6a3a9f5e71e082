import { expect, test } from 'vitest';
import { createKeptTexts } from '../../datasets/kept-texts.ts';

test('texts come back, more of them than are remembered, letters of several bytes too', () => {
  const texts = createKeptTexts();
  const all = Array.from({ length: 5000 }, (_, k) => `expected close > 0, was -${k} € "😀".`);
  const spans = all.map((text) => texts.keep(text));
  expect(spans.map(([start, bytes]) => texts.read(start, bytes))).toEqual(all);
});

test('a text that comes again is kept once', () => {
  const texts = createKeptTexts();
  const first = texts.keep('a');
  texts.keep('b');
  expect(texts.keep('a')).toEqual(first);
  expect(texts.keep('c')).toEqual([2, 1]);
});
