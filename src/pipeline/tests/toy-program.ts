import type { Check } from '../../model/check.ts';
import type { CodeStep, Detection } from '../../model/finding.ts';
import type {
  LinkOptions,
  ProgramEngine,
  ProgramUnit,
  TextsOf,
} from '../../model/program-check.ts';
import type { Rule } from '../../model/rule.ts';

/** Names of the programs that were joined, one after the other: its files. */
export const joined: string[] = [];

/** `USE x` is found where another file says `GIVE x` and none says `GUARD x`. `LOST` cannot be understood. */
const engine: ProgramEngine = {
  roleOf(path) {
    if (!path.endsWith('.toy')) return undefined;
    if (path.includes('test/')) return 'test';
    return path.startsWith('examples/') ? 'example' : 'source';
  },
  summarise({ bytes, fileClass }) {
    if (fileClass === 'generated') return { state: 'left-out', why: 'generated' };
    return { state: 'unit', unit: new Uint8Array(bytes) };
  },
  linker() {
    return Promise.resolve(
      async (units: readonly ProgramUnit[], _textsOf: TextsOf, options?: LinkOptions) => {
        const files = units.map(({ path, unit }) => ({ path, text: Buffer.from(unit).toString() }));
        joined.push(files.map(({ path }) => path).join(' '));
        // Work without an end, but for that of the run.
        const isHard = files.some(({ text }) => text.includes('HARD'));
        if (isHard) for (;;) await options?.pause?.();
        return {
          paths: files.map(({ path }) => path),
          incomplete: files
            .filter(({ text }) => text.includes('LOST'))
            .map(({ path }) => ({ what: path, reason: 'limit' as const, detail: 'lost' })),
          results: (texts: ReadonlyMap<string, string>) =>
            files.map(({ path }) => ({ path, detections: usesIn(path, texts) })),
        };
      },
    );
  },
};

function usesIn(path: string, texts: ReadonlyMap<string, string>): readonly Detection[] {
  const all = [...texts];
  return [...(texts.get(path) ?? '').matchAll(/USE (?<name>\w+)/gu)].flatMap((use) => {
    const name = use.groups?.['name'] ?? '';
    const giver = all.find(([, text]) => text.includes(`GIVE ${name}`));
    const isGuarded = all.some(([, text]) => text.includes(`GUARD ${name}`));
    if (giver === undefined || isGuarded) return [];
    const [from, text] = giver;
    const steps = [
      stepAt(from, text, text.indexOf(`GIVE ${name}`)),
      stepAt(path, texts.get(path) ?? '', use.index),
    ];
    return [detection(use[0], steps)];
  });
}

function detection(text: string, steps: readonly CodeStep[]): Detection {
  const region = steps.at(-1)?.region ?? { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
  return {
    ruleId: 'toy/flow',
    message: 'It flows.',
    region,
    excerpt: { text, highlight: { start: 0, length: text.length } },
    anchor: { scope: [], statement: text },
    severity: 'high',
    confidence: 'high',
    evidence: { kind: 'code', steps, sources: 1, missing: '', remedy: '' },
  };
}

function stepAt(path: string, text: string, at: number): CodeStep {
  const startLine = text.slice(0, at).split('\n').length;
  const region = { startLine, startColumn: 1, endLine: startLine, endColumn: 2 };
  return { path, region, text: '', what: 'step' };
}

const rule: Rule = {
  id: 'toy/flow',
  title: 'Flow',
  version: 1,
  severity: 'high',
  cwe: [20],
  owasp: [],
  what: 'It.',
  why: 'Tests.',
  references: [],
  fix: 'None.',
  tags: [],
  examples: { hit: [], ok: [] },
};

/** A registry for tests: one check that examines all files together. */
export const checks: readonly Check[] = [
  {
    id: 'toy',
    title: 'Toy program',
    version: 1,
    needs: { files: ['text'], network: 'none' },
    rules: [rule],
    *examine() {},
    program: () => Promise.resolve(engine),
  },
];
