import { familySet } from '../models/families.ts';
import type { Frame } from './frame.ts';
import { fold } from './fold.ts';
import { cleanLabels, joinLabels, NO_LABELS, withStep } from './label.ts';
import { UNKNOWN, type Value } from './value.ts';

/** What follows a fixed host, or a path that begins with one slash, cannot change where a request goes. */
const AFTER_HOST = familySet(['url', 'redirect']);
/** A text holds no operators of a query and no members. */
const OF_TEXT = familySet(['nosql', 'assignment']);
const FIXED_HOST =
  /^(?:[a-z][a-z\d+.-]{0,20}:)?\/\/[^/?#\\]+[/?#]|^(?:(?:redirect|forward):)?\/(?:[^/\\]|$)|^[.?#]/iu;

/** Nothing yet, or a scheme: what comes next is where the address points to. */
const OPEN_HOST = /^(?:(?:[a-z][a-z\d+.-]{0,20}:)?\/\/)?$/iu;

/** Strings put together at `at`. */
export function concatenated(frame: Frame, at: number): Value {
  const count = frame.word(at + 4);
  const parts = Array.from({ length: count }, (_, index) =>
    frame.value(frame.word(at + 5 + index)),
  );
  return joined(frame, parts, at);
}

export function joined(frame: Frame, parts: readonly Value[], at: number): Value {
  const folded = allConstant(parts);
  if (folded !== undefined && parts.length > 1) return folded;
  let labels = NO_LABELS;
  let start = new Beginning();
  for (const part of parts) {
    const own = cleanLabels(frame.labels(part), OF_TEXT);
    // Behind a value that is not theirs to choose, or behind a fixed host: where it points to is settled.
    if (own.length > 0) {
      labels = joinLabels(labels, start.isSettled() ? cleanLabels(own, AFTER_HOST) : own);
    }
    start = start.and(part, own.length > 0);
  }
  const step = { what: 'put together', ...frame.site(at) };
  return {
    ...UNKNOWN,
    labels: labels.length === 0 ? labels : withStep(labels, step),
    isBuilt: parts.length > 1,
    prefix: start.text,
  };
}

function allConstant(parts: readonly Value[]): Value | undefined {
  const [first, ...rest] = parts;
  return rest.reduce<Value | undefined>(
    (left, right) => (left === undefined ? undefined : fold('+', [left, right])),
    first,
  );
}

/** How a string begins, as far as it has been put together. */
class Beginning {
  readonly text: string;
  /** Something unknown follows the text. */
  readonly #isEnded: boolean;
  /** It begins with a value that is unknown, but not sent by anybody: a configured address, or one's host. */
  readonly #isOwn: boolean;

  constructor(text = '', isEnded = false, isOwn = false) {
    this.text = text;
    this.#isEnded = isEnded;
    this.#isOwn = isOwn;
  }

  isSettled(): boolean {
    return this.#isOwn || FIXED_HOST.test(this.text);
  }

  and(part: Value, isSent: boolean): Beginning {
    if (this.#isEnded) return this;
    const [only] = part.constants ?? [];
    if (part.constants?.length === 1) return new Beginning(this.text + String(only));
    const isOwn = OPEN_HOST.test(this.text) && part.prefix === '' && !isSent;
    return new Beginning(this.text + part.prefix, true, isOwn);
  }
}
