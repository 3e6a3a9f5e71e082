/** A strategy as it took part: its code by hash, its parameters by value. */
export interface StrategyIdentity {
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  readonly params: Readonly<Record<string, number | boolean | string>>;
}

/** What a run is a run of. */
export interface ReportIdentity {
  readonly runId: string;
  /** SHA-256 over orders, fills, equity and config. */
  readonly fingerprint: string;
  readonly engineVersion: string;
  readonly configHash: string;
  readonly strategies: readonly StrategyIdentity[];
}

/** What a study is a study of; its fingerprint is part of the result. */
export interface StudyIdentity {
  readonly studyId: string;
  readonly engineVersion: string;
  /** Hash of the base config. */
  readonly configHash: string;
  /** Strategies with their present parameters. */
  readonly strategies: readonly StrategyIdentity[];
}
