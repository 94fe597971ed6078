import { quote, type Beginning, type Dialogue, type Heard, type Talk } from './talk.ts';

/** What one line means for a step: `more` follows, the step went well, was refused, or is refused for now only. */
type Meaning = 'more' | 'good' | 'bad' | 'later';

interface Step {
  /** undefined: the server speaks first. */
  readonly say?: string;
  readonly meaningOf: (line: string) => Meaning;
  /** Whether the dialogue goes on when this step was refused. */
  readonly isOptional?: boolean;
}

/** Lines of one answer: the longest real ones (capabilities, banners) have some dozens. */
const MAX_LINES = 200;

/** A dialogue of lines whose last step asks for TLS: only a refusal of that one says that there is none. */
function byLines(steps: readonly Step[]): Dialogue {
  return async (talk) => {
    for (const [index, step] of steps.entries()) {
      if (step.say !== undefined) talk.send(`${step.say}\r\n`);
      const answer = await answerOf(talk, step);
      if ('lost' in answer) return { kind: 'lost', why: answer.lost };
      const { meaning, line } = answer.heard;
      const isLast = index === steps.length - 1;
      if (meaning !== 'good' && !(step.isOptional === true && meaning === 'bad')) {
        return turnedDown(isLast && meaning === 'bad', line);
      }
    }
    return { kind: 'ready' };
  };
}

function turnedDown(isRefusal: boolean, line: string): Beginning {
  return isRefusal
    ? { kind: 'refused', why: `answered ${quote(line)}` }
    : { kind: 'lost', why: `answered ${quote(line)}` };
}

async function answerOf(
  talk: Talk,
  step: Step,
): Promise<Heard<{ readonly meaning: Meaning; readonly line: string }>> {
  for (let count = 0; count < MAX_LINES; count += 1) {
    const line = await talk.line();
    if ('lost' in line) return line;
    const meaning = step.meaningOf(line.heard);
    if (meaning !== 'more') return { heard: { meaning, line: line.heard } };
  }
  return { lost: 'too many lines' };
}

/** Replies of three digits (RFC 5321 §4.2, RFC 959 §4.2, RFC 3977 §3.2): a space after them marks the last line. */
function byCode(good: RegExp): (line: string) => Meaning {
  return (line) => {
    if (!/^\d{3}(?: |$)/u.test(line)) return 'more';
    if (good.test(line)) return 'good';
    return line.startsWith('4') ? 'later' : 'bad';
  };
}

/** Words with which a line begins; any other line is `more`. */
function byWord(words: {
  readonly good: RegExp;
  readonly bad: RegExp;
  readonly later?: RegExp;
}): (line: string) => Meaning {
  return (line) => {
    if (words.good.test(line)) return 'good';
    if (words.later?.test(line) === true) return 'later';
    return words.bad.test(line) ? 'bad' : 'more';
  };
}

/** Nothing that could be taken for somebody's name (RFC 2606 §2). */
const OWN_NAME = 'lockstep.invalid';

function mail(hello: string): Dialogue {
  return byLines([
    { meaningOf: byCode(/^220/u) },
    // A server that knows no EHLO still says by itself whether it knows STARTTLS.
    { say: `${hello} ${OWN_NAME}`, meaningOf: byCode(/^250/u), isOptional: true },
    { say: 'STARTTLS', meaningOf: byCode(/^220/u) },
  ]);
}

/** RFC 3207. */
export const smtp: Dialogue = mail('EHLO');
/** RFC 2033, RFC 3207. */
export const lmtp: Dialogue = mail('LHLO');

/** RFC 4217 §4. Some servers answer 334 of RFC 2228. */
export const ftp: Dialogue = byLines([
  { meaningOf: byCode(/^220/u) },
  { say: 'AUTH TLS', meaningOf: byCode(/^[23]34/u) },
]);

/** RFC 4642 §2.2. */
export const nntp: Dialogue = byLines([
  { meaningOf: byCode(/^20[01]/u) },
  {
    say: 'STARTTLS',
    // 483 is of the class `later` by its digit, but says that this server wants something else first.
    meaningOf: (line) => (/^483(?: |$)/u.test(line) ? 'bad' : byCode(/^382/u)(line)),
  },
]);

/** RFC 9051 §6.2.1. */
export const imap: Dialogue = byLines([
  { meaningOf: byWord({ good: /^\* (?:OK|PREAUTH)\b/iu, bad: /^\* BYE\b/iu }) },
  {
    say: 'a1 STARTTLS',
    meaningOf: byWord({ good: /^a1 OK\b/iu, bad: /^a1 (?:NO|BAD)\b/iu, later: /^\* BYE\b/iu }),
  },
]);

/** RFC 2595 §4. */
export const pop3: Dialogue = byLines([
  { meaningOf: byWord({ good: /^\+OK\b/u, bad: /^-ERR\b/u }) },
  { say: 'STLS', meaningOf: byWord({ good: /^\+OK\b/u, bad: /^-ERR\b/u }) },
]);

/** RFC 5804 §1.7 and §2.2. */
export const sieve: Dialogue = byLines([
  { meaningOf: byWord({ good: /^OK\b/iu, bad: /^(?:NO|BYE)\b/iu }) },
  { say: 'STARTTLS', meaningOf: byWord({ good: /^OK\b/iu, bad: /^NO\b/iu, later: /^BYE\b/iu }) },
]);

/** IRCv3 `tls` extension: 670 RPL_STARTTLS, 691 ERR_STARTTLS, 421 unknown command, 451 not registered. */
export const irc: Dialogue = byLines([
  {
    say: 'STARTTLS',
    meaningOf: byWord({
      good: /^(?::\S{1,255} )?670\b/u,
      bad: /^(?::\S{1,255} )?(?:691|421|451)\b/u,
      later: /^ERROR\b/u,
    }),
  },
]);
