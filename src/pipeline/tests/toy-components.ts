import type { Check } from '../../model/check.ts';
import type { Component, ComponentList } from '../../model/component.ts';
import type { Detection } from '../../model/finding.ts';

/** A registry for tests: every component that the advisories know anything against is a finding. */
export const checks: readonly Check[] = [
  {
    id: 'toys',
    title: 'Toys',
    version: 1,
    needs: { files: [], network: 'none' },
    rules: [
      {
        id: 'toys/bad',
        title: 'Bad toy',
        version: 1,
        severity: 'high',
        cwe: [1395],
        owasp: [],
        what: 'A bad one.',
        why: 'Tests.',
        references: [],
        fix: 'Take another.',
        tags: [],
        examples: { hit: [], ok: [] },
      },
    ],
    *examine() {},
    components: async () => ({
      evaluate: (lists, { data }) => ({
        results: lists.map((list) => ({
          path: list.path,
          detections: list.components
            .filter(({ name }) => (data?.matches('PyPI', name) ?? []).length > 0)
            .map(detectionOf),
        })),
        incomplete: data === undefined ? lists.map(unknown) : [],
      }),
    }),
  },
];

function unknown({ path }: ComponentList): {
  readonly what: string;
  readonly reason: 'unreachable';
  readonly detail: string;
} {
  return { what: path, reason: 'unreachable', detail: 'no advisories' };
}

function detectionOf({ name, version, line }: Component): Detection {
  const text = `${name} ${version}`;
  return {
    ruleId: 'toys/bad',
    message: `${text} is bad.`,
    region: { startLine: line, startColumn: 1, endLine: line, endColumn: text.length + 1 },
    excerpt: { text, highlight: { start: 0, length: text.length } },
    anchor: { scope: [], statement: name },
    severity: 'high',
    confidence: 'high',
    evidence: {
      kind: 'component',
      purl: `pkg:pypi/${name}@${version}`,
      ecosystem: 'PyPI',
      name,
      version,
      direct: true,
      scope: 'prod',
      reach: 'unknown',
      advisories: ['TOY-1'],
      fixedIn: [],
      path: [],
      pathCount: 0,
      remedies: [],
      facts: [],
    },
  };
}
