import { extensionOf } from '../languages/extension.ts';
import type { TokenFinding } from './token-finding.ts';
import { tokenRules } from './token-rules.ts';

/** More than that in a file that could not be parsed says nothing more. */
const MAX_FINDINGS = 100;

/** What single lines say of a file that nobody could parse, in order of place. Comments of whole lines do not count. */
export function tokenFindings(path: string, text: string): readonly TokenFinding[] {
  const extension = extensionOf(path);
  return tokenRules
    .filter(({ extensions }) => extensions.includes(extension))
    .flatMap(({ rule, pattern, shows }) =>
      [...text.matchAll(pattern)].flatMap(({ index, 0: { length } }): TokenFinding[] =>
        isComment(text, index) ? [] : [{ rule, start: index, end: index + length, shows }],
      ),
    )
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .slice(0, MAX_FINDINGS);
}

/** Characters before a place that can tell a comment of a whole line; longer indents are none. */
const MAX_LEAD = 200;

function isComment(text: string, at: number): boolean {
  const from = Math.max(text.lastIndexOf('\n', at) + 1, at - MAX_LEAD);
  return /^\s*(?:\/\/|#|\*|\/\*)/u.test(text.slice(from, at));
}
