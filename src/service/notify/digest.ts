import type { Message, MessageLine } from '../../model/notification.ts';
import type { Channel } from '../../store/channels.ts';
import type { Queryable } from '../../store/database.ts';
import {
  blockedBranches,
  findingNewsBetween,
  incompleteNow,
  waiverLines,
  type BlockedBranch,
} from '../../store/news.ts';
import { eventsBetween } from '../../store/outbox.ts';
import {
  findingSections,
  ofSboms,
  othersOf,
  sectionOf,
  titleOf,
  type MessagePart,
} from './compose.ts';
import { dayIn } from './daily-times.ts';
import { counted, incompleteLine } from './describe.ts';

/** Lines of one kind; the rest is counted. */
const SHOWN = 10;
/** Rows that are read to count them. */
const MAX_ROWS = 500;
/** A waiver that ends within so many days is told of each day. */
const DEADLINE_DAYS = 14;
/** An incomplete run that nobody repeats is not told of for ever. */
const INCOMPLETE_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * What a day has brought: findings that are new or gone, what the gate stops, what could not be examined, waivers that end, and whatever
 * else happened. Undefined: nothing of it, and the channel wants no empty one.
 */
export async function composeDigest(
  transaction: Queryable,
  channel: Channel,
  { since, until }: { readonly since: string; readonly until: Date },
): Promise<Message | undefined> {
  const { productId, settings } = channel;
  const wants = new Set(settings.events);
  const period = { since, until: until.toISOString() };
  const findings = wants.has('findings') ? await findingPart(transaction, channel, period) : NONE;
  const advisories = wants.has('advisory')
    ? await advisoryPart(transaction, channel, period)
    : NONE;
  const blocked = wants.has('decision')
    ? await blockedBranches(transaction, { productId, limit: MAX_ROWS })
    : [];
  const incomplete = wants.has('incomplete')
    ? await incompleteNow(transaction, {
        productId,
        since: daysFrom(until, -INCOMPLETE_DAYS),
        limit: MAX_ROWS,
      })
    : [];
  const events = await eventsBetween(transaction, {
    productId,
    since,
    until: until.toISOString(),
    limit: MAX_ROWS,
  });
  const parts: readonly MessagePart[] = [
    findings,
    advisories,
    partOf('Stopped by the gate', blocked.map(blockedLine), 'blocked'),
    partOf('Not examined', incomplete.map(incompleteLine), 'incomplete'),
    partOf(
      'Waivers that end soon',
      await deadlines(transaction, channel, until),
      'waivers end soon',
    ),
    ...othersOf(
      events.filter(({ data }) => data.kind !== 'run' && wants.has(data.kind)),
      productId !== null,
    ),
  ];
  const sections = parts.flatMap((part) => part.sections);
  const isEmpty = sections.length === 0;
  if (isEmpty && settings.digest?.sendEmpty !== true) return undefined;
  const day = dayIn(settings.digest?.timeZone ?? 'UTC', until);
  return {
    type: 'digest',
    title: titleOf(
      [`${channel.product ?? 'all products'}, ${day}`],
      isEmpty ? ['nothing new'] : parts.flatMap((part) => part.phrases),
    ),
    sections,
    at: until.toISOString(),
  };
}

const NONE: MessagePart = { sections: [], phrases: [] };

function partOf(heading: string, lines: readonly MessageLine[], word: string): MessagePart {
  return lines.length === 0
    ? NONE
    : { sections: sectionOf(heading, lines, SHOWN), phrases: [`${lines.length} ${word}`] };
}

interface Period {
  readonly since: string;
  readonly until: string;
}

async function findingPart(
  transaction: Queryable,
  channel: Channel,
  period: Period,
): Promise<MessagePart> {
  const asked = { ...period, isOfSboms: false, limit: SHOWN };
  const news = await findingNewsBetween(transaction, channel, asked);
  const { sections, phrases } = findingSections(news, 'new');
  if (news.fixed === 0) return { sections, phrases };
  const text = `${counted(news.fixed, 'finding is', 'findings are')} gone`;
  return {
    sections: [...sections, { heading: 'Fixed', lines: [{ text }], more: 0 }],
    phrases: [...phrases, `${news.fixed} fixed`],
  };
}

async function advisoryPart(
  transaction: Queryable,
  channel: Channel,
  period: Period,
): Promise<MessagePart> {
  const asked = { ...period, isOfSboms: true, limit: SHOWN };
  return findingSections(await findingNewsBetween(transaction, ofSboms(channel), asked), 'SBOM');
}

function blockedLine({ product, repository, run, since }: BlockedBranch): MessageLine {
  return {
    label: 'blocks',
    name: repository,
    place: product,
    text: `since ${since.slice(0, 16).replace('T', ' ')} UTC`,
    link: `/runs/${run}`,
  };
}

/** Waivers that the log knows and that end within two weeks, the first to end first; each once. */
async function deadlines(
  transaction: Queryable,
  { productId }: Channel,
  until: Date,
): Promise<readonly MessageLine[]> {
  const [from, to] = [
    until.toISOString().slice(0, 10),
    daysFrom(until, DEADLINE_DAYS).slice(0, 10),
  ];
  const lines = new Map<string, MessageLine & { readonly expires: string }>();
  for (const { product, line } of await waiverLines(transaction, productId)) {
    // oxlint-disable-next-line no-unsafe-type-assertion -- written by this service, whole
    const { rule, scope, expires } = JSON.parse(line) as Record<
      'rule' | 'scope' | 'expires',
      string
    >;
    if (expires < from || expires > to) continue;
    const place = productId === null ? `${product}, ${scope}` : scope;
    lines.set(`${place} ${rule}`, { name: rule, place, text: `ends on ${expires}`, expires });
  }
  return [...lines.values()]
    .toSorted((a, b) => (a.expires < b.expires ? -1 : 1))
    .map(({ expires: _expires, ...line }) => line);
}

function daysFrom(moment: Date, days: number): string {
  return new Date(moment.getTime() + days * DAY_MS).toISOString();
}
