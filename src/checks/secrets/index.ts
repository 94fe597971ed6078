import type { Check, CheckContext, Emission } from '../../model/check.ts';
import type { SourceFile } from '../../model/file.ts';
import { textsIn } from './archive/members.ts';
import { examineText } from './engine/examine.ts';
import { allRules } from './rules/all.ts';

export const secrets: Check = {
  id: 'secrets',
  title: 'Secrets in source',
  version: 3,
  needs: { files: ['text', 'generated', 'minified', 'archive'], network: 'none' },
  rules: allRules,
  *examine(file, context) {
    if (file.fileClass === 'archive') yield* examineArchive(file, context);
    else yield* examineText(file, context);
  },
};

/** Told of one archive; more would say the same again. */
const maxProblems = 20;

function* examineArchive({ path, bytes }: SourceFile, context: CheckContext): Generator<Emission> {
  let problems = 0;
  for (const found of textsIn(path, bytes)) {
    if (found.kind === 'problem') {
      problems += 1;
      if (problems > maxProblems) continue;
      yield { kind: 'incomplete', reason: found.reason, detail: found.detail };
    } else {
      yield* examineText({ path: found.name, bytes: found.bytes, inner: found.name }, context);
    }
  }
}
