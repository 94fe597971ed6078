import type { Confidence } from '../../../model/finding.ts';
import type { PolicyPosition } from '../../../model/policy.ts';
import { quote } from '../../../model/quote.ts';
import { severities, type Severity } from '../../../model/severity.ts';
import type { JsonSchema, Reader } from '../../../model/yaml/reader.ts';
import {
  boolean,
  defaulting,
  describe,
  either,
  integer,
  listOf,
  located,
  map,
  object,
  oneOf,
  optional,
  required,
  text,
} from '../../../model/yaml/reader.ts';
import type { Problem } from '../../../model/yaml/tree.ts';
import { FAMILIES, type Family } from '../models/families.ts';
import type { ModelPack, SourceKind } from '../models/model.ts';
import type { Formula } from './formula.ts';
import { formulaReader, formulaSchema, placeSchema } from './formula-reader.ts';
import { packReader } from './models-reader.ts';

/** A text that proves a rule right. */
export interface UserExample {
  readonly at: PolicyPosition;
  readonly text: string;
  /** File name that it would have; tells the language of a rule with several. */
  readonly path?: string;
}

/** What is a source, a sink or a sanitiser. */
export interface TaintPlace {
  readonly formula: Formula;
  /** What the trace calls it. */
  readonly what?: string;
  readonly lasting: boolean;
}

export interface UserTaint {
  /** Kinds of sources that Lockstep's own models know. */
  readonly kinds: readonly SourceKind[];
  readonly sources: readonly TaintPlace[];
  readonly sinks: readonly TaintPlace[];
  readonly sanitisers: readonly TaintPlace[];
  readonly propagators: readonly UserPropagator[];
  /** What values are to be made safe for: sanitisers of Lockstep's own models for it count. */
  readonly family?: Family;
}

/** Data of `from` comes into `to` where the formula is found. */
export interface UserPropagator {
  readonly match: Formula;
  readonly from: string;
  readonly to: string;
}

/** A rule as its file states it. */
export interface UserRule {
  readonly at: PolicyPosition;
  readonly id: string;
  readonly title: string;
  readonly message: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly languages: readonly string[];
  readonly cwe: readonly number[];
  readonly owasp: readonly string[];
  readonly why: string;
  readonly fix: string;
  readonly references: readonly string[];
  readonly tags: readonly string[];
  readonly version: number;
  readonly paths: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  readonly match?: Formula;
  readonly taint?: UserTaint;
  readonly examples: { readonly hit: readonly UserExample[]; readonly ok: readonly UserExample[] };
}

export interface RuleFile {
  readonly rules: readonly UserRule[];
  readonly models: readonly ModelPack[];
}

/** Lower case, as rules of Lockstep are named. */
const slugPattern = '^[a-z0-9]+(-[a-z0-9]+)*$';

const id = text(100, {
  schema: { pattern: slugPattern },
  check: (value) =>
    /^[a-z0-9]{1,100}(?:-[a-z0-9]{1,100}){0,50}$/u.test(value)
      ? undefined
      : {
          what: `${quote(value)} is no id of a rule`,
          repair: 'use lower case letters, digits and single hyphens',
        },
});

/** The names that rules may use, and the id of the front end. */
const languageNames = {
  javascript: 'javascript',
  typescript: 'javascript',
  python: 'python',
  java: 'java',
  go: 'go',
} as const;

const language = map(
  oneOf(['javascript', 'typescript', 'python', 'java', 'go']),
  (name) => languageNames[name],
);

const kinds = [
  'remote',
  'dom',
  'page',
  'stored',
  'local',
  'library',
  'secret',
  'random',
  'foreign',
] as const;

const metavariable = text(60, {
  schema: { pattern: '^\\$[A-Z_][A-Z0-9_]*$' },
  check: (value) =>
    /^\$[A-Z_][A-Z0-9_]{0,58}$/u.test(value)
      ? undefined
      : { what: `${quote(value)} is no metavariable`, repair: 'write it like $X' },
});

const propagator = object({
  match: required(formulaReader),
  from: required(metavariable),
  to: required(metavariable),
});

const called = describe('What the trace calls it.', text(100));
const lastingWord = describe('It holds for the variable that stands there from there on.', boolean);
const placeWords = object({ what: optional(called), lasting: defaulting(lastingWord, false) });

function isWord({ key }: { readonly key: string }): boolean {
  return key === 'what' || key === 'lasting';
}

/** A formula, beside which `what` and `lasting` may stand. */
const placeReader: Reader<TaintPlace> = {
  schema: placeSchema({ what: called.schema, lasting: lastingWord.schema }),
  read(tree, problems) {
    const [own, others] =
      tree.kind === 'map'
        ? [
            { ...tree, entries: tree.entries.filter(isWord) },
            { ...tree, entries: tree.entries.filter((entry) => !isWord(entry)) },
          ]
        : [undefined, tree];
    const words =
      own === undefined ? { lasting: false, what: undefined } : placeWords.read(own, problems);
    const formula = formulaReader.read(others, problems);
    if (words === undefined || formula === undefined) return undefined;
    const { what, lasting } = words;
    return { formula, lasting, ...(what === undefined ? {} : { what }) };
  },
};

const taint: Reader<UserTaint> = object({
  kinds: defaulting(
    describe(
      'Sources that Lockstep knows: "remote" is whatever a request brings.',
      listOf(oneOf(kinds), 8),
    ),
    [],
  ),
  sources: defaulting(describe('What yields untrusted data.', listOf(placeReader, 100)), []),
  sinks: required(describe('Where it must not arrive.', listOf(placeReader, 100))),
  sanitisers: defaulting(describe('What makes it safe.', listOf(placeReader, 100)), []),
  propagators: defaulting(
    describe('What hands it on, where Lockstep does not know it.', listOf(propagator, 100)),
    [],
  ),
  family: optional(
    describe(
      'What Lockstep already knows how to make safe: its sanitisers count.',
      oneOf(FAMILIES),
    ),
  ),
});

const exampleText = text(20_000);
const example: Reader<UserExample> = map(
  located(
    either(
      map(exampleText, (value) => ({ text: value })),
      object({ text: required(exampleText), path: optional(text(500)) }),
    ),
  ),
  ({ at, value }) => ({ at, ...value }),
);

const examples = object({
  hit: defaulting(describe('Code that must be found.', listOf(example, 100)), []),
  ok: defaulting(describe('Code that must not be found.', listOf(example, 100)), []),
});

const patterns = listOf(text(1_000), 1_000);
const paths = object({ include: defaulting(patterns, []), exclude: defaulting(patterns, []) });

const rule = object({
  id: required(describe('Reported as code/custom-<id>.', id)),
  title: required(describe('A short name of the problem.', text(200))),
  message: optional(
    describe('One sentence for each finding; $X is what the metavariable stands for.', text(2_000)),
  ),
  severity: defaulting(oneOf(severities), 'medium'),
  confidence: defaulting(oneOf(['high', 'medium', 'low']), 'medium'),
  languages: required(listOf(language, 10)),
  cwe: defaulting(listOf(integer(1, 9_999), 20), []),
  owasp: defaulting(listOf(text(20, { schema: { pattern: '^A(0[1-9]|10):2025$' } }), 10), []),
  why: defaulting(describe('What an attacker gains.', text(4_000)), ''),
  fix: defaulting(describe('What to do instead.', text(4_000)), ''),
  references: defaulting(listOf(text(1_000), 50), []),
  tags: defaulting(listOf(text(60), 50), []),
  version: defaulting(
    describe(
      'Grows when the rule finds more or less: evidence starts anew.',
      integer(1, 1_000_000),
    ),
    1,
  ),
  paths: defaulting(describe('Files it looks at; patterns as in .gitignore.', paths), {
    include: [],
    exclude: [],
  }),
  match: optional(describe('What is found.', formulaReader)),
  taint: optional(describe('Data that must not get from one place to another.', taint)),
  examples: defaulting(examples, { hit: [], ok: [] }),
});

const checkedRule: Reader<UserRule> = {
  schema: { ...rule.schema, oneOf: [{ required: ['match'] }, { required: ['taint'] }] },
  read(tree, problems) {
    const read = rule.read(tree, problems);
    if (read === undefined) return undefined;
    const { message = read.title, languages, ...rest } = read;
    const problem = ruleProblem(read);
    if (problem === undefined) {
      return { at: tree.at, ...rest, languages: [...new Set(languages)], message };
    }
    problems.push({ at: tree.at, ...problem });
    return undefined;
  },
};

function ruleProblem(read: {
  readonly match?: Formula;
  readonly taint?: UserTaint;
  readonly languages: readonly string[];
}): Omit<Problem, 'at'> | undefined {
  const { match, taint: flow, languages } = read;
  if (languages.length === 0) return { what: 'this rule has no language' };
  if ((match === undefined) === (flow === undefined)) {
    const what =
      match === undefined
        ? 'this rule looks for nothing'
        : 'this rule has both "match" and "taint"';
    return { what, repair: 'give it either "match" or "taint"' };
  }
  if (flow !== undefined && flow.kinds.length + flow.sources.length === 0) {
    return { what: 'this rule has no source', repair: 'add "sources", or "kinds: [remote]"' };
  }
  return flow?.sinks.length === 0 ? { what: 'this rule has no sink' } : undefined;
}

const onlyVersion: Reader<1> = {
  schema: { const: 1 },
  read(tree, problems) {
    if (tree.kind === 'scalar' && tree.value === 1) return 1;
    const what = 'this Lockstep reads version 1 of rule files';
    problems.push({ at: tree.at, what, repair: 'write version: 1' });
    return undefined;
  },
};

const file = object({
  version: required(describe('Version of this format.', onlyVersion)),
  rules: defaulting(describe('Rules of your own.', listOf(checkedRule, 2_000)), []),
  models: defaulting(
    describe(
      'What your libraries do: sources, sinks, sanitisers, guards.',
      listOf(packReader, 200),
    ),
    [],
  ),
});

/** Reads what a rule file says; patterns and regular expressions are not looked at yet. */
export const ruleFileReader: Reader<RuleFile> = map(file, ({ rules, models }) => ({
  rules,
  models,
}));

/** The published JSON Schema, for editors: from the same readers. */
export function ruleFileSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:lockstep:schema:rules:1',
    title: 'Lockstep rules (.lockstep/rules/*.yaml)',
    ...file.schema,
    $defs: formulaSchema,
  };
}
