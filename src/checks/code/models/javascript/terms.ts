import type { Confidence } from '../../../../model/finding.ts';
import type { Family } from '../families.ts';
import type { Condition, MisuseModel, Model, SinkModel, SourceModel } from '../model.ts';

/** Surely text, not an object: of use where operators hide in objects. */
export const STRING: readonly Family[] = ['nosql', 'assignment'];

export const STORED_ROW: SourceModel = { kind: 'stored', what: 'row of a database' };

/** The same places are watched by several rules, parted by spaces. */
export function sinks(
  rules: string,
  at: string,
  more: Omit<SinkModel, 'rule' | 'at'> = {},
): readonly SinkModel[] {
  return rules.split(' ').map((rule) => ({ rule, at: at.split(' '), ...more }));
}

/** Where text becomes markup of the page that runs the program. */
export function markup(
  at: string,
  more: Omit<SinkModel, 'rule' | 'at'> = {},
): readonly SinkModel[] {
  return sinks('xss-dom xss-through-dom', at, more);
}

/** What stands in a page: whoever can put text there can put any text there. */
export const PAGE_TEXT: SourceModel = { kind: 'page', what: 'text of the page' };

/** Where text of an answer goes to a browser that takes it for HTML. */
export function page(at: string, when: readonly Condition[] = []): readonly SinkModel[] {
  return [
    ...sinks('xss-reflected xss-stored', at, { when }),
    ...sinks('exception-in-response sensitive-data-in-response', at),
  ];
}

/** Where data of an answer goes that no browser takes for HTML. */
export const ANSWER: readonly SinkModel[] = sinks(
  'exception-in-response sensitive-data-in-response',
  '0 0*',
);

/** One use that is wrong, by conditions. */
export function wrong(
  rule: string,
  shows: string,
  when: readonly Condition[],
  confidence: Confidence = 'high',
): MisuseModel {
  return { rule, shows, when, confidence };
}

/** Options that are on unless they are turned off. */
export function off(at: string): readonly Condition[] {
  return [{ at, is: [false, 0] }];
}

/** A request that the process sends: only the beginning of an address decides where it goes. */
export function request(at: string, more: Partial<Model> = {}): Model {
  return {
    flows: [],
    ...more,
    sinks: [
      ...sinks('ssrf client-request-forgery', at),
      { rule: 'sensitive-data-in-url', at: at.split(' ') },
      ...(more.sinks ?? []),
    ],
  };
}

/** A statement given to a database, whose rows come back as the result, as a promise of it or to a callback. */
export function statement(at: string, row: SourceModel = STORED_ROW): Model {
  return {
    flows: [],
    sinks: sinks('sql-injection sql-injection-stored', at),
    source: row,
    callbacks: [{ at: '1+', params: [], sources: { 1: row } }],
  };
}

/** Options of anything that speaks TLS. */
export const OLD_TLS: readonly MisuseModel[] = [
  wrong('deprecated-tls-version', 'an old version is allowed', [
    { at: '0.minVersion', is: ['TLSv1', 'TLSv1.1', 'SSLv3'] },
  ]),
  wrong('deprecated-tls-version', 'an old version is asked for', [
    { at: '0.secureProtocol', matches: '^(?:ssl|tlsv1_(?!2)|tlsv1$)' },
  ]),
  wrong('weak-cipher', 'broken ciphers are allowed', [
    { at: '0.ciphers', matches: '(?:^|:)(?:rc4|des|export|null|adh|anull|3des)' },
  ]),
];

/** The environment holds every secret that the process was given. */
export const WHOLE_ENVIRONMENT: readonly MisuseModel[] = [
  wrong('sensitive-data-in-response', 'the whole environment is sent', [
    { at: '0', type: 'process.Environment' },
  ]),
];
