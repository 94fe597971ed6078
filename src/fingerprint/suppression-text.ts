import type { Suppression } from '../model/suppression.ts';

/** The longest comment that is read, in UTF-16 code units. */
export const MAX_BODY_UNITS = 1000;
/** "test key" is a reason, "wip" is none. In any script: letters and digits count. */
const MIN_REASON_LETTERS = 6;
const MAX_RULES = 20;

const scopes: ReadonlyMap<string, Suppression['scope']> = new Map([
  ['lockstep-ignore', 'line'],
  ['lockstep-ignore-next-line', 'next-line'],
  ['lockstep-ignore-file', 'file'],
]);

export interface CommentText {
  /** From the token to the end of the comment or of its line. */
  readonly body: string;
  /** Whether nothing but the comment stands on its line. */
  readonly isAlone: boolean;
}

export type ParsedSuppression =
  | { readonly kind: 'suppression'; readonly value: Omit<Suppression, 'path' | 'line'> }
  /** What is wrong and how to mend it. */
  | { readonly kind: 'bad'; readonly problem: string }
  /** The first word only begins like the token: `lockstep-ignored`. */
  | { readonly kind: 'none' };

/** Reads `lockstep-ignore[-next-line|-file] <rule>[, <rule>] [until=YYYY-MM-DD] -- <reason>`, exactly or not at all. */
export function parseSuppression(comment: CommentText): ParsedSuppression {
  if (/^lockstep-ignore\w/u.test(comment.body)) return { kind: 'none' };
  const parts = split(comment);
  for (const check of checks) {
    const problem = check(parts);
    if (problem !== undefined) return { kind: 'bad', problem };
  }
  const { word, ruleIds, until, reason } = parts;
  const scope = scopes.get(word) ?? 'line';
  return {
    kind: 'suppression',
    value: { scope, ruleIds, reason, ...(until === undefined ? {} : { until }) },
  };
}

interface Parts extends CommentText {
  readonly word: string;
  readonly ruleIds: readonly string[];
  readonly until?: string;
  /** What stands before the reason and belongs to nothing. */
  readonly extra?: string;
  readonly hasReason: boolean;
  readonly reason: string;
}

function split(comment: CommentText): Parts {
  const text = comment.body.slice(0, MAX_BODY_UNITS);
  // `:` because `--` may not stand in an XML comment.
  const separator = /\s(?:--|:)(?=\s|$)/u.exec(text);
  const before = separator === null ? text : text.slice(0, separator.index);
  const [word = '', list = '', ...more] = before
    .trim()
    .replaceAll(/\s*,\s*/gu, ',')
    .split(/\s+/u);
  const until = more[0]?.startsWith('until=') === true ? more[0].slice('until='.length) : undefined;
  const extra = more[until === undefined ? 0 : 1];
  return {
    ...comment,
    word,
    ruleIds: list === '' ? [] : list.split(','),
    ...(until === undefined ? {} : { until }),
    ...(extra === undefined ? {} : { extra }),
    hasReason: separator !== null,
    reason: separator === null ? '' : text.slice(separator.index + separator[0].length).trim(),
  };
}

type PartsCheck = (parts: Parts) => string | undefined;

/** In the order in which a reader would mend them. What could be a secret by its form is not quoted. */
const checks: readonly PartsCheck[] = [
  ({ body }) =>
    body.length > MAX_BODY_UNITS ? `it is longer than ${MAX_BODY_UNITS} characters` : undefined,
  ({ word }) =>
    scopes.has(word)
      ? undefined
      : `its first word is none of ${[...scopes.keys()].join(', ')}; set it off with a space`,
  ({ word, isAlone }) =>
    isAlone && scopes.get(word) === 'line'
      ? 'it stands alone on its line and covers nothing; write lockstep-ignore-next-line'
      : undefined,
  ({ ruleIds }) =>
    ruleIds.length === 0 ? 'it names no rule; write the id of the rule after it' : undefined,
  ({ ruleIds }) =>
    ruleIds.length > MAX_RULES ? `it names more than ${MAX_RULES} rules` : undefined,
  ({ ruleIds }) => {
    const wrong = ruleIds.find((id) => !/^[a-z][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/u.test(id));
    if (wrong === undefined) return undefined;
    const name = /^[\w*-]{1,40}\/[\w*-]{0,60}$/u.test(wrong) ? `"${wrong}"` : 'what it names';
    return `${name} is not a rule id; name each rule as <check>/<rule>, separated by commas`;
  },
  ({ extra }) =>
    extra === undefined
      ? undefined
      : 'something stands between the rules and the reason; write rules separated by commas, then until=YYYY-MM-DD if it ends, then -- and the reason',
  ({ until }) =>
    until === undefined || isDate(until)
      ? undefined
      : 'its until= is not a day of the calendar; write until=YYYY-MM-DD',
  ({ hasReason, reason }) =>
    hasReason && lettersOf(reason) >= MIN_REASON_LETTERS
      ? undefined
      : `it gives no reason; end it with -- and why, in at least ${MIN_REASON_LETTERS} letters`,
];

function lettersOf(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

/** Whether it is `YYYY-MM-DD` and a day that exists. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
