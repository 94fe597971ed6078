/** What the policy says for the code check, completed with defaults. */
export interface CodeSettings {
  /** Examine tests too. */
  readonly tests: boolean;
  /** Rule files besides those in `.lockstep/rules`; globs with the meaning of .gitignore lines. */
  readonly rules: readonly string[];
}

export const defaultCodeSettings: CodeSettings = { tests: false, rules: [] };
