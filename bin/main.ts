import { createProgram } from './program.ts';
import { exitCodeOf, tellError } from './tell-error.ts';

/**
 * Runs the command that the arguments of this process name, and sets the exit code.
 * @param argv as `process.argv`: node, script, arguments
 */
export async function main(argv: readonly string[] = process.argv): Promise<void> {
  try {
    await createProgram().parseAsync(argv);
  } catch (error) {
    tellError(error);
    process.exitCode = exitCodeOf(error);
  }
}
