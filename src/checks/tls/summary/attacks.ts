import type { EndpointSummary, Quality } from '../../../model/endpoint-summary.ts';
import type { Severity } from '../../../model/severity.ts';
import { conditions, some } from '../grade/conditions.ts';
import { type View, viewOf } from '../grade/view.ts';
import type { Fact } from '../observation.ts';
import type { Subject } from '../subject.ts';
import type { Suite } from '../tables/suite.ts';

interface Attack {
  readonly name: string;
  readonly severity: Severity;
  /** What makes it possible, in a few words. */
  readonly cause: string;
  readonly holds: (view: View) => Fact;
}

/** Known attacks that the evidence allows or rules out; no connection is made for those that are derived. */
const attacks: readonly Attack[] = [
  probe('Heartbleed', 'critical', 'memory of the server can be read (CVE-2014-0160)', 'heartbleed'),
  probe('CCS injection', 'high', 'early ChangeCipherSpec (CVE-2014-0224)', 'ccs-injection'),
  probe('ROBOT', 'high', 'RSA padding oracle (CVE-2017-13099 and others)', 'robot'),
  probe('Ticketbleed', 'high', 'memory of the server can be read (CVE-2016-9244)', 'ticketbleed'),
  { name: 'DROWN', severity: 'critical', cause: 'SSLv2 (CVE-2016-0800)', holds: conditions.sslv2 },
  {
    name: 'FREAK',
    severity: 'high',
    cause: 'RSA export suites (CVE-2015-0204)',
    holds: withSuite((suite) => suite.isExport && suite.keyExchange === 'rsa'),
  },
  {
    name: 'Logjam',
    severity: 'high',
    cause: 'Diffie-Hellman groups of 1024 bits or less (CVE-2015-4000)',
    holds: logjam,
  },
  {
    name: 'POODLE',
    severity: 'medium',
    cause: 'SSLv3 with CBC (CVE-2014-3566)',
    holds: conditions.poodle,
  },
  {
    name: 'SWEET32',
    severity: 'medium',
    cause: '64-bit blocks (CVE-2016-2183)',
    holds: withSuite(({ blockBits }) => blockBits === 64),
  },
  {
    name: 'RC4 biases',
    severity: 'medium',
    cause: 'RC4 (CVE-2013-2566, CVE-2015-2808)',
    holds: conditions.rc4,
  },
  {
    name: 'CRIME',
    severity: 'medium',
    cause: 'TLS compression (CVE-2012-4929)',
    holds: conditions.compression,
  },
  {
    name: 'Insecure renegotiation',
    severity: 'high',
    cause: 'no RFC 5746, and the client may renegotiate (CVE-2009-3555)',
    holds: conditions['renegotiation-insecure'],
  },
  {
    name: 'BEAST',
    severity: 'low',
    cause: 'CBC in SSLv3 or TLS 1.0 (CVE-2011-3389); mended in clients',
    holds: (view) =>
      some(
        view,
        ({ suite, version }) =>
          suite?.mode === 'cbc' && (version === 'SSLv3' || version === 'TLS1.0'),
        ['SSLv3', 'TLS1.0'],
      ),
  },
  {
    name: 'LUCKY13',
    severity: 'info',
    cause: 'CBC with MAC-then-encrypt (CVE-2013-0169); mended in libraries',
    holds: lucky13,
  },
];

/** All of them, those that are possible first. */
export function attacksOf(subjects: readonly Subject[]): EndpointSummary['attacks'] {
  const views = subjects.map(viewOf);
  const rank = ['yes', 'unknown', 'no', 'not-tested'];
  return attacks
    .map(({ name, severity, cause, holds }) => {
      const facts = views.map(holds);
      const fact = facts.find(({ is }) => is === 'yes') ??
        facts.find(({ is }) => is === 'inconclusive') ??
        facts.find(({ is }) => is === 'not-tested') ??
        facts[0] ?? { is: 'not-tested' as const, why: 'no answer' };
      const possible = fact.is === 'inconclusive' ? ('unknown' as const) : fact.is;
      return {
        name,
        possible,
        severity,
        quality: quality(possible, severity),
        note: possible === 'yes' ? cause : possible === 'unknown' ? fact.why : '',
      };
    })
    .toSorted((a, b) => rank.indexOf(a.possible) - rank.indexOf(b.possible));
}

function quality(possible: string, severity: Severity): Quality {
  if (possible === 'no') return 'good';
  if (possible !== 'yes') return 'unknown';
  if (severity === 'info') return 'sufficient';
  return severity === 'critical' || severity === 'high' ? 'bad' : 'weak';
}

function probe(
  name: string,
  severity: Severity,
  cause: string,
  id: 'heartbleed' | 'ccs-injection' | 'robot' | 'ticketbleed',
): Attack {
  return { name, severity, cause, holds: conditions[id] };
}

function withSuite(fits: (suite: Suite) => boolean): Attack['holds'] {
  return (view) => some(view, ({ suite }) => suite !== undefined && fits(suite));
}

function logjam(view: View): Fact {
  const exported = withSuite((suite) => suite.isExport && suite.keyExchange === 'dhe')(view);
  if (exported.is === 'yes') return exported;
  const small = view.facts.dh.find(({ bits }) => bits <= 1024);
  if (small !== undefined) return { is: 'yes', why: `${small.bits} bits` };
  return conditions['dh-broken'](view);
}

function lucky13(view: View): Fact {
  // Encrypt-then-MAC (RFC 7366) prevents it only for clients that ask for it.
  return some(view, ({ suite, version }) => suite?.mode === 'cbc' && version !== 'SSLv3');
}
