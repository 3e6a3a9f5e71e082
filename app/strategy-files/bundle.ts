/** User files, strategies and configs alike, as one hashed text that any thread can load. */
import { createHash } from 'node:crypto';
import { builtinModules } from 'node:module';
import { basename, dirname } from 'node:path';
import type { Message, Plugin } from 'esbuild';
import { StrategyError } from '#engine';

/** A user file and everything it imports, except 'candlebench'. Plain data: it can travel to a worker. */
export interface UserBundle {
  /** Base name of the file, for messages. */
  readonly file: string;
  readonly code: string;
  /** SHA-256 of the code, hex. */
  readonly hash: string;
  /** Source map of the code, JSON. */
  readonly map: string;
}

/** The clock, the disk and the network are out of reach by construction: their modules cannot be imported. */
const refuseBuiltins: Plugin = {
  name: 'refuse-builtins',
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ path, importer }) => {
      if (!path.startsWith('node:') && !builtinModules.includes(path)) return undefined;
      const text = `imports "${path}", but strategies and configs cannot use Node's own modules.`;
      return { errors: [{ text, detail: importer }] };
    });
  },
};

/**
 * Bundles one user file.
 * @param path absolute path of a .ts or .js file
 * @throws StrategyError bundle-failed, with file and line
 */
export async function bundleUserFile(path: string): Promise<UserBundle> {
  const { build } = await import('esbuild');
  const file = basename(path);
  try {
    const result = await build({
      entryPoints: [path],
      // Paths inside the bundle, and so its hash, do not depend on where the folder lies.
      absWorkingDir: dirname(path),
      outfile: 'bundle.js',
      bundle: true,
      write: false,
      format: 'cjs',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      target: 'es2022',
      // `a ** b` becomes Math.pow, which the loader replaces: its last bit differs between platforms.
      supported: { 'exponent-operator': false },
      external: ['candlebench'],
      plugins: [refuseBuiltins],
      sourcemap: 'external',
      sourcesContent: false,
      legalComments: 'none',
      logLevel: 'silent',
      tsconfigRaw: '{}',
    });
    const text = (suffix: string): string => result.outputFiles.find((f) => f.path.endsWith(suffix))?.text ?? '';
    const code = text('bundle.js');
    return { file, code, hash: createHash('sha256').update(code).digest('hex'), map: text('bundle.js.map') };
  } catch (cause) {
    throw bundleError(file, cause);
  }
}

function bundleError(file: string, cause: unknown): StrategyError {
  // esbuild rejects with an error that carries its messages.
  const errors =
    cause instanceof Error && 'errors' in cause && Array.isArray(cause.errors) ? (cause.errors as Message[]) : [];
  const [first] = errors;
  if (first === undefined) {
    return new StrategyError(
      'bundle-failed',
      `${file}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { file },
      cause,
    );
  }
  const place = first.location === null ? file : `${basename(first.location.file)} line ${first.location.line}`;
  const sentence = first.text.endsWith('.') ? first.text : `${first.text}.`;
  return new StrategyError(
    'bundle-failed',
    `${place}: ${sentence}`,
    { file, line: first.location?.line ?? null },
    cause,
  );
}
