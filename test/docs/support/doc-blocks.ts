import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A fenced block of a Markdown page. */
export interface DocBlock {
  readonly page: string;
  /** Line of its fence, from 1. */
  readonly line: number;
  readonly language: string;
  /** File that it stands for: after the language on the fence, or in a comment on its first line. */
  readonly file: string | null;
  /** Without the comment that names the file. */
  readonly text: string;
}

/** The root of the clone. */
export const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Pages of the project, relative to its root. */
export function listPages(): readonly string[] {
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
  return [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    ...docs.filter((name) => name.endsWith('.md')).map((name) => join('docs', name)),
  ].sort();
}

/** Reads a page. @param page relative to the root */
export const readPage = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

/** Reads the fenced blocks of a page, in order. */
export function readBlocks(page: string): readonly DocBlock[] {
  const blocks: DocBlock[] = [];
  const lines = readPage(page).split('\n');
  for (let i = 0; i < lines.length; i += 1) {
    const fence = /^```(\w+)(?: (\S+))?$/.exec(lines[i]);
    if (fence === null) continue;
    const end = lines.indexOf('```', i + 1);
    if (end < 0) throw new Error(`${page}:${i + 1}: expected the block to end, was open.`);
    const body = lines.slice(i + 1, end);
    const comment = /^\/\/ (\S+\.(?:ts|mjs))$/.exec(body[0] ?? '');
    blocks.push({
      page,
      line: i + 1,
      language: fence[1],
      file: fence[2] ?? comment?.[1] ?? null,
      text: `${body.slice(comment === null ? 0 : 1).join('\n')}\n`,
    });
    i = end;
  }
  return blocks;
}
