import { visible } from '../safe-text.ts';
import { count } from '../words.ts';
import type { Pen } from './pen.ts';

/** Lines of one snippet without `--verbose`; chosen: enough for what a rule asks. */
const maxLines = 6;

/** What to write into the configuration of a server: never wrapped by us, so that it can be copied. */
export function snippetLines(
  { server, text }: { readonly server: string; readonly text: string },
  pen: Pen,
  { indent, verbose }: { readonly indent: number; readonly verbose: boolean },
): readonly string[] {
  const all = text.trimEnd().split(/\r?\n/);
  const shown = verbose ? all : all.slice(0, maxLines);
  const rest = all.length - shown.length;
  const margin = ' '.repeat(indent);
  return [
    ...pen.labelled(margin, visible(server), 'dim'),
    ...shown.map((line) => {
      const code = visible(line.replaceAll('\t', '  '));
      return `${margin}${pen.paint('│ ', 'dim')}${pen.paint(code, 'cyan')}`;
    }),
    ...(rest > 0 ? [pen.paint(`${margin}│ … and ${count(rest, 'more line')}`, 'dim')] : []),
  ];
}
