import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { ROOT } from './doc-blocks.ts';

/** The code of one `@example` of a docstring. */
export interface DocstringExample {
  /** Relative to the root. */
  readonly file: string;
  readonly line: number;
  /** What the docstring is about. */
  readonly of: string;
  readonly code: string;
}

const FOLDERS = ['app', 'engine', 'datasets', 'optimizers', 'reports', 'strategies'];

/** Finds the examples of all docstrings. */
export function findExamples(): readonly DocstringExample[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .sort()
      .flatMap((name) => examplesOf(join(folder, name))),
  );
}

function examplesOf(file: string): readonly DocstringExample[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/\/\*\*(?:(?!\*\/)[\s\S])*?@example((?:(?!\*\/)[\s\S])*)\*\/\s*(.*)/g)].map((match) => ({
    file,
    line: text.slice(0, match.index).split('\n').length,
    of: /(?:function|const|class|interface) (\w+)/.exec(match[2])?.[1] ?? match[2],
    code: match[1]
      .split('\n')
      .map((line) => line.replace(/^\s*\* ?/, ''))
      .join('\n')
      .trim(),
  }));
}

/** An expression of an example beside the value that its comment promises. */
export interface Promised {
  readonly code: string;
  readonly value: unknown;
  readonly promised: unknown;
}

/**
 * Runs an example with names in scope.
 * @returns what its comments promise: a comment that reads as a value, behind an expression or on the line after it
 */
export async function runExample(code: string, scope: Readonly<Record<string, unknown>>): Promise<readonly Promised[]> {
  const found: Promised[] = [];
  const lines = code.replaceAll(/\n\/\/ (?=[[{\d'"])/g, ' // ').split('\n');
  const marked = lines.map((line) => {
    const match = /^(?!const |export |\/\/)(.+?);? \/\/ (.+)$/.exec(line);
    return match !== null && isLiteral(match[2])
      ? `__found.push({ code: ${JSON.stringify(match[1])}, value: (${match[1]}), promised: (${match[2]}) });`
      : line;
  });
  const source = marked.join('\n').replace(/^export default /m, '__exported = ');
  const { code: plain } = transformSync(source, { loader: 'ts', target: 'es2022' });
  const names = Object.keys(scope);
  // The constructor of async functions has no name of its own.
  const AsyncFunction = (async () => undefined).constructor as new (
    ...parts: string[]
  ) => (...values: unknown[]) => Promise<void>;
  const body = new AsyncFunction('__found', ...names, `let __exported;\n${plain}`);
  await body(found, ...names.map((name) => scope[name]));
  return found;
}

function isLiteral(text: string): boolean {
  try {
    const { code } = transformSync(`(${text})`, { loader: 'js' });
    return /^(?:[[{'"`(\d-]|true|false|null)/.test(text) && code !== '';
  } catch {
    return false;
  }
}
