import type { Quality, RatedItem } from '../../../model/endpoint-summary.ts';
import { hsts, maxAge, negated, resistsFallback } from '../grade/conditions.ts';
import { viewOf } from '../grade/view.ts';
import type { Accepted, Fact, Feature } from '../observation.ts';
import type { Profile } from '../profile.ts';
import type { Subject } from '../subject.ts';
import { mergeFact } from './facts.ts';
import { isPostQuantum } from './suites.ts';

/** What is said of `yes` and `no`, in that order: quality, then a few words. */
type Words = readonly [yes: readonly [Quality, string], no: readonly [Quality, string]];

/** Properties of the endpoint that people ask about; those that nobody asked for are left out. */
export function propertiesOf(subjects: readonly Subject[], profile: Profile): readonly RatedItem[] {
  const feature = (name: string, id: Feature, words: Words): readonly RatedItem[] =>
    item(
      name,
      mergeFact(subjects, ({ features }) => features[id]),
      words,
    );
  return [
    ...postQuantum(subjects, profile),
    ...item('Forward secrecy', forwardSecrecy(subjects), [
      ['good', 'with every suite'],
      ['weak', 'not with every suite'],
    ]),
    ...orderItem(subjects),
    ...hstsItem(subjects),
    ...redirectItem(subjects),
    ...feature('OCSP staple', 'ocsp-staple', [
      ['good', 'sent'],
      [profile.requireStaple === true ? 'weak' : 'sufficient', 'not sent'],
    ]),
    ...feature('Secure renegotiation', 'secure-renegotiation', [
      ['good', 'yes'],
      ['bad', 'no'],
    ]),
    ...feature('Compression', 'compression', [
      ['bad', 'on'],
      ['good', 'off'],
    ]),
    ...feature('Extended master secret', 'extended-master-secret', [
      ['good', 'yes'],
      ['weak', 'no'],
    ]),
    ...item('Downgrade protection', fallback(subjects), [
      ['good', 'yes'],
      ['weak', 'no'],
    ]),
    ...resumptionItem(subjects),
    ...feature('0-RTT', 'early-data', [
      [profile.allowEarlyData === true ? 'sufficient' : 'weak', 'accepted: replays are possible'],
      ['good', 'off'],
    ]),
    ...clientCertificateItem(subjects, profile),
    ...alpnItem(subjects),
  ];
}

function item(
  name: string,
  fact: Fact & { readonly where?: string },
  words: Words,
): readonly RatedItem[] {
  const where = fact.where === undefined || fact.where === '' ? '' : ` (${fact.where})`;
  switch (fact.is) {
    case 'yes':
      return [{ name, quality: words[0][0], note: `${words[0][1]}${where}` }];
    case 'no':
      return [{ name, quality: words[1][0], note: `${words[1][1]}${where}` }];
    case 'inconclusive':
      return [{ name, quality: 'unknown', note: `could not be told: ${fact.why}` }];
    case 'not-tested':
      return [];
  }
}

function postQuantum(
  subjects: readonly Subject[],
  { requirePostQuantum }: Profile,
): readonly RatedItem[] {
  const fact = mergeFact(subjects, ({ groups, versions }) => {
    if (versions['TLS1.3'].is === 'no') return { is: 'no', why: 'no TLS 1.3' };
    const known: Accepted | undefined = groups['TLS1.3'];
    if (known === undefined) return { is: 'not-tested', why: 'groups of TLS 1.3' };
    if (known.codes.some(isPostQuantum)) return { is: 'yes', why: 'offered' };
    return known.complete.is === 'yes' ? { is: 'no', why: 'not offered' } : known.complete;
  });
  return item('Post-quantum key agreement', fact, [
    ['good', 'yes'],
    [requirePostQuantum === true ? 'bad' : 'sufficient', 'not yet'],
  ]);
}

function forwardSecrecy(subjects: readonly Subject[]): Fact {
  const views = subjects.map(viewOf);
  // "With every suite" would be true of none.
  if (views.every(({ suites }) => suites.length === 0)) {
    return { is: 'not-tested', why: 'no suite was seen' };
  }
  const without = views.some(({ suites }) =>
    suites.some(({ suite }) => suite?.hasForwardSecrecy === false),
  );
  if (without) return { is: 'no', why: 'a suite without it' };
  return (
    views.find(({ complete }) => complete.is !== 'yes')?.complete ?? {
      is: 'yes',
      why: 'all suites',
    }
  );
}

/** Who chooses among several suites; of no weight where all are good. */
function orderItem(subjects: readonly Subject[]): readonly RatedItem[] {
  const orders = new Set(
    subjects.flatMap(({ facts }) =>
      Object.values(facts.suites)
        .filter(({ codes }) => codes.length > 1)
        .map(({ order }) => order),
    ),
  );
  orders.delete('not-tested');
  if (orders.size === 0) return [];
  const text = orders.has('inconclusive')
    ? 'could not be told'
    : orders.size > 1
      ? 'the server in some versions, the client in others'
      : `chosen by the ${orders.has('server') ? 'server' : 'client'}`;
  return [
    {
      name: 'Suite order',
      quality: orders.has('inconclusive') ? 'unknown' : 'sufficient',
      note: text,
    },
  ];
}

function hstsItem(subjects: readonly Subject[]): readonly RatedItem[] {
  const views = subjects.map(viewOf).filter(({ facts }) => facts.http.https.state === 'answered');
  if (views.length === 0) return [];
  const ages = views.map((view) => {
    const { https } = view.facts.http;
    const header =
      https.state === 'answered' ? https.headers['strict-transport-security'] : undefined;
    return header === undefined ? -1 : maxAge(header);
  });
  const age = Math.min(...ages);
  if (age < 0) return [{ name: 'HSTS', quality: 'weak', note: 'not sent' }];
  const isLong = views.every(
    (view) => hsts(view, (seconds) => seconds >= longSeconds).is === 'yes',
  );
  return [
    { name: 'HSTS', quality: isLong ? 'good' : 'weak', note: `${Math.floor(age / 86_400)} days` },
  ];
}

/** 180 days, as in the schemes. */
const longSeconds = 15_552_000;

function redirectItem(subjects: readonly Subject[]): readonly RatedItem[] {
  const fact = mergeFact(subjects, ({ http: { plain } }) => {
    if (plain.state !== 'answered') return { is: 'not-tested', why: plain.why };
    const location = plain.headers['location'] ?? '';
    const redirects = plain.status >= 300 && plain.status < 400 && /^https:/i.test(location);
    return redirects ? { is: 'no', why: location } : { is: 'yes', why: `status ${plain.status}` };
  });
  return item('Plain HTTP', fact, [
    ['weak', 'answers without turning to HTTPS'],
    ['good', 'turns to HTTPS'],
  ]);
}

function fallback(subjects: readonly Subject[]): Fact {
  const facts = subjects.map((subject) => negated(resistsFallback(viewOf(subject))));
  const fact =
    facts.find(({ is }) => is === 'yes') ?? facts.find(({ is }) => is !== 'no') ?? facts[0];
  return fact === undefined ? { is: 'not-tested', why: 'no answer' } : negated(fact);
}

function resumptionItem(subjects: readonly Subject[]): readonly RatedItem[] {
  const byId = mergeFact(subjects, ({ features }) => features['session-id']);
  const byTicket = mergeFact(subjects, ({ features }) => features['session-ticket']);
  if (byId.is === 'not-tested' && byTicket.is === 'not-tested') return [];
  const lifetimes = subjects.flatMap(({ facts }) => facts.ticketLifetimeSeconds ?? []);
  const longest = lifetimes.length === 0 ? undefined : Math.max(...lifetimes);
  const hours = longest === undefined ? '' : ` (${Math.round(longest / 360) / 10} h)`;
  const ways = [
    byId.is === 'yes' && 'by session id',
    byTicket.is === 'yes' && `by ticket${hours}`,
  ].filter((way) => way !== false);
  return [
    {
      name: 'Resumption',
      quality: 'sufficient',
      note: ways.length === 0 ? 'none seen' : ways.join(', '),
    },
  ];
}

function clientCertificateItem(
  subjects: readonly Subject[],
  { requireClientCertificate }: Profile,
): readonly RatedItem[] {
  const required = mergeFact(subjects, ({ features }) => features['client-certificate-required']);
  const asked = mergeFact(subjects, ({ features }) => features['client-certificate-request']);
  if (required.is === 'yes') {
    return [{ name: 'Client certificate', quality: 'good', note: 'required' }];
  }
  if (requireClientCertificate === true) {
    return item('Client certificate', asked, [
      ['bad', 'asked for, not required'],
      ['bad', 'not asked for'],
    ]);
  }
  return asked.is === 'yes'
    ? [{ name: 'Client certificate', quality: 'sufficient', note: 'asked for' }]
    : [];
}

function alpnItem(subjects: readonly Subject[]): readonly RatedItem[] {
  const names = [...new Set(subjects.flatMap(({ facts }) => facts.alpn))];
  return names.length === 0
    ? []
    : [{ name: 'ALPN', quality: 'sufficient', note: names.join(', ') }];
}
