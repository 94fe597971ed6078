import { Buffer } from 'node:buffer';
import type { MainlineStep } from '../../collect/mainline.ts';
import type { Planned } from '../planned.ts';
import type { FileResult } from '../unit.ts';

/** What is longer is no subject. */
const MAX_CHARACTERS = 300;

/** First line of a commit message without what could break a line, so that each step has one line. */
function subjectOf({ commit }: MainlineStep): string {
  const line = commit.message.split('\n', 1)[0] ?? '';
  return line.slice(0, MAX_CHARACTERS).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
}

/** The subjects of all steps, one a line, to be examined like a file: people commit secrets in messages too. */
export function plannedSubjects(steps: readonly MainlineStep[]): Planned {
  const text = steps.map((step) => `${subjectOf(step)}\n`).join('');
  const bytes = new Uint8Array(Buffer.from(text));
  const path = 'commit-messages.txt';
  const content = { kind: 'bytes', bytes } as const;
  return { key: path, path, content, sizeBytes: bytes.byteLength, stamp: '' };
}

/** The subjects without those in which a secret was found; `undefined`: nobody knows what is in them. */
export function shownSubjects(
  steps: readonly MainlineStep[],
  result: FileResult | undefined,
): readonly string[] {
  if (result === undefined) return steps.map(() => '(withheld: it could not be examined)');
  const lines = new Set<number>();
  for (const { discriminator, location } of result.findings) {
    const { startLine, endLine } = location.region;
    if (discriminator === undefined) continue;
    for (let line = startLine; line <= endLine; line++) lines.add(line);
  }
  return steps.map((step, index) =>
    lines.has(index + 1) ? '(withheld: it holds a secret)' : subjectOf(step),
  );
}
