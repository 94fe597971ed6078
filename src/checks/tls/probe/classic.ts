import type { Accepted, Fact, ProtocolVersion } from '../observation.ts';
import { suiteByCode } from '../tables/suites.ts';
import type { Asker, Question } from './ask.ts';
import { candidates } from './candidates.ts';
import { walk, type Walk } from './chain.ts';
import type { Flight } from './flight.ts';
import { mergeRuns, tellOrder } from './order.ts';
import type { Told } from './told.ts';

export type ClassicVersion = Exclude<ProtocolVersion, 'SSLv2' | 'TLS1.3'>;
type Yes = Told & { readonly is: 'yes' };

/** Each way costs a refusal of its own. */
const MAX_WAYS = 8;

/** Suites of one version up to TLS 1.2 by elimination; the first is known already. */
export async function enumerateSuites(
  asker: Asker,
  version: ClassicVersion,
  first: Flight,
): Promise<Accepted> {
  const groups = new GroupRotation(asker);
  groups.note(first);
  const protocols = alpnInTurn(asker, first);
  const left = candidates.suites(version).filter((code) => code !== first.hello.suite);
  const rest = await walk(
    {
      ask: async (suites) => {
        const question = { version, suites, groups: groups.unseenFirst(), alpn: protocols() };
        const told = await asker.ask({ ...question, wanted: 'key-exchange' });
        if (told.is === 'yes') groups.note(told.flight);
        return told;
      },
      choiceOf: ({ flight }) => flight.hello.suite,
      maxOffered: asker.style.maxSuites,
      ways: Math.min(MAX_WAYS, asker.door.options.parallel),
      confirmations: asker.door.options.mode === 'deep' ? 1 : 0,
    },
    left,
  );
  const choose = async (suites: readonly number[]): Promise<number | undefined> => {
    const told = await asker.ask({ version, suites });
    return told.is === 'yes' ? told.flight.hello.suite : undefined;
  };
  const codes = [first.hello.suite, ...rest.found];
  const order = await tellOrder(codes, choose);
  const isMerged = order === 'server' && asker.door.options.mode === 'deep' && rest.runs.length > 1;
  const merged = isMerged ? await mergeRuns(rest.runs, choose) : rest.found;
  return { codes: [first.hello.suite, ...(merged ?? rest.found)], complete: rest.complete, order };
}

/**
 * Puts the groups that nobody has chosen yet in front: a server that follows the client's order shows another one with
 * each suite. None is left out, because suites would go with it.
 */
class GroupRotation {
  readonly #all: readonly number[];
  readonly #seen = new Set<number>();

  constructor(asker: Asker) {
    this.#all = candidates.groups('TLS1.2', asker.style);
  }

  note(flight: Flight): void {
    const group = groupOf(flight);
    if (group !== undefined) this.#seen.add(group);
  }

  unseenFirst(): readonly number[] {
    const seen = this.#all.filter((code) => this.#seen.has(code));
    return [...this.#all.filter((code) => !this.#seen.has(code)), ...seen];
  }
}

/** HTTP protocols one at a time on connections that are made anyway; the first one offered both. */
function alpnInTurn(asker: Asker, first: Flight): () => readonly string[] {
  const chosen = first.hello.alpn;
  const waiting = chosen === undefined ? [] : httpProtocols.filter((name) => name !== chosen);
  return () => {
    const next = asker.door.endpoint.starttls === undefined ? waiting.shift() : undefined;
    return next === undefined ? [] : [next];
  };
}

/** What web servers choose from (RFC 7301, RFC 9113). */
export const httpProtocols: readonly string[] = ['h2', 'http/1.1'];

/** The named group of the server's key exchange. */
export function groupOf(flight: Flight): number | undefined {
  if (flight.version === 'TLS1.3') return flight.hello.group;
  const exchange = flight.messages.find((message) => message.kind === 'server-key-exchange');
  return exchange?.ecdh?.group;
}

/** Groups for ECDHE up to TLS 1.2: those that were `seen` beside suites, and the rest by elimination. */
export async function enumerateGroups(
  asker: Asker,
  version: ClassicVersion,
  known: { readonly suites: readonly number[]; readonly seen: readonly number[] },
): Promise<Accepted | undefined> {
  const ecdhe = known.suites.filter((code) => suiteByCode(code)?.keyExchange === 'ecdhe');
  if (ecdhe.length === 0) return undefined;
  const ask = async (groups: readonly number[]): Promise<Told> =>
    asker.ask({ version, suites: ecdhe, groups, wanted: 'key-exchange' });
  const all = candidates.groups('TLS1.2', asker.style);
  const left = all.filter((code) => !known.seen.includes(code));
  const walker = {
    ask,
    choiceOf: ({ flight }: Yes) => groupOf(flight),
    maxOffered: all.length,
    ways: 1,
  };
  // Without the curve of an ECDSA certificate the server would refuse, and the question would tell nothing.
  const isCurveNeeded =
    known.seen.length > 0 && ecdhe.every((code) => suiteByCode(code)?.authentication === 'ecdsa');
  const rest = isCurveNeeded ? askedBesideKnown : await walk(walker, left);
  const found = [...known.seen, ...rest.found];
  const checked = await withoutCertificateCurve(ask, found, { ecdhe, rest, all, known });
  if (!isCurveNeeded || checked.complete.is === 'yes') return { ...checked, order: 'not-tested' };
  // The server's own order hides the others: those before the curve of the certificate can still be had.
  const more = await walk(
    walker,
    all.filter((code) => !checked.codes.includes(code)),
  );
  return { ...checked, codes: [...checked.codes, ...more.found], order: 'not-tested' };
}

const askedBesideKnown: Walk = {
  found: [],
  runs: [],
  complete: { is: 'yes', why: 'asked for beside those that are known' },
};

/**
 * A server refuses an ECDSA certificate when the client leaves out its curve (RFC 8422 §5.1), so that a refusal says
 * nothing of other groups: then they are asked for beside those that are known.
 */
async function withoutCertificateCurve(
  ask: (groups: readonly number[]) => Promise<Told>,
  found: readonly number[],
  context: {
    readonly ecdhe: readonly number[];
    readonly rest: Walk;
    readonly all: readonly number[];
    readonly known: { readonly seen: readonly number[] };
  },
): Promise<{ readonly codes: readonly number[]; readonly complete: Fact }> {
  const { ecdhe, rest, all, known } = context;
  const codes = [...found];
  const needsNoCurve = ecdhe.some((code) => suiteByCode(code)?.authentication !== 'ecdsa');
  if (needsNoCurve || rest.complete.is !== 'yes') return { codes, complete: rest.complete };
  // Several were seen beside each other: this server takes the client's order, and what stood in front was refused.
  let followsClient = known.seen.length > 1;
  for (const _ of all) {
    const unknown = all.filter((code) => !codes.includes(code));
    const told = await ask([...unknown, ...codes]);
    if (told.is !== 'yes') return { codes, complete: { is: 'inconclusive', why: told.why } };
    const group = groupOf(told.flight);
    if (group === undefined || codes.includes(group)) break;
    codes.push(group);
    followsClient ||= codes.length > 1;
  }
  if (followsClient) return { codes, complete: { is: 'yes', why: 'offered first and not chosen' } };
  const why = "the curve of the certificate cannot be left out, and the server's choice hides more";
  return { codes, complete: { is: 'inconclusive', why } };
}

/** What a first question to a version offers: everything. */
export function firstQuestion(asker: Asker, version: ClassicVersion): Question {
  const suites = candidates.suites(version).slice(0, asker.style.maxSuites);
  const isHttp = asker.door.endpoint.starttls === undefined;
  const alpn = version === 'TLS1.2' && isHttp ? httpProtocols : [];
  return { version, suites, alpn, wanted: 'done' };
}
