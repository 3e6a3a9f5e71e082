/** Errors as words on stderr and as an exit code. */

/** Exit codes of the command line. */
export const EXIT = {
  /** A check failed. */
  failed: 1,
  /** The input is wrong: config, data, strategy or arguments. */
  badInput: 2,
  /** A defect of this program. */
  defect: 3,
  /** Ended by Ctrl-C. */
  interrupted: 130,
} as const;

/** What the errors of the library have in common; read by shape, so that the command line starts without the library. */
interface TypedError extends Error {
  readonly kind: string;
  readonly code: string;
}

function isTyped(error: unknown): error is TypedError {
  return error instanceof Error && 'kind' in error && 'code' in error;
}

/** Errors of commander carry their own exit code and have already been told. */
function isCommander(error: unknown): error is Error & { readonly exitCode: number } {
  return error instanceof Error && error.name === 'CommanderError' && 'exitCode' in error;
}

/**
 * Exit code for an error.
 * @param error whatever was thrown
 */
export function exitCodeOf(error: unknown): number {
  if (isCommander(error)) return error.exitCode === 0 ? 0 : EXIT.badInput;
  return isTyped(error) && error.kind !== 'InvariantError' ? EXIT.badInput : EXIT.defect;
}

/** Writes one sentence about an error to stderr; the stack only with CANDLEBENCH_DEBUG=1. */
export function tellError(error: unknown): void {
  if (!isCommander(error)) {
    const message = error instanceof Error ? error.message : String(error);
    const text = exitCodeOf(error) === EXIT.defect ? `This is a defect of candlebench: ${message}` : message;
    process.stderr.write(`candlebench: ${text}\n`);
  }
  if (process.env.CANDLEBENCH_DEBUG === '1' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
}
