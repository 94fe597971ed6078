import type { SinkName } from './sinks.ts';

/** Where the untrusted text comes from, in a request handler. */
export interface SourceShape {
  /** An expression. */
  readonly text: string;
  /** Sinks that nobody attacks another through this source with: a header is hard to set in another's browser. */
  readonly not?: readonly SinkName[];
}

/** How `input` becomes `data`. */
export interface PropagationShape {
  /** Statements in the handler. */
  readonly lines: string;
  /** Declarations beside the handler. */
  readonly top?: string;
  /** Import lines. */
  readonly imports?: string;
  /** A second file beside the case: its name and text. `CASE` stands for the folder's name, everywhere. */
  readonly other?: readonly [name: string, text: string];
}

/** What is checked of `data` before it is used. */
export interface GuardShape {
  /** Statements in the handler. */
  readonly lines: string;
  /** What the sink gets; `data` unless stated. */
  readonly value?: string;
}

/** A use that does harm. `VALUE` stands for the value. */
export interface SinkShape {
  readonly imports: string;
  /** Statements. */
  readonly use: string;
  /** The same, done safely. */
  readonly safe: string;
  /** An expression: the value made safe for something else. */
  readonly wrong: string;
}

/** The parts of a case, put together. */
export interface Parts {
  readonly imports: readonly string[];
  readonly top: string;
  /** The body of the handler. */
  readonly lines: readonly string[];
}

/** What a language, with one framework of it, writes for each part of a case. */
export interface LanguageShape {
  readonly id: string;
  /** Of the file with the handler, below the folder of the case. */
  readonly file: string;
  readonly sources: Readonly<Record<string, SourceShape>>;
  readonly propagations: Readonly<Record<PropagationName, PropagationShape>>;
  readonly guards: Readonly<Record<PlainGuardName, GuardShape>>;
  readonly sinks: Readonly<Record<SinkName, SinkShape>>;
  /** The statement that names the source: `const input = SOURCE;`. */
  readonly input: string;
  readonly whole: (parts: Parts) => string;
}

export const PROPAGATIONS = [
  'assignment',
  'concatenation',
  'template',
  'call',
  'return',
  'object-field',
  'list-element',
  'closure',
  'callback',
  'class-field',
  'other-file',
  'await',
  'conditional',
  'overwritten',
  'other-field',
] as const;

export type PropagationName = (typeof PROPAGATIONS)[number];

/** Ways after which `data` is constant. */
export const LOSING: readonly PropagationName[] = ['overwritten', 'other-field'];

/** Guards that a language writes the same way for every sink. */
export const PLAIN_GUARDS = [
  'none',
  'allow-list',
  'equality',
  'anchored-pattern',
  'kept-answer',
  'number',
  'unanchored-pattern',
  'wrong-variable',
  'ignored-result',
] as const;

export type PlainGuardName = (typeof PLAIN_GUARDS)[number];

export type GuardName = PlainGuardName | 'right-escape' | 'wrong-escape';

export const GUARDS: readonly GuardName[] = [...PLAIN_GUARDS, 'right-escape', 'wrong-escape'];

/** Guards after which the value does no harm. */
export const SAFE: readonly GuardName[] = [
  'allow-list',
  'equality',
  'anchored-pattern',
  'kept-answer',
  'number',
  'right-escape',
];
