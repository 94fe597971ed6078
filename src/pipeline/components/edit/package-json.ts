import { memberAt, withMember, type Member } from './json-members.ts';
import { lineOf, Refused, type Change, type ManifestSyntax, type Span } from './syntax.ts';

/** package.json (docs.npmjs.com/cli/configuring-npm/package-json), with the overrides of npm, pnpm, Yarn and Bun. */
export const packageJsonSyntax: ManifestSyntax = {
  edits: (path) => /(?:^|\/)package\.json$/.test(path),
  declared: (text, change) => declaredIn(text, sections, change),
  override: (text, change) => withMember(text, overridePath(change), overriding(text, change)),
  values: (text) => JSON.parse(text),
};

/** composer.json (getcomposer.org/doc/04-schema.md); a version is forced by requiring it. */
export const composerJsonSyntax: ManifestSyntax = {
  edits: (path) => /(?:^|\/)composer\.json$/.test(path),
  declared: (text, change) => declaredIn(text, ['require', 'require-dev'], change),
  override: (text, { name, constraint }) => withMember(text, ['require', name], constraint),
  values: (text) => JSON.parse(text),
};

const sections = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
] as const;

/** The one on the line that is meant; else all but what is asked of others (`peerDependencies`). */
function declaredIn(
  text: string,
  names: readonly string[],
  { name, line }: Change,
): readonly Span[] {
  const found = names.flatMap((section) => {
    const member = memberAt(text, [section, name]);
    return member === undefined ? [] : [{ section, member }];
  });
  const meant = found.filter(({ member }) => lineOf(text, member.start) === line);
  const others = found.filter(({ section }) => section !== 'peerDependencies');
  const chosen = meant.length === 1 ? meant : others;
  return chosen.map(({ member }) => inside(text, member));
}

function inside(text: string, { name, value }: Member): Span {
  const span = { start: value.start + 1, end: value.end - 1 };
  if (text[value.start] !== '"') throw new Refused(`what is declared of ${name} is no text`);
  if (text.slice(span.start, span.end).includes('\\')) {
    throw new Refused(`what is declared of ${name} has escapes`);
  }
  return span;
}

function overridePath({ manager, name, inside: below }: Change): readonly string[] {
  if (manager === 'pnpm') {
    return ['pnpm', 'overrides', below === undefined ? name : `${below}>${name}`];
  }
  if (manager === 'yarn') return ['resolutions', below === undefined ? name : `${below}/${name}`];
  if (manager === 'npm' || manager === 'bun') {
    return ['overrides', ...(below === undefined ? [] : [below]), name];
  }
  throw new Refused(`${manager} does not read overrides from package.json`);
}

/** npm refuses to override what is declared, unless it refers to it (`$name`; docs.npmjs.com, "overrides"). */
function overriding(text: string, { manager, name, constraint }: Change): string {
  if (manager === 'yarn' || manager === 'bun') return constraint;
  const isDeclared = sections.some(
    (section) => section !== 'peerDependencies' && memberAt(text, [section, name]) !== undefined,
  );
  return isDeclared ? `$${name}` : constraint;
}
