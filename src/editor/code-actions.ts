import { CodeActionKind, type CodeAction, type Diagnostic } from 'vscode-languageserver-protocol';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { lineChanges } from '../model/line-changes.ts';
import type { VerdictKind } from '../model/log-entry.ts';
import { editsOf } from './line-edits.ts';
import type { ShownFinding } from './shown.ts';

/** The command that records a verdict; its argument is a `VerdictArguments`. */
export const VERDICT_COMMAND = 'lockstep.verdict';

export interface VerdictArguments {
  readonly uri: string;
  readonly fingerprint: string;
  readonly verdict: VerdictKind;
}

const offered: readonly (readonly [VerdictKind, string])[] = [
  ['true-positive-accepted', 'right'],
  ['false-positive-wrong', 'wrong'],
  ['false-positive-not-applicable', 'not applicable here'],
  ['not-useful', 'not useful'],
];

/** What can be done about a finding: its safe change, where it has one that fits the text as it is now, and verdicts. */
export function actionsOf(
  { judged: { finding } }: ShownFinding,
  diagnostic: Diagnostic,
  document: TextDocument,
  options: { readonly verdicts: boolean },
): readonly CodeAction[] {
  const { uri } = document;
  const { evidence, ruleId, fingerprint } = finding;
  const diff = evidence.kind === 'code' ? evidence.diff : undefined;
  const edits = diff === undefined ? undefined : editsOf(document, lineChanges(diff));
  const fix: readonly CodeAction[] =
    edits === undefined
      ? []
      : [
          {
            title: `Lockstep: mend ${ruleId}`,
            kind: CodeActionKind.QuickFix,
            diagnostics: [diagnostic],
            isPreferred: true,
            edit: {
              documentChanges: [
                { textDocument: { uri, version: document.version }, edits: [...edits] },
              ],
            },
          },
        ];
  if (!options.verdicts) return fix;
  const verdicts = offered.map(([verdict, word]): CodeAction => {
    const title = `Lockstep: ${ruleId} is ${word}`;
    const argument: VerdictArguments = { uri, fingerprint, verdict };
    return {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      command: { title, command: VERDICT_COMMAND, arguments: [argument] },
    };
  });
  return [...fix, ...verdicts];
}
