import { Unreadable } from '../parse.ts';

/** One entry of a yarn.lock of version 1. */
export interface YarnEntry {
  /** `name@constraint`, as requirements ask for it. */
  readonly specifiers: readonly string[];
  readonly fields: ReadonlyMap<string, string>;
  readonly dependencies: ReadonlyMap<string, string>;
  readonly line: number;
}

/**
 * Reads the format of yarn 1, which has no specification but its writer: entries without indent end with a colon, fields
 * have two spaces, names below `dependencies:` four; keys and values are quoted where they hold special characters.
 * Linear. Throws `Unreadable` for a line that is none of these.
 */
export function readYarnClassic(text: string): readonly YarnEntry[] {
  const entries: Building[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const content = line.trim();
    if (content === '' || content.startsWith('#')) continue;
    const indent = line.length - line.trimStart().length;
    const entry = entries.at(-1);
    if (indent === 0 && content.endsWith(':')) {
      entries.push(entryOf(content.slice(0, -1), index + 1));
    } else if (indent > 0 && entry !== undefined) take(entry, { content, indent, line: index + 1 });
    else throw new Unreadable(`line ${index + 1} is no line of a yarn.lock`);
  }
  return entries;
}

/** A field of the entry, the heading of a section in it, or a line of that section. */
function take(
  entry: Building,
  {
    content,
    indent,
    line,
  }: { readonly content: string; readonly indent: number; readonly line: number },
): void {
  if (indent === 2 && content.endsWith(':')) {
    entry.section = content;
    return;
  }
  const [key, value] = pairIn(content, line);
  if (indent === 2) entry.fields.set(key, value);
  else if (/^(?:optionalD|d)ependencies:$/.test(entry.section)) entry.dependencies.set(key, value);
}

interface Building extends YarnEntry {
  readonly fields: Map<string, string>;
  readonly dependencies: Map<string, string>;
  section: string;
}

function entryOf(heading: string, line: number): Building {
  const specifiers = heading.split(', ').map((each) => unquoted(each.trim()));
  return { specifiers, fields: new Map(), dependencies: new Map(), line, section: '' };
}

function pairIn(content: string, line: number): readonly [string, string] {
  const match = /^("[^"]{1,400}"|[^\s"]{1,400}) (.{0,4000})$/.exec(content);
  if (match === null) throw new Unreadable(`line ${line} is no line of a yarn.lock`);
  return [unquoted(match[1] ?? ''), unquoted((match[2] ?? '').trim())];
}

function unquoted(text: string): string {
  return text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text;
}
