import { rewriteConstraint } from '../../../checks/components/remedy/rewrite.ts';
import { allows, isNewer } from '../../../checks/components/remedy/versions.ts';
import { changedTexts } from './leaves.ts';
import { gemfileSyntax, goModSyntax, requirementsSyntax } from './lines.ts';
import { msbuildSyntax } from './msbuild.ts';
import { composerJsonSyntax, packageJsonSyntax } from './package-json.ts';
import { pomSyntax } from './pom.ts';
import {
  Refused,
  spliced,
  type Change,
  type EditOrder,
  type ManifestSyntax,
  type Span,
} from './syntax.ts';
import { cargoTomlSyntax, pipfileSyntax, pyprojectSyntax } from './toml.ts';
import { pnpmWorkspaceSyntax, pubspecSyntax } from './yaml.ts';

export type Edited =
  | { readonly kind: 'edited'; readonly text: string }
  /** A reason for people, without a full stop. */
  | { readonly kind: 'refused'; readonly reason: string };

const syntaxes: readonly ManifestSyntax[] = [
  packageJsonSyntax,
  composerJsonSyntax,
  requirementsSyntax,
  pyprojectSyntax,
  pipfileSyntax,
  goModSyntax,
  cargoTomlSyntax,
  gemfileSyntax,
  pomSyntax,
  msbuildSyntax,
  pubspecSyntax,
  pnpmWorkspaceSyntax,
];

/** A larger manifest is not edited. */
const MAX_TEXT_LENGTH = 4 * 2 ** 20;

/** Open brackets at one place; text in strings and comments counts too, which has a few. */
const MAX_NESTING = 200;
/** Spaces and dashes at the beginning of a line. */
const MAX_LEAD = 400;

/**
 * The text of a manifest with one change, and all else as it was: white space, comments, line ends, BOM. What cannot be
 * placed exactly is refused. Pure.
 */
export function editManifest(path: string, text: string, change: Change, order: EditOrder): Edited {
  const syntax = syntaxes.find((each) => each.edits(path));
  if (syntax === undefined) return refused('files of this kind are not edited');
  if (text.length > MAX_TEXT_LENGTH) return refused('it is too large to be edited');
  if (isDeep(text)) return refused('it is nested too deeply');
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  try {
    const bare = text.slice(mark.length);
    return { kind: 'edited', text: mark + edit(syntax, bare, change, order) };
  } catch (error) {
    if (error instanceof Refused) return refused(error.message);
    throw error;
  }
}

/**
 * Whether brackets, indentation or dashes of YAML nest deeper than in any manifest: recursive parsers then come near the end
 * of the stack, where V8 does not throw but aborts if it has to compile a regular expression (Node 20, seen with `yaml`).
 */
function isDeep(text: string): boolean {
  let brackets = 0;
  let lead = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '[' || character === '{') brackets += 1;
    else if (character === ']' || character === '}') brackets -= 1;
    if (character === '\n') lead = 0;
    else if (lead >= 0) lead = character === ' ' || character === '-' ? lead + 1 : -1;
    if (brackets > MAX_NESTING || lead > MAX_LEAD) return true;
  }
  return false;
}

function refused(reason: string): Edited {
  return { kind: 'refused', reason };
}

function edit(syntax: ManifestSyntax, text: string, change: Change, order: EditOrder): string {
  const before = valuesOf(syntax, text);
  const spans = syntax.declared(text, change);
  const isForced =
    change.kind === 'override' && (spans.length === 0 || syntax === packageJsonSyntax);
  if (isForced) return overridden(syntax, text, change);
  if (spans.length === 0) throw new Refused(`it does not say where ${change.name} is declared`);
  const edits = spans.flatMap((span) => rewritten(syntax, text, { span, change, order }));
  if (edits.length === 0) {
    throw new Refused('what it declares already allows the version: only the lockfile is old');
  }
  const after = spliced(text, edits);
  if (changedTexts(before, valuesOf(syntax, after))?.length !== edits.length) {
    throw new Refused(`it cannot be told exactly where ${change.name} is declared`);
  }
  return after;
}

/** Parsers have errors of their own; a file that one of them does not take is not edited. */
function valuesOf(syntax: ManifestSyntax, text: string): unknown {
  try {
    return syntax.values(text);
  } catch (error) {
    if (error instanceof Refused || !(error instanceof Error)) throw error;
    throw new Refused('it is torn, or not what its name says', { cause: error });
  }
}

function overridden(syntax: ManifestSyntax, text: string, change: Change): string {
  if (syntax.override === undefined) throw new Refused('a version cannot be forced in it');
  harmless(change.constraint);
  const after = syntax.override(text, change);
  valuesOf(syntax, after);
  return after;
}

interface Place {
  readonly span: Span;
  readonly change: Change;
  readonly order: EditOrder;
}

/** From what stands there now, which may be newer than what the remedy was made from. */
function rewritten(
  { wording }: ManifestSyntax,
  text: string,
  { span, change, order }: Place,
): readonly (Span & { readonly by: string })[] {
  const written = text.slice(span.start, span.end);
  const constraint = wantedFor(wording?.read(written) ?? written, change, order);
  if (constraint === undefined) return [];
  const by = harmless(constraint);
  return [{ ...span, by: wording?.write(by, written) ?? by }];
}

/** What is to be declared instead; undefined where what is declared will do. */
function wantedFor(declared: string, change: Change, order: EditOrder): string | undefined {
  const { ecosystem, from, to, name } = change;
  // Back to an older version: a range would let the newer ones in again.
  if (isNewer(order, ecosystem, from, to)) return change.constraint;
  if (declared !== '' && allows(order, ecosystem, to, declared) === true) return undefined;
  if ((order.compare(ecosystem, firstVersion(declared), to) ?? 0) > 0) {
    throw new Refused(`it already declares a newer version of ${name}`);
  }
  const constraint = rewriteConstraint(ecosystem, declared, to);
  if (constraint === undefined) {
    throw new Refused(`what it declares of ${name} is no constraint on versions`);
  }
  const isAlias = constraint.startsWith('npm:');
  return !isAlias && order.satisfies(ecosystem, to, constraint) === false
    ? change.constraint
    : constraint;
}

/** Behind the name of an alias. */
function firstVersion(declared: string): string {
  const plain = declared.replace(/^npm:.{1,220}@/, '');
  return /\d[0-9A-Za-z.+-]{0,100}/.exec(plain)?.[0] ?? '';
}

/** Nothing that ends a quoted text, an element or a line. */
function harmless(constraint: string): string {
  if (/^[A-Za-z0-9 ._~^<>=!*|,+:@/()[\]-]{1,300}$/.test(constraint)) return constraint;
  throw new Refused('the constraint has unusual characters');
}
