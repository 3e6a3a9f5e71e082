/** Who must act on an error: the writer of the config, of the data file or of the strategy, or us. */
export type ErrorKind = 'ConfigError' | 'DatasetError' | 'StrategyError' | 'InvariantError';

/** An error with one sentence for the user and the facts behind it for a program. */
export class CandlebenchError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    kind: ErrorKind,
    code: string,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = kind;
    this.kind = kind;
    this.code = code;
    this.details = details;
  }
}

/** The configuration, study or command line is wrong; the message names the key. */
export class ConfigError extends CandlebenchError {
  constructor(code: string, message: string, details: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super('ConfigError', code, message, details, cause);
  }
}

/** A data file is wrong; the message names the file and, where there is one, the line. */
export class DatasetError extends CandlebenchError {
  constructor(code: string, message: string, details: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super('DatasetError', code, message, details, cause);
  }
}

/** A strategy threw, ran for ever, looked at the clock or gave a value that is no number. */
export class StrategyError extends CandlebenchError {
  constructor(code: string, message: string, details: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super('StrategyError', code, message, details, cause);
  }
}

/** Something that cannot happen did: the books do not balance, an approval was exceeded. */
export class InvariantError extends CandlebenchError {
  constructor(code: string, message: string, details: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super('InvariantError', code, message, details, cause);
  }
}
