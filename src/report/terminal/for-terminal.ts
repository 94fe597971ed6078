import type { RenderOptions } from '../format.ts';

/** The finished text: no line of it is a command to whoever keeps the log, and drawn with what the terminal shows. */
export function forTerminal(
  lines: readonly string[],
  options: Pick<RenderOptions, 'ascii'>,
): string {
  const text = `${lines.join('\n')}\n`.replace(command, '$1\\::');
  return options.ascii === true ? inAscii(text) : text;
}

/** A line that begins like this would be a workflow command in the log of a GitHub runner; the indent gives the room. */
const command = /^( *?) ?::/gm;

const asciiOf: Readonly<Record<string, string>> = {
  '✓': '+',
  '✗': 'x',
  '·': '-',
  '│': '|',
  '─': '-',
  '█': '#',
  '→': '>',
  '…': '~',
  '▁': '1',
  '▂': '2',
  '▃': '3',
  '▄': '4',
  '▅': '5',
  '▆': '6',
  '▇': '7',
};

/** What we draw with, in ASCII, column by column; text of the target keeps its letters. */
function inAscii(text: string): string {
  return text.replace(/[✓✗·│─█→…▁▂▃▄▅▆▇]/g, (character) => asciiOf[character] ?? '?');
}
