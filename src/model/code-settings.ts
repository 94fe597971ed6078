/** What the policy says for the code check, completed with defaults. */
export interface CodeSettings {
  /** Examine tests too. */
  readonly tests: boolean;
}

export const defaultCodeSettings: CodeSettings = { tests: false };
