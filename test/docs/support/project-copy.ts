import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { applyEdit } from './apply-edit.ts';
import { type DocBlock, ROOT } from './doc-blocks.ts';

/** A copy of the project's sources, to write into what the pages tell a reader to write. */
export interface ProjectCopy {
  readonly folder: string;
  /** Writes a block as a file, or applies an edit to one. */
  write(block: DocBlock): void;
  /** Runs a program of the project's own in the copy; its output, also when it fails. */
  run(program: string, args: readonly string[]): Promise<{ readonly code: number; readonly output: string }>;
  remove(): void;
}

/** Built, installed, or left behind by runs. */
const LEFT_OUT = new Set(['node_modules', 'dist', 'coverage', 'candlebench-out', '.git', '.ci', 'docs']);

/** Copies the sources to a temporary folder; installed and built files are linked. */
export function copyProject(): ProjectCopy {
  const folder = mkdtempSync(join(tmpdir(), 'candlebench-docs-'));
  for (const name of readdirSync(ROOT)) {
    if (LEFT_OUT.has(name)) continue;
    // Fixtures may have packages of their own installed.
    const filter = (path: string) => basename(path) !== 'node_modules';
    cpSync(join(ROOT, name), join(folder, name), { recursive: true, filter });
  }
  for (const name of ['node_modules', 'dist']) symlinkSync(join(ROOT, name), join(folder, name));
  return {
    folder,
    write({ page, line, language, file, text }) {
      if (file === null) throw new Error(`${page}:${line}: expected the block to name a file.`);
      const path = join(folder, file);
      mkdirSync(dirname(path), { recursive: true });
      if (language === 'diff') {
        writeFileSync(path, applyEdit(readFileSync(path, 'utf8'), text, `${page}:${line} ${file}`));
      } else writeFileSync(path, text);
    },
    run: (program, args) =>
      new Promise((resolve) => {
        const options = { cwd: folder, env: cleanEnvironment(), maxBuffer: 1 << 26 };
        execFile(program, [...args], options, (error, stdout, stderr) => {
          const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
          resolve({ code, output: `${stdout}${stderr}` });
        });
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What vitest tells its own workers would confuse another vitest. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const others = /^(VITEST|NODE_OPTIONS|TEST$|NODE_ENV$|FORCE_COLOR$)/;
  const kept = Object.entries(process.env).filter(([name]) => !others.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: '1' };
}

/** Path of an installed program. */
export const installed = (name: string): string => join(ROOT, 'node_modules', '.bin', name);
