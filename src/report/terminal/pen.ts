import type { Severity } from '../../model/severity.ts';
import type { RenderOptions } from '../format.ts';
import { relativeUri } from '../describe.ts';
import { wrap } from './columns.ts';

/** SGR codes (ECMA-48 §8.3.117): the sixteen colours that every theme defines, so that contrast is the user's choice. */
const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
} as const;
export type Style = keyof typeof codes;

export const severityStyles: Readonly<Record<Severity, Style>> = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'blue',
};

/** Writes lines for one terminal. */
export interface Pen {
  readonly width: number;
  paint(text: string, ...styles: readonly Style[]): string;
  /** A link to a line of a file of the target, where the terminal shows links. */
  link(text: string, path: string): string;
  /** Wrapped text behind `label`, following lines indented to where the first began. */
  labelled(label: string, text: string, ...styles: readonly Style[]): readonly string[];
}

export function createPen(options: RenderOptions): Pen {
  const width = Number.isFinite(options.width) ? Math.max(20, Math.floor(options.width)) : 80;
  const paint = (text: string, ...styles: readonly Style[]): string =>
    options.color && text !== '' ? styles.reduce(styled, text) : text;
  return {
    width,
    paint,
    link(text, path) {
      if (!options.hyperlinks || options.root === '') return text;
      const url = fileUrl(options.root, path);
      return `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
    },
    labelled(label, text, ...styles) {
      // A label that leaves too little room stays on the first line only; without one, what follows is set off.
      const roomy = label !== '' && label.length * 3 <= width;
      const hang = ' '.repeat(roomy ? label.length : leading(label) + 2);
      const head = label.trim() === '' ? label : paint(label, 'dim');
      const lines = wrap(text, width - hang.length, width - label.length);
      return lines.map((line, index) =>
        index === 0 ? head + paint(line, ...styles) : hang + paint(line, ...styles),
      );
    },
  };
}

function styled(text: string, style: Style): string {
  const [on, off] = codes[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

function leading(text: string): number {
  return text.length - text.trimStart().length;
}

/** `file:///home/me/shop/src/app.ts`; on Windows `file:///C:/shop/src/app.ts`. */
function fileUrl(root: string, path: string): string {
  const absolute = `${root.replaceAll('\\', '/').replace(/\/+$/, '')}/${path}`;
  const drive = /^[A-Za-z]:(?=\/)/.exec(absolute)?.[0];
  return drive === undefined
    ? `file://${relativeUri(absolute)}`
    : `file:///${drive}${relativeUri(absolute.slice(drive.length))}`;
}
