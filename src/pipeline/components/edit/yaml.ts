import { isMap, isScalar, parseDocument, type Document, type Scalar } from 'yaml';
import { lineEndOf, Refused, type ManifestSyntax, type Span } from './syntax.ts';

/** pubspec.yaml (dart.dev/tools/pub/dependencies). */
export const pubspecSyntax: ManifestSyntax = {
  edits: (path) => /(?:^|\/)pubspec\.yaml$/.test(path),
  declared: (text, { name }) => {
    const document = documentOf(text);
    return ['dependencies', 'dev_dependencies', 'dependency_overrides'].flatMap((section) => {
      const own = document.getIn([section, name], true);
      const scalar = isMap(own) ? own.get('version', true) : own;
      return isScalar(scalar) ? [spanOf(text, scalar)] : [];
    });
  },
  override: (text, { name, constraint }) =>
    withEntry(text, 'dependency_overrides', { key: name, value: constraint }),
  values: (text) => documentOf(text).toJS({ maxAliasCount: 0 }),
};

/** pnpm-workspace.yaml, which takes overrides since pnpm 10 (pnpm.io/settings#overrides). */
export const pnpmWorkspaceSyntax: ManifestSyntax = {
  edits: (path) => /(?:^|\/)pnpm-workspace\.yaml$/.test(path),
  declared: () => [],
  override: (text, { name, constraint, inside }) =>
    withEntry(text, 'overrides', {
      key: inside === undefined ? name : `${inside}>${name}`,
      value: constraint,
    }),
  values: (text) => documentOf(text).toJS({ maxAliasCount: 0 }),
};

/** The parser takes 10 µs a character where there are many errors; no manifest of this kind is larger. */
const MAX_LENGTH = 128_000;

function documentOf(text: string): Document {
  if (text.length > MAX_LENGTH) throw new Refused('it is too large to be edited');
  const document = parseDocument(text, { strict: true, prettyErrors: false });
  if (document.errors.length > 0) throw new Refused('it is torn, or no YAML');
  return document;
}

/** Of the text of a plain or quoted scalar on one line, without its quotes. */
function spanOf(text: string, { range, type }: Scalar): Span {
  if (range === undefined || range === null) throw new Refused('its place is not known');
  const isQuoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
  const [start, end] = isQuoted ? [range[0] + 1, range[1] - 1] : range;
  if (!isQuoted && type !== 'PLAIN') throw new Refused('it is a block of text');
  if (/[\n\\]/.test(text.slice(start, end))) throw new Refused('it has escapes or line ends');
  return { start, end };
}

interface Entry {
  readonly key: string;
  readonly value: string;
}

/** The text with an entry in a block at its top; the block is put at the end where there is none. */
function withEntry(text: string, section: string, { key, value }: Entry): string {
  const eol = lineEndOf(text);
  const document = documentOf(text);
  const block: unknown = document.get(section, true);
  const before: unknown = isMap(block) ? block.get(key, true) : undefined;
  if (isScalar(before)) {
    const { start, end } = spanOf(text, before);
    return text.slice(0, start) + value + text.slice(end);
  }
  if (before !== undefined) throw new Refused(`${key} is there and is no text`);
  const line = `${quoted(key)}: ${quoted(value)}`;
  if (block === undefined) {
    const glue = text === '' || text.endsWith('\n') ? '' : eol;
    return `${text}${glue}${section}:${eol}  ${line}${eol}`;
  }
  const first = isMap(block) && block.flow !== true ? block.range?.[0] : undefined;
  if (first === undefined) throw new Refused(`its ${section} are not one to a line`);
  const indent = text.slice(text.lastIndexOf('\n', first - 1) + 1, first);
  if (!/^ +$/.test(indent)) throw new Refused(`its ${section} are not one to a line`);
  return `${text.slice(0, first)}${line}${eol}${indent}${text.slice(first)}`;
}

function quoted(text: string): string {
  if (/['\n\r]/.test(text)) throw new Refused('it has unusual characters');
  return `'${text}'`;
}
