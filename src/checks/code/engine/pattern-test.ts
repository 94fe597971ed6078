import { argument, type Call } from './arguments.ts';
import type { Frame } from './frame.ts';
import { facts } from './guards.ts';
import { cleanLabels } from './label.ts';
import { loadMember } from './members.ts';
import { safeBehind, safeUnlessFound } from './pattern-safety.ts';
import { toGuard, UNKNOWN, type Value } from './value.ts';

interface PatternTest {
  readonly pattern: Part;
  readonly text: Part;
  /** The call binds both ends by itself. */
  readonly isWhole?: boolean;
  /** Its answer holds what was found. */
  readonly yieldsGroups?: boolean;
}

/** Calls that ask whether a text fits a pattern. */
const TESTS: Readonly<Record<string, PatternTest>> = {
  'javascript:test': { pattern: 'this', text: 0 },
  'javascript:exec': { pattern: 'this', text: 0, yieldsGroups: true },
  'javascript:match': { pattern: 0, text: 'this', yieldsGroups: true },
  'python:match': { pattern: 0, text: 1, yieldsGroups: true },
  'python:fullmatch': { pattern: 0, text: 1, isWhole: true, yieldsGroups: true },
  'java:matches': { pattern: 0, text: 'this', isWhole: true },
  'go:MatchString': { pattern: 0, text: 1 },
};

type Part = 'this' | number;

/** The answer of such a call, with what it shows of the text; undefined: the call is none of them. */
export function testedPattern(frame: Frame, call: Call): Value | undefined {
  const test = TESTS[`${frame.module.language}:${call.name}`];
  if (test === undefined) return undefined;
  const direct = constantText(partOf(call, test.pattern));
  const source = direct ?? constantText(memberOf(frame, call, 'pattern'));
  const text =
    direct === undefined
      ? (argument(call, 0) ?? memberOf(frame, call, 'text'))
      : partOf(call, test.text);
  if (source === undefined || text === undefined) return undefined;
  // Python's `match` binds the beginning by itself.
  const bound =
    call.name === 'match' && frame.module.language === 'python'
      ? `^${source.replace(/^\^/u, '')}`
      : source;
  const labels = frame.labels(text);
  const safe = safeBehind(bound, test.isWhole);
  const guard = toGuard(facts(labels, safe), facts(labels, safeUnlessFound(source)));
  if (guard === undefined) return undefined;
  return test.yieldsGroups === true
    ? { ...UNKNOWN, guard, labels: cleanLabels(labels, safe) }
    : { ...UNKNOWN, guard };
}

/** What a compiled pattern, or its matcher, was made of: its model says so with `sets`. */
function memberOf(frame: Frame, call: Call, key: string): Value | undefined {
  return call.receiver === undefined ? undefined : loadMember(frame, call.receiver, key, call.site);
}

function constantText(value: Value | undefined): string | undefined {
  return value?.constants?.find((each): each is string => typeof each === 'string');
}

function partOf(call: Call, part: Part): Value | undefined {
  return part === 'this' ? call.receiver : argument(call, part);
}
