import type { Message, MessageLine, MessageSection } from '../../model/notification.ts';
import type { Channel } from '../../store/channels.ts';
import type { Queryable } from '../../store/database.ts';
import {
  lastTold,
  noteTold,
  stillIncomplete,
  takeFindingNews,
  type CountedNews,
  type RunsNews,
} from '../../store/news.ts';
import type { Decided, NotificationEvent, OutboxEvent, RunNews } from '../../store/outbox.ts';
import { decisionNow } from '../../store/run-news.ts';
import { counted, eventLine, findingLine, incompleteLine, kindWords } from './describe.ts';

/** An event that is told of later, if it still holds then. */
export interface Postponed {
  readonly event: number;
  readonly until: Date;
}

export interface Composed {
  /** Undefined: there is nothing to tell. */
  readonly message: Message | undefined;
  readonly later: readonly Postponed[];
}

/** Findings that are shown one by one; the rest is counted. */
const SHOWN = 10;
/** Lines of other kinds. */
const SHOWN_OTHERS = 20;
/** A gate that goes to and fro is told of so often at most. */
const GATE_DAMP_MS = 30 * 60_000;
/** What an incomplete run is about is told of again after that. */
const INCOMPLETE_DAMP_MS = 24 * 3_600_000;

type RunEvent = OutboxEvent & { readonly data: RunNews; readonly productId: number };

/**
 * One message of all these events, as this channel wants them, without what it was told before; and notes what it is told now. What
 * has changed back meanwhile is left out: a message tells what holds when it is written.
 */
export async function compose(
  transaction: Queryable,
  {
    channel,
    events,
    now,
  }: { readonly channel: Channel; readonly events: readonly OutboxEvent[]; readonly now: Date },
): Promise<Composed> {
  const runs = events.filter(isRun);
  const wants = new Set(channel.settings.events);
  const context = { transaction, channel, now };
  const gate = wants.has('decision') ? await gateOf(context, runs) : NO_GATE;
  const findings = wants.has('findings') ? await findingsOf(context, runs) : NO_FINDINGS;
  const advisories = wants.has('advisory') ? await advisoriesOf(context, runs) : NO_FINDINGS;
  const incomplete = wants.has('incomplete') ? await incompleteOf(context, runs) : [];
  const products = new Set(events.map(({ product }) => product));
  const others = othersOf(events, products.size === 1);
  const sections = [
    ...sectionOf('The gate', gate.lines, SHOWN_OTHERS),
    ...findings.sections,
    ...advisories.sections,
    ...sectionOf('Not examined', incomplete, SHOWN_OTHERS),
    ...others.flatMap((part) => part.sections),
  ];
  if (sections.length === 0) return { message: undefined, later: gate.later };
  const [only] = events;
  const message: Message = {
    type: 'event',
    title: titleOf(
      [...products],
      [
        ...gate.phrases,
        ...findings.phrases,
        ...advisories.phrases,
        ...(incomplete.length === 0
          ? []
          : [`${counted(incomplete.length, 'run', 'runs')} incomplete`]),
        ...others.flatMap((part) => part.phrases),
      ],
    ),
    sections,
    at: now.toISOString(),
    ...(events.length === 1 && only?.data.kind === 'run' ? { link: `/runs/${only.data.run}` } : {}),
  };
  return { message, later: gate.later };
}

interface ComposeContext {
  readonly transaction: Queryable;
  readonly channel: Channel;
  readonly now: Date;
}

function isRun(event: OutboxEvent): event is RunEvent {
  return event.data.kind === 'run' && event.productId !== null;
}

interface GateNews {
  readonly lines: readonly MessageLine[];
  readonly phrases: readonly string[];
  readonly later: readonly Postponed[];
}

const NO_GATE: GateNews = { lines: [], phrases: [], later: [] };

/** What the gate says now of default branches, where the channel was told something else. */
async function gateOf(
  { transaction, channel, now }: ComposeContext,
  runs: readonly RunEvent[],
): Promise<GateNews> {
  const latest = new Map<
    string,
    RunEvent & { readonly data: RunNews & { readonly decision: Decided } }
  >();
  for (const event of runs) {
    const { decision } = event.data;
    if (decision === undefined) continue;
    latest.set(`${event.productId} ${event.data.repository}`, {
      ...event,
      data: { ...event.data, decision },
    });
  }
  const lines: MessageLine[] = [];
  const later: Postponed[] = [];
  for (const { id, productId, data } of latest.values()) {
    const place = { channel: channel.id, productId, thing: `gate ${data.repository}` };
    const told = await lastTold(transaction, place);
    const current = (await decisionNow(transaction, productId, data.repository)) ?? data.decision;
    if (told === undefined ? current !== data.decision : current === told.state) continue;
    const until = new Date(Date.parse(told?.at ?? '1970-01-01') + GATE_DAMP_MS);
    if (until > now) {
      later.push({ event: id, until });
      continue;
    }
    await noteTold(transaction, { ...place, state: current, now });
    lines.push(gateLine(data, current));
  }
  const blocked = lines.filter(({ label }) => label === 'blocks').length;
  const phrases = [
    ...(blocked === 0 ? [] : [`the gate stops ${namesOf(lines, 'blocks')}`]),
    ...(blocked === lines.length ? [] : [`the gate lets ${namesOf(lines, 'passes')} pass again`]),
  ];
  return { lines, phrases, later };
}

function gateLine({ repository, branch, commit, run }: RunNews, decision: Decided): MessageLine {
  return {
    label: decision,
    name: repository,
    place: `${branch} at ${commit.slice(0, 12)}`,
    text:
      decision === 'blocks' ? 'the default branch is stopped' : 'the default branch passes again',
    link: `/runs/${run}`,
  };
}

function namesOf(lines: readonly MessageLine[], label: string): string {
  const names = lines.filter((line) => line.label === label).map(({ name = '' }) => name);
  return names.length === 1 ? (names[0] ?? '') : counted(names.length, 'branch', 'branches');
}

/** A part of a message, and what its title says of it. */
export interface MessagePart {
  readonly sections: readonly MessageSection[];
  readonly phrases: readonly string[];
}

const NO_FINDINGS: MessagePart = { sections: [], phrases: [] };

async function findingsOf(
  { transaction, channel, now }: ComposeContext,
  runs: readonly RunEvent[],
): Promise<MessagePart> {
  const ids = runs.filter(({ data }) => !data.isOfSbom && data.opened > 0);
  return ids.length === 0
    ? NO_FINDINGS
    : findingSections(await takeFindingNews(transaction, channel, newsOf(ids, now)), 'new');
}

/** What is known now of packages in stored SBOMs. No policy has judged it, so that all of it is told that is bad enough. */
async function advisoriesOf(
  { transaction, channel, now }: ComposeContext,
  runs: readonly RunEvent[],
): Promise<MessagePart> {
  const ids = runs.filter(({ data }) => data.isOfSbom && data.opened > 0);
  return ids.length === 0
    ? NO_FINDINGS
    : findingSections(
        await takeFindingNews(transaction, ofSboms(channel), newsOf(ids, now)),
        'SBOM',
      );
}

/** A channel as it is told of SBOMs. */
export function ofSboms(channel: Channel): Channel {
  return { ...channel, settings: { ...channel.settings, leastEffect: 'observed' } };
}

function newsOf(runs: readonly RunEvent[], now: Date): Parameters<typeof takeFindingNews>[2] {
  return { runs: runs.map(({ data }) => data.run), now, limit: SHOWN };
}

/** What findings of a message are called: one, and several. */
const WORDS = {
  new: ['new finding', 'new findings'],
  SBOM: ['new finding in an SBOM', 'new findings in SBOMs'],
} as const;

/** Each place with how many there are, and the worst of all one by one. */
export function findingSections(
  { counts, worst }: RunsNews,
  word: keyof typeof WORDS,
): MessagePart {
  const [one, many] = WORDS[word];
  const shown = counts.slice(0, SHOWN);
  const sections = shown.map((place) => {
    const lines = worst.filter((finding) => isAt(finding, place)).map(findingLine);
    return { heading: headingOf(place), lines, more: place.count - lines.length };
  });
  const rest = counts.slice(SHOWN);
  const hidden = rest.reduce((sum, { count }) => sum + count, 0);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const blocking = counts.reduce((sum, place) => sum + place.blocking, 0);
  return {
    sections:
      rest.length === 0
        ? sections
        : [
            ...sections,
            {
              heading: `In ${counted(rest.length, 'other place', 'other places')}`,
              lines: [],
              more: hidden,
            },
          ],
    phrases:
      total === 0
        ? []
        : [`${counted(total, one, many)}${blocking === 0 ? '' : `, ${blocking} that block`}`],
  };
}

function isAt(a: CountedNews | FindingPlace, b: FindingPlace): boolean {
  return a.productId === b.productId && a.repository === b.repository && a.branch === b.branch;
}

type FindingPlace = Pick<CountedNews, 'productId' | 'repository' | 'branch'>;

function headingOf({ product, repository, branch, count, blocking }: CountedNews): string {
  const blocks = blocking === 0 ? '' : `, ${blocking} that block`;
  return `${product}, ${repository} ${branch}: ${counted(count, 'new finding', 'new findings')}${blocks}`;
}

async function incompleteOf(
  { transaction, channel, now }: ComposeContext,
  runs: readonly RunEvent[],
): Promise<readonly MessageLine[]> {
  const ids = runs
    .filter(({ data }) => data.hasBecomeIncomplete && isWanted(channel, data))
    .map(({ data }) => data.run);
  if (ids.length === 0) return [];
  const lines: MessageLine[] = [];
  for (const news of await stillIncomplete(transaction, ids)) {
    const thing = `incomplete ${news.repository} ${news.branch} ${news.source}`;
    const place = { channel: channel.id, productId: news.productId, thing };
    const told = await lastTold(transaction, place);
    if (told !== undefined && Date.parse(told.at) + INCOMPLETE_DAMP_MS > now.getTime()) continue;
    await noteTold(transaction, { ...place, state: 'incomplete', now });
    lines.push(incompleteLine(news));
  }
  return lines;
}

/** Whether a channel wants to know of that branch. */
export function isWanted({ settings }: Channel, { isDefault }: RunNews): boolean {
  return isDefault || settings.branches === 'all';
}

type Other = OutboxEvent & { readonly data: Exclude<NotificationEvent, { kind: 'run' }> };

/** A part a kind, of what is no run. */
export function othersOf(
  events: readonly OutboxEvent[],
  isOneProduct: boolean,
): readonly MessagePart[] {
  const others = events.filter((event): event is Other => event.data.kind !== 'run');
  return [...new Set(others.map(({ data }) => data.kind))].map((kind) => {
    const lines = others
      .filter(({ data }) => data.kind === kind)
      .map((event) => eventLine(event, isOneProduct));
    const [heading, one, many] = kindWords[kind];
    const phrase = lines.length === 1 ? `${one}: ${lines[0]?.name}` : `${lines.length} ${many}`;
    return { sections: sectionOf(heading, lines, SHOWN_OTHERS), phrases: [phrase] };
  });
}

/** None where there is nothing to show. */
export function sectionOf(
  heading: string,
  lines: readonly MessageLine[],
  limit: number,
): readonly MessageSection[] {
  if (lines.length === 0) return [];
  return [{ heading, lines: lines.slice(0, limit), more: Math.max(0, lines.length - limit) }];
}

/** `shop: the gate stops example/shop; 3 new findings`. */
export function titleOf(products: readonly (string | null)[], phrases: readonly string[]): string {
  const names = products.filter((name) => name !== null);
  const [name = 'Lockstep'] = names;
  const subject = names.length > 1 ? counted(names.length, 'product', 'products') : name;
  return `${subject}: ${phrases.join('; ')}`;
}
