import { FAMILIES, type Family } from './families.ts';
import type { Condition, Model, Path, SinkModel, SourceKind, SourceModel } from './model.ts';

/** The same model at several members of one owner, which are parted by spaces; an owner of `` is none. */
export function members(owner: Path, names: string, model: Model): Readonly<Record<Path, Model>> {
  const prefix = owner === '' ? '' : `${owner}.`;
  return Object.fromEntries(names.split(/\s+/u).map((name) => [`${prefix}${name}`, model]));
}

/** The same members at several owners. */
export function owners(
  paths: readonly Path[],
  names: string,
  model: Model,
): Readonly<Record<Path, Model>> {
  return Object.assign({}, ...paths.map((path) => members(path, names, model)));
}

/** A call whose arguments at these places, parted by spaces, a rule watches. */
export function sink(rule: string, at: string, more: Omit<SinkModel, 'rule' | 'at'> = {}): Model {
  return { sinks: [{ rule, at: at.split(' '), ...more }] };
}

export function source(
  kind: SourceKind,
  what: string,
  more: Omit<SourceModel, 'kind' | 'what'> = {},
): Model {
  return { source: { kind, what, ...more } };
}

/** Where data goes, `0>result this>result`; of an empty text nowhere. */
export function flows(text: string, more: Omit<Model, 'flows'> = {}): Model {
  const pairs = text === '' ? [] : text.split(' ').map((pair) => pair.split('>'));
  return { ...more, flows: pairs.map(([from = '', to = '']) => [from, to] as const) };
}

/** A use that is wrong by itself. */
export function misuse(rule: string, shows: string, ...when: readonly Condition[]): Model {
  return { misuses: [{ rule, shows, when }] };
}

/** A number, a date, an identifier of fixed form: of use only where a size, a secret or a guess matters. */
export const TEXT: readonly Family[] = FAMILIES.filter(
  (family) => family !== 'resource' && family !== 'random' && family !== 'sensitive',
);

/**
 * What the answer of another server, or the name of an entry of an archive, is not counted for: whom a client asks next,
 * what it writes to its log, and which class a name stands for is up to the server that somebody chose. Measured: in the
 * projects of test/crater all such reports were wrong.
 */
export const CHOSEN: readonly Family[] = [
  'url',
  'redirect',
  'log',
  'header',
  'reflection',
  'resource',
  'regex',
  'format',
  'assignment',
  'prototype',
  'query',
];

/** What a file of the program's own choice says is not held against it where it is meant to be run, or shown. */
export const OWN_FILE: readonly Family[] = [
  'path',
  'command',
  'sql',
  'log',
  'html',
  'code',
  'template',
];

/** Characters that mean something in HTML are replaced. Says nothing of `javascript:` addresses. */
export const HTML: readonly Family[] = ['html', 'xml', 'mail'];

/** Percent encoding: no quotes, angle brackets, blanks, line breaks or slashes are left. */
export const PERCENT: readonly Family[] = [
  'sql',
  'nosql',
  'command',
  'code',
  'template',
  'ldap',
  'xpath',
  'header',
  'log',
  'html',
  'path',
  'url',
  'redirect',
  'xml',
  'mail',
  'query',
];

/** A pattern that only lets letters, digits, `_` and `-` through, and is anchored or matched against the whole text. */
export const WORD_PATTERN: string = String.raw`^\^?(?:\[(?:[A-Za-z0-9_]|[A-Za-z0-9]-[A-Za-z0-9]|\\[dw-]|-(?=\]))+\]|\\[dw])(?:[+*?]|\{\d+(?:,\d*)?\})?\$?$`;

/** What a replacement of constant text takes away. Quotes that are removed, not doubled, end no literal. */
export const REPLACED: NonNullable<Model['cleansIf']> = [
  {
    families: 'all',
    when: [
      {
        at: '0',
        matches: String.raw`^\[\^(?:[A-Za-z0-9_]|[A-Za-z0-9]-[A-Za-z0-9]|\\[dws]|[ -])+\][+*]?$`,
      },
    ],
  },
  { families: 'all', when: [{ at: '0', matches: String.raw`^\\W[+*]?$` }] },
  {
    families: ['log', 'header', 'mail'],
    when: [{ at: '0', matches: String.raw`[\r\n]|\\[rns]|\\R` }],
  },
  { families: ['html', 'xml'], when: [{ at: '0', matches: '<' }] },
  { families: ['sql', 'xpath'], when: [{ at: '0', matches: "'" }] },
  {
    families: ['path'],
    when: [{ at: '0', matches: String.raw`^(?:\.\.|\\\.\\\.|/|\\|\[[^\]]*[/\\][^\]]*\][+*]?)$` }],
  },
];
