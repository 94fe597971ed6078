import { readToml } from '../../../collect/manifests/toml.ts';
import { normaliseName } from '../../../model/package-name.ts';
import { lineEndOf, Refused, type Change, type ManifestSyntax, type Span } from './syntax.ts';
import { tomlStrings, type TomlString } from './toml-strings.ts';

/** Cargo.toml (doc.rust-lang.org/cargo/reference/specifying-dependencies.html). */
export const cargoTomlSyntax: ManifestSyntax = {
  edits: (path) => /(?:^|\/)Cargo\.toml$/.test(path),
  declared: (text, change) => spansOf(keyed(tomlStrings(text), text, change), change),
  values: (text) => readToml(text),
};

/** pyproject.toml: PEP 621, dependency groups (PEP 735), tables of Poetry, PDM and uv. */
export const pyprojectSyntax: ManifestSyntax = {
  edits: (path) => /(?:^|\/)pyproject\.toml$/.test(path),
  declared: (text, change) => {
    const strings = tomlStrings(text);
    return [
      ...spansOf(keyed(strings, text, change), change),
      ...strings.filter(isRequirement).flatMap((each) => specifierIn(text, each, change)),
    ];
  },
  values: (text) => readToml(text),
};

/** Pipfile (pipenv.pypa.io); what is not declared is forced by declaring it. */
export const pipfileSyntax: ManifestSyntax = {
  edits: (path) => /(?:^|\/)Pipfile$/.test(path),
  declared: (text, change) => spansOf(keyed(tomlStrings(text), text, change), change),
  override: declareInPipfile,
  values: (text) => readToml(text),
};

function spansOf(strings: readonly TomlString[], { name }: Change): readonly Span[] {
  if (strings.some(({ escaped }) => escaped)) {
    throw new Refused(`what is declared of ${name} has escapes`);
  }
  return strings;
}

/** `name = "1"` and `name = { version = "1" }` below a table of dependencies. */
function keyed(
  strings: readonly TomlString[],
  text: string,
  { name, ecosystem }: Change,
): readonly TomlString[] {
  const wanted = normaliseName(ecosystem, name);
  const declared = strings.filter(({ path }) => {
    const version = path.at(-1) === 'version' && isTable(path.at(-3));
    const [table, key] = version ? path.slice(-3) : path.slice(-2);
    return isTable(table) && key !== undefined && normaliseName(ecosystem, key) === wanted;
  });
  const renamed = new Set(
    strings
      .filter(
        ({ path, start, end }) => path.at(-1) === 'package' && text.slice(start, end) !== name,
      )
      .map(({ path }) => path.slice(0, -1).join('\0')),
  );
  // `a = { package = "b" }` of Cargo is another package under this name.
  return declared.filter(({ path }) => !renamed.has(path.slice(0, -1).join('\0')));
}

function isTable(key: string | undefined): boolean {
  return key !== undefined && /^(?:[a-z]{1,8}[-_])?(?:dependencies|packages)$/.test(key);
}

const groups = /^(?:dependencies|dev-dependencies|constraint-dependencies|override-dependencies)$/;

/** Whether a text in an array is a requirement (PEP 508), not a keyword or a classifier. */
function isRequirement({ path, escaped }: TomlString): boolean {
  if (path.at(-1) !== '[]' || escaped) return false;
  const key = path.at(-2) ?? '';
  const [table = '', below = ''] = path;
  if (table === 'dependency-groups') return true;
  if (table === 'project') return key === 'dependencies' || below === 'optional-dependencies';
  return table === 'tool' && (groups.test(key) || path[2] === 'dev-dependencies');
}

/** The specifiers of a requirement: `name[extra] >=1,<2 ; marker`. */
function specifierIn(
  text: string,
  { start, end }: TomlString,
  { name, ecosystem }: Change,
): readonly Span[] {
  const span = pep508Specifier(text.slice(start, end), name, ecosystem);
  return span === undefined ? [] : [{ start: start + span.start, end: start + span.end }];
}

/** Where the specifiers stand in a requirement of this name; undefined for other names and for addresses. */
export function pep508Specifier(
  requirement: string,
  name: string,
  ecosystem: string,
): Span | undefined {
  const match =
    /^(\s{0,20}([A-Za-z0-9][A-Za-z0-9._-]{0,200})\s{0,20}(?:\[[^\]]{0,300}\])?\s{0,20}\(?)([^;#()]{0,300})/.exec(
      requirement,
    );
  const [, before = '', written = '', specifiers = ''] = match ?? [];
  if (match === null || normaliseName(ecosystem, written) !== normaliseName(ecosystem, name)) {
    return undefined;
  }
  if (specifiers.trimStart().startsWith('@')) return undefined;
  const trimmed = specifiers.trimEnd();
  const lead = trimmed.length - trimmed.trimStart().length;
  return { start: before.length + lead, end: before.length + trimmed.length };
}

function declareInPipfile(text: string, { name, constraint }: Change): string {
  const eol = lineEndOf(text);
  const header = /^\[packages\][ \t]*(?:#.*)?$/m.exec(text.replaceAll('\r', ' '));
  if (header === null) throw new Refused('it has no [packages]');
  const start = header.index + header[0].length;
  const next = /\n[ \t]*\[/.exec(text.slice(start));
  const section = text.slice(start, next === null ? text.length : start + next.index);
  const at = start + section.trimEnd().length;
  const key = /^[A-Za-z0-9_-]+$/.test(name) ? name : JSON.stringify(name);
  return `${text.slice(0, at)}${eol}${key} = ${JSON.stringify(constraint)}${text.slice(at)}`;
}
