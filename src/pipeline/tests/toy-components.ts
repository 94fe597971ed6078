import type { Check } from '../../model/check.ts';
import type { Component, ComponentList, ManifestFormat } from '../../model/component.ts';
import type { Detection } from '../../model/finding.ts';

/** `toy.lock`: a line a component, `name version`; `!` cannot be understood; `+file` names a file beside it. */
const format: ManifestFormat = {
  id: 'toy-lock',
  title: 'toy.lock',
  reads: (path) => /(?:^|\/)toy\.lock$/.test(path),
  companions: ({ path, text }) => {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    return linesOf(text).flatMap((line) => (line.startsWith('+') ? [folder + line.slice(1)] : []));
  },
  parse({ path, text }, companions) {
    if (text.startsWith('broken')) {
      return { kind: 'failed', reason: 'unreadable', detail: 'not a toy lockfile' };
    }
    const lines = linesOf(text);
    const problems = lines.flatMap((line, at) =>
      line.startsWith('!') ? [{ detail: 'not understood', line: at + 1 }] : [],
    );
    const beside = [...companions.values()].flatMap((file) => linesOf(file.text));
    const components = [...lines, ...beside].flatMap((line, at) =>
      /^[a-z]/.test(line) ? [componentOf(line, at + 1)] : [],
    );
    const list = {
      path,
      format: 'toy-lock',
      components,
      requirements: [],
      extent: 'whole',
    } as const;
    return { kind: 'parsed', list, problems };
  },
};

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
    components: {
      mayRead: (path) => /toy/.test(path),
      load: async () => ({
        formats: [format],
        evaluate: async (lists, { data }) => ({
          results: lists.map((list) => ({
            path: list.path,
            detections: list.components
              .filter(({ name }) => (data?.matches('toy', name) ?? []).length > 0)
              .map(detectionOf),
          })),
          incomplete: data === undefined ? lists.map(unknown) : [],
        }),
      }),
    },
  },
];

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

function unknown({ path }: ComponentList): {
  readonly what: string;
  readonly reason: 'unreachable';
  readonly detail: string;
} {
  return { what: path, reason: 'unreachable', detail: 'no advisories' };
}

function componentOf(line: string, at: number): Component {
  const [name = '', version = ''] = line.split(' ');
  return {
    ecosystem: 'toy',
    name,
    version,
    direct: true,
    scope: 'prod',
    line: at,
    integrity: [],
    source: { kind: 'registry' },
    dependsOn: [],
  };
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
      purl: '',
      ecosystem: 'toy',
      name,
      version,
      direct: true,
      scope: 'prod',
      advisories: ['TOY-1'],
      fixedIn: [],
      path: [],
      pathCount: 0,
      remedies: [],
      facts: [],
    },
  };
}
