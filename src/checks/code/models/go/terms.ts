import type { Confidence } from '../../../../model/finding.ts';
import { TEXT } from '../entries.ts';
import type { Condition, MisuseModel, Model, SinkModel } from '../model.ts';

/** The same places are watched by several rules, parted by spaces. */
export function sinks(
  rules: string,
  at: string,
  more: Omit<SinkModel, 'rule' | 'at'> = {},
): readonly SinkModel[] {
  return rules.split(' ').map((rule) => ({ rule, at: at.split(' '), ...more }));
}

/** One use that is wrong, by conditions. */
export function wrong(
  rule: string,
  shows: string,
  when: readonly Condition[],
  confidence: Confidence = 'high',
): MisuseModel {
  return { rule, shows, when, confidence };
}

/** A call of which nothing is known but that it carries no data. */
export const NOTHING: Model = { flows: [] };
/** The same object, for chains. */
export const SAME: Model = { type: 'this', flows: [] };
/** A number or a truth value comes of it. */
export const NUMBER: Model = { cleans: TEXT };

/** A file at this place is read, written or removed. */
export function path(at: string, more: Omit<SinkModel, 'rule' | 'at'> = {}): readonly SinkModel[] {
  return [
    ...sinks('path-traversal', at, { ...more, kinds: ['remote'] }),
    ...sinks('zip-slip library-path-traversal', at, more),
  ];
}

export const RESPONSE = 'net/http.ResponseWriter';
/** Kinds of answers that no browser takes for a page. */
const NO_MARKUP: readonly string[] = [
  'text/plain',
  'text/plain; charset=utf-8',
  'text/plain;charset=utf-8',
  'text/plain; charset=UTF-8',
  'text/plain;charset=UTF-8',
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=utf-8',
  'application/json; charset=UTF-8',
  'application/json;charset=UTF-8',
  'application/problem+json',
  'application/octet-stream',
  'application/x-ndjson',
  'application/javascript',
  'application/pdf',
  'application/zip',
  'application/yaml',
  'application/x-yaml',
  'text/css',
  'text/csv',
  'text/event-stream',
  'text/javascript',
  'text/markdown',
  'image/png',
  'image/jpeg',
];

/** Text of an answer that a browser takes for a page unless its kind is stated. */
export function page(at: string, writer: string): readonly SinkModel[] {
  return [
    ...sinks('xss-reflected xss-stored', at, {
      when: [
        { at: writer, type: RESPONSE },
        { at: `${writer}.header Content-Type`, isNot: NO_MARKUP },
        { at: `${writer}.header content-type`, isNot: NO_MARKUP },
      ],
    }),
    ...answer(at, [{ at: writer, type: RESPONSE }]),
  ];
}

/** What must not be told to whoever asks. */
export function answer(at: string, when: readonly Condition[] = []): readonly SinkModel[] {
  return sinks('exception-in-response sensitive-data-in-response', at, { when });
}

/** Names of cookies whose value lets somebody in. */
export const DELICATE_COOKIE = 'sess|token|auth|jwt|sid';

/** Permissions with which every account of the machine may write. */
export const WORLD_WRITABLE: readonly number[] = Array.from(
  { length: 0o1000 },
  (_, mode) => mode,
).filter((mode) => (mode & 0o002) !== 0);
