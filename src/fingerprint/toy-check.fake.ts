import { createHmac } from 'node:crypto';
import type { Detection, Finding } from '../model/finding.ts';
import { identify } from './identify.ts';

/**
 * A check for tests. `danger(` is a finding of `toy/call`; a word that begins with `HIDDEN` is a secret and a finding of
 * `toy/secret`; a line `in <name>` opens a scope.
 */
export function detect(text: string): readonly Detection[] {
  const detections: Detection[] = [];
  let scope: readonly string[] = [];
  for (const [index, full] of text.split('\n').entries()) {
    const line = full.replace(/\r$/u, '');
    const name = /^\s*in (?<name>\w+)/u.exec(line)?.groups?.['name'];
    if (name !== undefined) scope = [name];
    const place = { line: index + 1, scope };
    for (const call of line.matchAll(/danger\(/gu)) {
      detections.push(detection(place, line, { ruleId: 'toy/call', at: call.index, length: 7 }));
    }
    for (const { index: at, 0: secret } of line.matchAll(/HIDDEN\w*/gu)) {
      detections.push(
        detection(place, line, { ruleId: 'toy/secret', at, length: secret.length, secret }),
      );
    }
  }
  return detections;
}

interface Place {
  readonly line: number;
  readonly scope: readonly string[];
}

interface Hit {
  readonly ruleId: string;
  readonly at: number;
  readonly length: number;
  readonly secret?: string;
}

function detection({ line, scope }: Place, text: string, hit: Hit): Detection {
  const statement = text.replaceAll(/HIDDEN\w*/gu, '<secret>');
  const startColumn = hit.at + 1;
  const hash = keyedHash(hit.secret ?? '');
  return {
    ruleId: hit.ruleId,
    message: 'A finding of the toy check.',
    region: { startLine: line, startColumn, endLine: line, endColumn: startColumn + hit.length },
    excerpt: { text: '', highlight: { start: 0, length: 0 } },
    anchor: {
      scope,
      statement,
      ...(hit.secret === undefined ? {} : { discriminator: hash }),
    },
    severity: 'high',
    confidence: 'high',
    evidence: {
      kind: 'secret',
      secretKind: 'toy',
      prefix: '',
      length: hit.length,
      hash,
      reasons: [],
    },
  };
}

function keyedHash(secret: string): string {
  return createHmac('sha256', 'toy key').update(secret).digest('hex').slice(0, 24);
}

/** The findings of a tree: path → text. */
export function findingsOf(tree: Readonly<Record<string, string>>): readonly Finding[] {
  return Object.entries(tree).flatMap(([path, text]) =>
    identify({ checkId: 'toy', path, text }, detect(text)),
  );
}
