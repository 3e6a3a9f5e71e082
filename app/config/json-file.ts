import { ConfigError } from '#engine';

/**
 * Parses the text of a JSON file.
 * @param text the file's text, with or without a byte order mark
 * @param file name for messages
 * @throws ConfigError invalid-json, with line and column
 */
export function parseJsonText(text: string, file: string): unknown {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (body.trim() === '') throw new ConfigError('empty-file', `${file}: the file is empty.`, { file });
  try {
    return JSON.parse(body);
  } catch (cause) {
    const at = syntaxErrorAt(body);
    const before = body.slice(0, at);
    const line = before.split('\n').length;
    const column = at - (before.lastIndexOf('\n') + 1) + 1;
    const found = at >= body.length ? 'the end of the file' : JSON.stringify(body[at]);
    const message = `${file} line ${line} column ${column}: expected valid JSON, found ${found}.`;
    throw new ConfigError('invalid-json', message, { file, line, column }, cause);
  }
}

const TOKENS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a JSON text must not hold them, and here that is found
  /[ \t\r\n]+|[{}[\]:,]|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Position of the first character that JSON does not allow: V8 tells it for some errors only.
 * Walks the tokens with a stack of open brackets and the token that may come next.
 */
function syntaxErrorAt(text: string): number {
  const open: string[] = [];
  let expect: 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'after' | 'end' = 'value';
  let at = 0;
  while (at < text.length) {
    TOKENS.lastIndex = at;
    const token = TOKENS.exec(text)?.[0];
    if (token === undefined) return at;
    if (token.trim() === '') {
      at += token.length;
      continue;
    }
    const inside = open[open.length - 1];
    if (expect === 'end') return at;
    if (expect === 'colon') {
      if (token !== ':') return at;
      expect = 'value';
    } else if (expect === 'after') {
      if (token === ',') expect = inside === '{' ? 'key' : 'value';
      else if ((token === '}' && inside === '{') || (token === ']' && inside === '[')) {
        open.pop();
        expect = open.length === 0 ? 'end' : 'after';
      } else return at;
    } else if (expect === 'key' || expect === 'key or }') {
      if (token.startsWith('"')) expect = 'colon';
      else if (token === '}' && expect === 'key or }') {
        open.pop();
        expect = open.length === 0 ? 'end' : 'after';
      } else return at;
    } else if (token === '{' || token === '[') {
      open.push(token);
      expect = token === '{' ? 'key or }' : 'value or ]';
    } else if (token === ']' && expect === 'value or ]') {
      open.pop();
      expect = open.length === 0 ? 'end' : 'after';
    } else if ('}]:,'.includes(token)) return at;
    else expect = open.length === 0 ? 'end' : 'after';
    at += token.length;
  }
  return at;
}
