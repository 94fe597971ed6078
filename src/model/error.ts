/** What the user must repair. Each code is documented in docs/errors.md; all of them end with exit code 2. */
export type ErrorCode =
  | 'usage'
  | 'target'
  | 'git'
  | 'policy'
  | 'baseline'
  | 'decision-record'
  | 'observation'
  | 'sbom'
  | 'serve'
  | 'output'
  | 'key'
  | 'log'
  | 'agreement'
  | 'advisories'
  | 'rules'
  | 'database';

/**
 * An error whose repair is in the user's hands (arguments, policy file, output path). The message says what is wrong
 * and where; `repair` says how to mend it. A bug is never a `LockstepError`: it is thrown as what it is.
 */
export class LockstepError extends Error {
  readonly code: ErrorCode;
  readonly repair: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { repair?: string; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'LockstepError';
    this.code = code;
    this.repair = options.repair;
  }
}
