import type { Rule } from '../../model/rule.ts';
import type { Severity } from '../../model/severity.ts';
import type { ServerSoftware } from './fixes/server.ts';
import type { Aspect, Subject } from './subject.ts';

/** What a rule says of one address, or of one server block in a configuration file. Three-valued. */
export type Verdict =
  | { readonly state: 'pass' }
  /**
   * The rule does not concern this subject: no certificate in a configuration file, no HTTP on a mail port. `not-tested`:
   * it may, but nobody asked, so that an earlier finding of it is not refuted.
   */
  | { readonly state: 'not-applicable'; readonly because?: 'not-tested' }
  | {
      readonly state: 'fail';
      /** One sentence, the same for all addresses with the same flaw. */
      readonly message: string;
      /** What was gathered, one short claim each: `TLS1.0: TLS_RSA_WITH_RC4_128_SHA`. */
      readonly evidence: readonly string[];
      /** Instead of the rule's. */
      readonly severity?: Severity;
    }
  /** Facts that the rule needs could not be told. */
  | { readonly state: 'inconclusive'; readonly detail: string };

/** A rule of the tls check: its advice and its judgement in one place. */
export interface TlsRule extends Rule {
  /** The settings that it is about: where a configuration file is marked, and what a fix would change. */
  readonly about: Aspect;
  /** Pure; the same verdict whatever the order of addresses and suites. */
  judge(subject: Subject): Verdict;
  /** What to write into the configuration of this server; undefined: `fix` says all. */
  snippet?(server: ServerSoftware, subject: Subject): string | undefined;
}
