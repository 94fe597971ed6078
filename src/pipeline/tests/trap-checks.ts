import type { Check, CheckContext, Emission } from '../../model/check.ts';
import type { Detection } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';

const onlyHalf: Emission = { kind: 'incomplete', reason: 'limit', detail: 'only half' };

/** A registry for tests: one check that does to the runner whatever a broken engine could do. */
export const checks: readonly Check[] = [
  {
    id: 'trap',
    title: 'Traps for the runner',
    version: 1,
    needs: { files: ['text'], network: 'none' },
    rules: [ruleOf('trap/found')],
    *examine({ bytes }, context) {
      const text = Buffer.from(bytes).toString('utf8');
      if (text.includes('CRASH')) throw new TypeError(`quotes the file: ${text}`);
      if (text.includes('EXIT')) process.exit(0);
      if (text.includes('MEMORY')) fillMemory();
      if (text.includes('LOOP')) for (;;);
      if (text.includes('PARTLY')) yield onlyHalf;
      yield* found(text, context);
    },
  },
];

function* found(text: string, context: CheckContext): Generator<Emission> {
  for (const [index, line] of text.split('\n').entries()) {
    const at = line.indexOf('FIND');
    if (at !== -1) yield { kind: 'finding', finding: detection(index + 1, at, line, context) };
  }
}

function fillMemory(): void {
  const kept: object[] = [];
  for (;;) kept.push({ filled: Array.from({ length: 1000 }, () => kept.length) });
}

function detection(line: number, at: number, text: string, context: CheckContext): Detection {
  return {
    ruleId: 'trap/found',
    message: 'Found.',
    region: { startLine: line, startColumn: at + 1, endLine: line, endColumn: at + 5 },
    excerpt: { text, highlight: { start: at, length: 4 } },
    anchor: { scope: [], statement: text },
    severity: 'high',
    confidence: 'high',
    evidence: {
      kind: 'secret',
      secretKind: 'trap',
      prefix: '',
      length: 4,
      hash: context.keyedHash(text),
      reasons: [],
    },
  };
}

function ruleOf(id: string): Rule {
  return {
    id,
    title: 'Found',
    version: 1,
    severity: 'high',
    cwe: [798],
    owasp: [],
    what: 'The word.',
    why: 'Tests.',
    references: [],
    fix: 'Remove it.',
    tags: [],
    examples: { hit: [], ok: [] },
  };
}
