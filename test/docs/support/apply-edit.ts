/**
 * Applies an edit as the pages show it: hunks divided by `@@`, lines that begin with a blank (as it is), `-` (goes) or
 * `+` (comes). Each hunk must fit at exactly one place, so that a page cannot outlive the code it talks about.
 * @param text content of the file
 * @param edit the block
 * @param where page and file, begins complaints
 */
export function applyEdit(text: string, edit: string, where: string): string {
  let result = text;
  for (const hunk of edit.trimEnd().split(/^@@\n/m)) {
    const lines = hunk.replace(/\n$/, '').split('\n');
    const before = lines.filter((line) => !line.startsWith('+')).map(bodyOf);
    const after = lines.filter((line) => !line.startsWith('-')).map(bodyOf);
    result = replaceOnce(result, before, after, where);
  }
  return result;
}

const bodyOf = (line: string): string => line.slice(1);

function replaceOnce(text: string, before: readonly string[], after: readonly string[], where: string): string {
  const lines = text.split('\n');
  const places = lines.flatMap((_, i) => (before.every((line, k) => lines[i + k] === line) ? [i] : []));
  if (before.length === 0 || places.length !== 1) {
    throw new Error(`${where}: expected the lines to occur once, was ${places.length} times:\n${before.join('\n')}`);
  }
  lines.splice(places[0], before.length, ...after);
  return lines.join('\n');
}
