import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonText } from '../../../app/config/json-file.ts';

describe('parseJsonText', () => {
  it.each([
    ['{"a": 1,}', 'c.json line 1 column 9: expected valid JSON, found "}".'],
    ['{\n  "a": 1\n  "b": 2\n}', 'c.json line 3 column 3: expected valid JSON, found "\\"".'],
    ['{"a": [1, 2', 'c.json line 1 column 12: expected valid JSON, found the end of the file.'],
    ["{'a': 1}", 'c.json line 1 column 2: expected valid JSON, found "\'".'],
    ['{"a": 01}', 'c.json line 1 column 8: expected valid JSON, found "1".'],
    ['[1 2]', 'c.json line 1 column 4: expected valid JSON, found "2".'],
    ['{} {}', 'c.json line 1 column 4: expected valid JSON, found "{".'],
    ['{"a" 1}', 'c.json line 1 column 6: expected valid JSON, found "1".'],
    ['[,]', 'c.json line 1 column 2: expected valid JSON, found ",".'],
    ['\n\n// comment\n{}', 'c.json line 3 column 1: expected valid JSON, found "/".'],
    ['{"a": NaN}', 'c.json line 1 column 7: expected valid JSON, found "N".'],
    ['   ', 'c.json: the file is empty.'],
  ])('places the error in %j', (text, message) => {
    expect(() => parseJsonText(text, 'c.json')).toThrow(message);
  });

  it('reads what JSON.stringify writes, with or without a byte order mark', () => {
    fc.assert(
      fc.property(fc.json(), fc.boolean(), (text, marked) => {
        expect(parseJsonText((marked ? '\uFEFF' : '') + text, 'c.json')).toEqual(JSON.parse(text));
      }),
      { seed: 1 },
    );
  });

  it('never blames a place after the one where a character was spoiled', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, seed) => {
        const at = seed % text.length;
        const spoiled = `${text.slice(0, at)}\u0001${text.slice(at)}`;
        let message = '';
        try {
          parseJsonText(spoiled, 'c.json');
        } catch (error) {
          message = error instanceof Error ? error.message : '';
        }
        const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? [];
        expect(Number(line)).toBe(1);
        expect(Number(column)).toBeLessThanOrEqual(at + 1);
      }),
      { seed: 1 },
    );
  });
});
