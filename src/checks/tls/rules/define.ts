import type { OwaspCategory, RuleExample } from '../../../model/rule.ts';
import type { Severity } from '../../../model/severity.ts';
import { consequencesOf } from './attacks.ts';
import { snippetFor } from '../fixes/snippets.ts';
import type { TlsRule, Verdict } from '../rule.ts';
import type { Aspect, Subject } from '../subject.ts';

/** A rule as its file writes it down; `tls/` and what is the same for nearly all of them are added here. */
interface Definition {
  readonly slug: string;
  readonly title: string;
  readonly severity: Severity;
  readonly about: Aspect;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  readonly references: readonly string[];
  /** 327, use of a broken or risky algorithm, where not said. */
  readonly cwe?: readonly number[];
  /** A04:2025 Cryptographic Failures where not said. */
  readonly owasp?: readonly OwaspCategory[];
  readonly tags?: readonly string[];
  readonly version?: number;
  readonly hit: readonly Example[];
  readonly ok: readonly Example[];
  readonly judge: (subject: Subject) => Verdict;
}

/** Excerpt of an observation that is laid over the one of a good endpoint, and why it is a finding or none. */
type Example = readonly [excerpt: object, why: string];

export function defineRule(definition: Definition): TlsRule {
  const { slug, judge, hit, ok, about, tags = [] } = definition;
  return {
    id: `tls/${slug}`,
    title: definition.title,
    severity: definition.severity,
    cwe: definition.cwe ?? [327],
    owasp: definition.owasp ?? ['A04:2025'],
    what: definition.what,
    why: definition.why,
    fix: definition.fix,
    tags: ['tls', ...tags],
    version: definition.version ?? 1,
    references: definition.references,
    examples: { hit: hit.map(written), ok: ok.map(written) },
    about,
    judge(subject) {
      const verdict = judge(subject);
      if (verdict.state !== 'fail') return verdict;
      const further = consequencesOf(slug, subject);
      return { ...verdict, evidence: [...verdict.evidence, ...further] };
    },
    snippet: (server, subject) => snippetFor(about, server, subject),
  };
}

function written([excerpt, why]: Example): RuleExample {
  return { text: JSON.stringify(excerpt), path: 'excerpt.observation.json', why };
}

/** Excerpt with these facts of its one address. */
export function addressExcerpt(facts: object): object {
  return { addresses: [facts] };
}
