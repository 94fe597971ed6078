import type { Finding } from '../../../model/finding.ts';

/** A finding as a check leaves it: `text` is its statement, unique in its file. */
export function findingAt(path: string, text: string, changes: Partial<Finding> = {}): Finding {
  const primary = `${path}|${text}:0`;
  return {
    checkId: 'toy',
    ruleId: 'toy/word',
    message: 'a word',
    location: {
      path,
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
    },
    excerpt: { text, highlight: { start: 0, length: 1 } },
    severity: 'high',
    confidence: 'high',
    evidence: { kind: 'recorded' },
    fingerprint: primary,
    identities: { primary, moved: `${text}:0`, loose: `${text}:0`, lineHash: `${text}:0` },
    state: 'new',
    ...changes,
  };
}
