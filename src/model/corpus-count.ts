/** What people's labels say of the findings of one rule in corpora that it was not tuned on. */
export interface CorpusCount {
  readonly rule: string;
  /** Of the rule and of the engine that were counted: the count says nothing about others. */
  readonly version: number;
  readonly engine: number;
  readonly truePositives: number;
  readonly falsePositives: number;
}
