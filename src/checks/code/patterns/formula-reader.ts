import { quote } from '../../../model/quote.ts';
import type { JsonSchema, Reader } from '../../../model/yaml/reader.ts';
import { listOf, meant, text } from '../../../model/yaml/reader.ts';
import type { Problem, Tree } from '../../../model/yaml/tree.ts';
import type { Condition, Formula, Part, Where } from './formula.ts';
import { maxPatternCharacters } from './pattern/compile-pattern.ts';
import { maxRegexCharacters } from './regex/parse.ts';

const pattern = text(maxPatternCharacters);
const regex = text(maxRegexCharacters);
const comparison = text(500);
const metavariable = text(60, {
  schema: { pattern: '^\\$(\\.\\.\\.)?[A-Z_][A-Z0-9_]*$' },
  check: (value) =>
    /^\$(?:\.\.\.)?[A-Z_][A-Z0-9_]{0,56}$/u.test(value)
      ? undefined
      : { what: `${quote(value)} is no metavariable`, repair: 'write it like $X' },
});

/** Parts of one formula; what people write has a dozen. */
const maxParts = 200;

type MapTree = Tree & { readonly kind: 'map' };

const kinds = ['pattern', 'regex', 'any', 'all'] as const;
const partKinds = ['inside', 'not', 'not-inside'] as const;

/**
 * A formula: a pattern as text, or a mapping with one of `pattern`, `regex`, `any`, `all`, and conditions in `where`.
 * Nested formulas end where the tree of the file does, which is bounded.
 */
export const formulaReader: Reader<Formula> = {
  schema: { $ref: '#/$defs/formula' },
  read: readFormula,
};

function readFormula(tree: Tree, problems: Problem[]): Formula | undefined {
  if (tree.kind === 'scalar') {
    const read = pattern.read(tree, problems);
    return read === undefined
      ? undefined
      : { kind: 'pattern', at: tree.at, pattern: read, where: [] };
  }
  if (tree.kind === 'list') {
    const repair = 'write all: or any: before the list';
    return wrong(problems, tree, { what: 'a pattern, or a mapping, is needed here', repair });
  }
  const entry = entryOf(tree, [...kinds, 'where'], problems);
  if (entry === undefined) return undefined;
  const { key, value } = entry;
  const known = kinds.find((kind) => kind === key);
  if (known === undefined) {
    const what = `"${key}" stands beside a pattern in "all"`;
    return wrong(problems, tree, { what, repair: `write all: [<pattern>, { ${key}: … }]` });
  }
  return kindReaders[known](value, readWhere(tree, problems), problems);
}

type Kind = (typeof kinds)[number];
type ReadKind = (value: Tree, where: Where, problems: Problem[]) => Formula | undefined;

const kindReaders: Readonly<Record<Kind, ReadKind>> = {
  pattern(value, where, problems) {
    const read = pattern.read(value, problems);
    return read === undefined ? undefined : { kind: 'pattern', at: value.at, pattern: read, where };
  },
  regex(value, where, problems) {
    const read = regex.read(value, problems);
    return read === undefined ? undefined : { kind: 'regex', at: value.at, regex: read, where };
  },
  any(value, where, problems) {
    const any = listOf(formulaReader, maxParts).read(value, problems);
    if (any?.length === 0) return wrong(problems, value, { what: 'this list is empty' });
    return any === undefined ? undefined : { kind: 'any', at: value.at, any, where };
  },
  all(value, where, problems) {
    const all = listOf(partReader, maxParts).read(value, problems);
    if (all === undefined) return undefined;
    if (all.some(({ kind }) => kind === 'is')) return { kind: 'all', at: value.at, all, where };
    const repair = 'add a pattern that is found at the place itself';
    return wrong(problems, value, { what: 'nothing here says what is found', repair });
  },
};

/** The one key of a formula that says what kind it is. */
function entryOf(
  tree: MapTree,
  known: readonly string[],
  problems: Problem[],
): { readonly key: string; readonly value: Tree } | undefined {
  const before = problems.length;
  const all: readonly string[] = [...known, ...partKinds];
  for (const { key, at } of tree.entries) {
    if (all.includes(key)) continue;
    const repair = meant(key, all) ?? `known here: ${known.join(', ')}`;
    problems.push({ at, what: `unknown key ${quote(key)}`, repair });
  }
  const entries = tree.entries.filter(({ key }) => key !== 'where' && all.includes(key));
  const [entry, second] = entries;
  if (problems.length > before) return undefined;
  if (entry === undefined) {
    return wrong(problems, tree, { what: `one of ${known.join(', ')} is needed here` });
  }
  if (second === undefined) return entry;
  const what = `"${entry.key}" and "${second.key}" stand beside each other`;
  problems.push({ at: second.at, what, repair: 'put both into the list of all: or any:' });
  return undefined;
}

const partReader: Reader<Part> = {
  schema: { $ref: '#/$defs/part' },
  read(tree, problems) {
    const key =
      tree.kind === 'map'
        ? tree.entries.find((entry) => partKinds.some((kind) => kind === entry.key))
        : undefined;
    const kind = partKinds.find((each) => each === key?.key);
    if (tree.kind !== 'map' || key === undefined || kind === undefined) {
      const formula = readFormula(tree, problems);
      return formula === undefined ? undefined : { kind: 'is', formula };
    }
    if (tree.entries.length > 1) {
      const what = `nothing may stand beside "${kind}"`;
      return wrong(problems, tree, { what, repair: 'begin a new item of the list with "- "' });
    }
    const formula = readFormula(key.value, problems);
    return formula === undefined ? undefined : { kind, formula };
  },
};

function readWhere(tree: MapTree, problems: Problem[]): Where {
  const where = tree.entries.find(({ key }) => key === 'where');
  return where === undefined ? [] : (listOf(conditionReader, 50).read(where.value, problems) ?? []);
}

const conditionKeys = ['metavariable', 'regex', 'not-regex', 'match', 'comparison', 'focus'];

const conditionReader: Reader<Condition> = {
  schema: { $ref: '#/$defs/condition' },
  read(tree, problems) {
    if (tree.kind !== 'map') {
      return wrong(problems, tree, { what: 'a mapping (key: value) is needed here' });
    }
    const before = problems.length;
    for (const { key, at } of tree.entries) {
      if (conditionKeys.includes(key)) continue;
      const repair = meant(key, conditionKeys) ?? `known here: ${conditionKeys.join(', ')}`;
      problems.push({ at, what: `unknown key ${quote(key)}`, repair });
    }
    return problems.length > before ? undefined : readCondition(tree, problems);
  },
};

function readCondition(tree: MapTree, problems: Problem[]): Condition | undefined {
  const values = new Map(tree.entries.map(({ key, value }) => [key, value]));
  const names = [...values.keys()].toSorted().join(' ');
  const readCase = conditionReaders[names];
  if (readCase !== undefined) return readCase(tree, values, problems);
  return wrong(problems, tree, {
    what: 'this is no condition',
    repair:
      'write { metavariable, regex }, { metavariable, not-regex }, { metavariable, match }, { comparison } or { focus }',
  });
}

type Values = ReadonlyMap<string, Tree>;
type ReadCondition = (tree: MapTree, values: Values, problems: Problem[]) => Condition | undefined;

/** By the names of the keys. */
const conditionReaders: Readonly<Record<string, ReadCondition>> = {
  focus({ at }, values, problems) {
    const focus = readIn(metavariable, values.get('focus'), problems);
    return focus === undefined ? undefined : { kind: 'focus', at, focus };
  },
  comparison({ at }, values, problems) {
    const compared = readIn(comparison, values.get('comparison'), problems);
    return compared === undefined ? undefined : { kind: 'comparison', at, comparison: compared };
  },
  'metavariable regex': (_, values, problems) => regexCondition(values, 'regex', problems),
  'metavariable not-regex': (_, values, problems) => regexCondition(values, 'not-regex', problems),
  'match metavariable'({ at }, values, problems) {
    const name = readIn(metavariable, values.get('metavariable'), problems);
    const match = readIn(formulaReader, values.get('match'), problems);
    return name === undefined || match === undefined
      ? undefined
      : { kind: 'match', at, metavariable: name, match };
  },
};

function readIn<T>(reader: Reader<T>, value: Tree | undefined, problems: Problem[]): T | undefined {
  return value === undefined ? undefined : reader.read(value, problems);
}

function regexCondition(
  values: Values,
  key: 'regex' | 'not-regex',
  problems: Problem[],
): Condition | undefined {
  const value = values.get(key);
  const name = readIn(metavariable, values.get('metavariable'), problems);
  const source = readIn(regex, value, problems);
  if (value === undefined || name === undefined || source === undefined) return undefined;
  const negative = key === 'not-regex';
  return { kind: 'regex', at: value.at, metavariable: name, regex: source, negative };
}

function wrong(problems: Problem[], { at }: Tree, fault: Omit<Problem, 'at'>): undefined {
  problems.push({ at, ...fault });
}

const closed = (
  properties: Readonly<Record<string, JsonSchema>>,
  needed: readonly string[],
): JsonSchema => ({
  type: 'object',
  properties,
  required: needed,
  additionalProperties: false,
});
const formula: JsonSchema = { $ref: '#/$defs/formula' };
const where: JsonSchema = { type: 'array', items: { $ref: '#/$defs/condition' }, maxItems: 50 };
const list = (items: JsonSchema): JsonSchema => ({
  type: 'array',
  items,
  minItems: 1,
  maxItems: maxParts,
});

/** A formula with further keys beside it. */
export function placeSchema(more: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return {
    anyOf: [
      pattern.schema,
      ...kinds.map((kind) => closed({ ...kindSchemas[kind], where, ...more }, [kind])),
    ],
  };
}

const kindSchemas: Readonly<Record<Kind, Readonly<Record<string, JsonSchema>>>> = {
  pattern: { pattern: pattern.schema },
  regex: { regex: regex.schema },
  any: { any: list(formula) },
  all: { all: list({ $ref: '#/$defs/part' }) },
};

/** What the readers here accept, as definitions of a JSON Schema. */
export const formulaSchema: Readonly<Record<string, JsonSchema>> = {
  formula: {
    description: 'A pattern, or one of pattern, regex, any, all, with conditions.',
    anyOf: [
      pattern.schema,
      ...kinds.map((kind) => closed({ ...kindSchemas[kind], where }, [kind])),
    ],
  },
  part: {
    description: 'What is there, what is around it, and what must not be.',
    anyOf: [formula, ...partKinds.map((kind) => closed({ [kind]: formula }, [kind]))],
  },
  condition: {
    description: 'On what a metavariable stands for.',
    anyOf: [
      closed({ metavariable: metavariable.schema, regex: regex.schema }, ['metavariable', 'regex']),
      closed({ metavariable: metavariable.schema, 'not-regex': regex.schema }, [
        'metavariable',
        'not-regex',
      ]),
      closed({ metavariable: metavariable.schema, match: formula }, ['metavariable', 'match']),
      closed({ comparison: comparison.schema }, ['comparison']),
      closed({ focus: metavariable.schema }, ['focus']),
    ],
  },
};
