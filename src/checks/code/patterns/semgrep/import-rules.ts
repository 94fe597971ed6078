import { readYaml, type Tree } from '../../../../model/yaml/tree.ts';
import { quote } from '../../../../model/quote.ts';
import { compileRules } from '../compile-rules.ts';
import { importFormula, importTaint, NotImportable } from './import-formula.ts';
import { entriesOf, listIn, textIn, textsIn } from './tree-access.ts';
import { withOpenRecords } from './open-records.ts';
import { writeYaml, type Plain } from './write-yaml.ts';

/** What became of one rule. */
export type ImportOutcome =
  | {
      readonly state: 'imported';
      readonly id: string;
      readonly from: string;
      readonly notes: readonly string[];
    }
  /** `why` says what Lockstep cannot express. */
  | {
      readonly state: 'not-imported';
      readonly from: string;
      readonly line: number;
      readonly why: string;
    };

export interface Imported {
  /** A rule file of ours; empty where no rule could be imported. */
  readonly text: string;
  readonly outcomes: readonly ImportOutcome[];
}

/** What is said of keys that change nothing of what a rule finds. */
const withoutEffect = new Set([
  'id',
  'message',
  'severity',
  'languages',
  'metadata',
  'pattern',
  'patterns',
  'pattern-either',
  'pattern-regex',
  'mode',
  'pattern-sources',
  'pattern-sinks',
  'pattern-sanitizers',
  'pattern-propagators',
  'paths',
  'min-version',
  'version',
]);
const languages: Readonly<Record<string, string>> = {
  js: 'javascript',
  javascript: 'javascript',
  ts: 'typescript',
  typescript: 'typescript',
  py: 'python',
  python: 'python',
  python3: 'python',
  java: 'java',
  go: 'go',
  golang: 'go',
};
const severities: Readonly<Record<string, string>> = {
  critical: 'critical',
  error: 'high',
  high: 'high',
  warning: 'medium',
  medium: 'medium',
  info: 'low',
  low: 'low',
};
const maxTitleCharacters = 120;

/**
 * Turns rules in Semgrep's syntax into a rule file. A rule with anything that cannot be said in ours is left out and
 * reported: nothing is imported that would find something else. Throws nothing for what the file holds.
 */
export async function importSemgrep(
  text: string,
): Promise<Imported | { readonly problem: string }> {
  const yaml = await readYaml(text.replace(/^\uFEFF/u, ''));
  if ('problems' in yaml) {
    const [first] = yaml.problems;
    return {
      problem: first === undefined ? 'it is no YAML' : `line ${first.at.line}: ${first.what}`,
    };
  }
  const rules = listIn(yaml.tree, 'rules');
  if (rules === undefined) return { problem: 'it has no list "rules"' };
  const outcomes: ImportOutcome[] = [];
  const written: Plain[] = [];
  const ids = new Set<string>();
  for (const rule of rules) {
    const { outcome, plain } = await importRule(rule, ids);
    outcomes.push(outcome);
    if (plain !== undefined) written.push(plain);
  }
  return { text: written.length === 0 ? '' : fileOf(written), outcomes };
}

function fileOf(rules: readonly Plain[]): string {
  return writeYaml({ version: 1, rules });
}

async function importRule(
  tree: Tree,
  ids: Set<string>,
): Promise<{ readonly outcome: ImportOutcome; readonly plain?: Plain }> {
  const from = textIn(tree, 'id') ?? '';
  const left = (why: string): { readonly outcome: ImportOutcome } => ({
    outcome: { state: 'not-imported', from, line: tree.at.line, why },
  });
  try {
    const notes: string[] = [];
    const id = idOf(from, ids);
    const plain = plainRule(tree, id, notes);
    // The last word has the compiler: what it refuses would be no rule.
    const { problems } = await compileRules([{ path: '', text: fileOf([plain]) }]);
    const [problem] = problems;
    if (problem !== undefined) return left(problem.what);
    ids.add(id);
    return { outcome: { state: 'imported', id, from, notes }, plain };
  } catch (error) {
    if (!(error instanceof NotImportable)) throw error;
    return left(error.message);
  }
}

function idOf(from: string, ids: ReadonlySet<string>): string {
  const slug = from
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '')
    .slice(0, 90)
    .replace(/-$/u, '');
  if (slug === '') throw new NotImportable('it has no id');
  let id = slug;
  for (let count = 2; ids.has(id); count++) id = `${slug}-${count}`;
  return id;
}

function plainRule(tree: Tree, id: string, notes: string[]): Plain {
  mindKeys(tree, notes);
  const message = (textIn(tree, 'message')?.trim() ?? id).replaceAll(/\s+/gu, ' ');
  return {
    id,
    title: titleOf(message) || id,
    message,
    severity: severityOf(tree),
    languages: languagesOf(tree),
    ...metadataOf(tree),
    ...pathsOf(tree),
    ...searchOf(tree),
  };
}

function searchOf(tree: Tree): Readonly<Record<string, Plain>> {
  const open = languagesOf(tree).every((name) => /^(?:java|type)script$/u.test(name))
    ? withOpenRecords
    : (plain: Plain): Plain => plain;
  return isTaint(tree) ? { taint: open(importTaint(tree)) } : { match: open(importFormula(tree)) };
}

function mindKeys(tree: Tree, notes: string[]): void {
  for (const { key } of entriesOf(tree)) {
    if (key === 'fix' || key === 'fix-regex') notes.push('its fix is left out');
    else if (key === 'options') importOptions(tree, notes);
    else if (!withoutEffect.has(key)) throw new NotImportable(`${quote(key)} is not supported`);
  }
}

function isTaint(tree: Tree): boolean {
  const mode = textIn(tree, 'mode') ?? 'search';
  if (mode !== 'search' && mode !== 'taint') throw new NotImportable(`mode ${quote(mode)}`);
  return mode === 'taint';
}

/** The first sentence. */
function titleOf(message: string): string {
  const [first = ''] = message.split(/(?<=[.!?])\s/u);
  const title = first.replace(/[.!?]$/u, '');
  return title.length > maxTitleCharacters ? `${title.slice(0, maxTitleCharacters - 1)}…` : title;
}

/** Options that turn off what we do not do, or on what we do anyway. */
function importOptions(tree: Tree, notes: string[]): void {
  const options = entriesOf(tree).find(({ key }) => key === 'options')?.value;
  for (const { key } of options === undefined ? [] : entriesOf(options)) {
    const isHarmless =
      /^(?:interfile|symbolic_propagation|implicit_return|taint_unify_mvars|taint_assume_safe_(?:numbers|booleans))$/u.test(
        key,
      );
    if (!isHarmless) throw new NotImportable(`option ${quote(key)}`);
    notes.push(`option ${quote(key)} is left out`);
  }
}

function severityOf(tree: Tree): string {
  return severities[(textIn(tree, 'severity') ?? 'warning').toLowerCase()] ?? 'medium';
}

function languagesOf(tree: Tree): readonly string[] {
  const named = textsIn(tree, 'languages');
  const unknown = named.find((name) => languages[name.toLowerCase()] === undefined);
  if (unknown !== undefined) throw new NotImportable(`language ${quote(unknown)}`);
  if (named.length === 0) throw new NotImportable('it names no language');
  return [...new Set(named.map((name) => languages[name.toLowerCase()] ?? name))];
}

function metadataOf(tree: Tree): Readonly<Record<string, Plain>> {
  const metadata = entriesOf(tree).find(({ key }) => key === 'metadata')?.value;
  if (metadata === undefined) return {};
  const numbers = textsIn(metadata, 'cwe').flatMap((text) => {
    const number = /CWE-(?<number>\d{1,4})/u.exec(text)?.groups?.['number'];
    return number === undefined ? [] : [Number(number)];
  });
  const references = textsIn(metadata, 'references').slice(0, 50);
  const confidence = textIn(metadata, 'confidence')?.toLowerCase();
  const isKnown = confidence !== undefined && ['high', 'medium', 'low'].includes(confidence);
  return {
    ...(isKnown ? { confidence } : {}),
    ...(numbers.length === 0 ? {} : { cwe: [...new Set(numbers)] }),
    ...(references.length === 0 ? {} : { references }),
  };
}

function pathsOf(tree: Tree): Readonly<Record<string, Plain>> {
  const paths = entriesOf(tree).find(({ key }) => key === 'paths')?.value;
  if (paths === undefined) return {};
  return { paths: { include: textsIn(paths, 'include'), exclude: textsIn(paths, 'exclude') } };
}
