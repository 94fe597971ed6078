import type { LicenceSettings } from '../../../model/component-settings.ts';
import type { LicenceId } from './licence-ids.ts';
import { versionsFrom } from './licence-ids.ts';
import type { Licence } from './read-licence.ts';
import { readLicence, shown, writeExpression } from './read-licence.ts';

export interface LicenceVerdict {
  /** `unknown`: nothing is known of the licence, and the settings do not mind. */
  readonly verdict: 'allowed' | 'unknown' | 'review' | 'denied';
  /** In SPDX's notation, where the words are an expression. */
  readonly expression?: string;
  /** One sentence without a full stop; tells too what was corrected. */
  readonly because: string;
}

/**
 * Whether the settings let a component have this licence. Of `OR` the best choice counts, of `AND` the worst; "or later" is
 * a choice among the versions that the SPDX list has. An exception only adds rights, so what is said of a licence holds for
 * it with an exception too, unless a list names the pair.
 */
export function judgeLicence(
  stated: string | undefined,
  settings: LicenceSettings,
): LicenceVerdict {
  const read = readLicence(stated ?? '');
  const lists = listsOf(settings);
  if (typeof read === 'string') {
    return lists.literally(stated ?? '') ?? { verdict: lists.unknown, because: read };
  }
  const { verdict, because } = judge(read.licence, lists);
  const expression = writeExpression(read.licence);
  return { verdict, expression, because: [because, ...read.corrections.slice(0, 5)].join('; ') };
}

type Verdict = LicenceVerdict['verdict'];

interface Judged {
  readonly verdict: Verdict;
  readonly because: string;
}

/** From best to worst. */
const order: readonly Verdict[] = ['allowed', 'unknown', 'review', 'denied'];

function judge(licence: Licence, lists: Lists): Judged {
  switch (licence.kind) {
    case 'known':
      return lists.known(licence.licence);
    case 'unknown':
      return (
        lists.literally(licence.words) ?? {
          verdict: lists.unknown,
          because: `${shown(licence.words)} is not on SPDX's list of licences`,
        }
      );
    case 'or':
      return first(licence.parts, lists, (a, b) => order.indexOf(a) - order.indexOf(b));
    case 'and':
      return first(licence.parts, lists, (a, b) => order.indexOf(b) - order.indexOf(a));
  }
}

function first(
  parts: readonly Licence[],
  lists: Lists,
  compare: (a: Verdict, b: Verdict) => number,
): Judged {
  const judged = parts.map((part) => judge(part, lists));
  const [best] = judged.toSorted((a, b) => compare(a.verdict, b.verdict));
  return best ?? { verdict: lists.unknown, because: 'no licence is stated' };
}

const unknownVerdict: Readonly<Record<LicenceSettings['unknown'], Verdict>> = {
  ignore: 'unknown',
  review: 'review',
  deny: 'denied',
};

const listNames = ['deny', 'review', 'allow'] as const;
type ListName = (typeof listNames)[number];

const saidBy: Readonly<Record<ListName, readonly [Verdict, string]>> = {
  deny: ['denied', 'is denied'],
  review: ['review', 'is to be reviewed'],
  allow: ['allowed', 'is allowed'],
};

/** The lists of the settings, ready to be asked. */
class Lists {
  readonly unknown: Verdict;
  /** Licences in SPDX's notation, or words in lower case, with what the strictest list says of them. */
  readonly #said: ReadonlyMap<string, ListName>;
  readonly #isClosed: boolean;

  constructor(settings: LicenceSettings) {
    this.unknown = unknownVerdict[settings.unknown];
    this.#isClosed = settings.allow.length > 0;
    const said = new Map<string, ListName>();
    for (const name of listNames) {
      for (const entry of settings[name].flatMap(keysOfEntry)) {
        if (!said.has(entry)) said.set(entry, name);
      }
    }
    this.#said = said;
  }

  /** What the lists say of words that are no licence. */
  literally(words: string): Judged | undefined {
    const name = this.#said.get(words.trim().toLowerCase());
    return name === undefined ? undefined : this.#judged(name, shown(words.trim()));
  }

  known({ id, orLater, exception }: LicenceId): Judged {
    const choices = orLater ? versionsFrom(id) : [id];
    const judged = choices.map((choice) => this.#one(choice, exception));
    const [best] = judged.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
    return best ?? { verdict: this.unknown, because: `${id} is not known` };
  }

  #one(id: string, exception: string | undefined): Judged {
    const pair = exception === undefined ? id : `${id} WITH ${exception}`;
    const name = this.#said.get(pair.toLowerCase()) ?? this.#said.get(id.toLowerCase());
    if (name !== undefined) return this.#judged(name, pair);
    return this.#isClosed
      ? { verdict: 'denied', because: `${pair} is not among the allowed licences` }
      : { verdict: 'allowed', because: `${pair} is not denied` };
  }

  #judged(name: ListName, subject: string): Judged {
    const [verdict, text] = saidBy[name];
    return { verdict, because: `${subject} ${text}` };
  }
}

/** An entry covers a licence, all its versions where it says "or later", or, where it is none, the same words. */
function keysOfEntry(entry: string): readonly string[] {
  const read = readLicence(entry);
  if (typeof read === 'string' || read.licence.kind !== 'known') {
    return [entry.trim().toLowerCase()];
  }
  const { id, orLater, exception } = read.licence.licence;
  const tail = exception === undefined ? '' : ` WITH ${exception}`;
  return (orLater ? versionsFrom(id) : [id]).map((each) => (each + tail).toLowerCase());
}

/** A run asks thousands of times with the same settings. */
const prepared = new WeakMap<LicenceSettings, Lists>();

function listsOf(settings: LicenceSettings): Lists {
  const known = prepared.get(settings);
  if (known !== undefined) return known;
  const lists = new Lists(settings);
  prepared.set(settings, lists);
  return lists;
}
