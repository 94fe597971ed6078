import { whyStale } from '../certificate/staple-age.ts';
import type { ChainVerdict } from '../certificate/verdict.ts';
import { showing } from '../record/odd-certificates.ts';
import type { TlsRule, Verdict } from '../rule.ts';
import type { Subject } from '../subject.ts';
import { judgeLeaves, namedChains, named } from './chains.ts';
import { defineRule } from './define.ts';
import { fail, notApplicable, notAsked, pass } from './verdicts.ts';

const common = { about: 'certificate', owasp: ['A04:2025'] } as const;
const tags = ['certificate'];

/** What others say of the certificate: its authority, transparency logs, endpoints with the same key. */
export const certificateStatusRules: readonly TlsRule[] = [
  defineRule({
    ...common,
    slug: 'cert-must-staple',
    title: 'The certificate demands a staple that is not sent',
    severity: 'high',
    about: 'stapling',
    what: 'The certificate has the TLS feature status_request (must-staple), and the handshake brought no OCSP response.',
    why: 'Clients that know the feature refuse to connect.',
    fix: 'Switch OCSP stapling on, or have the certificate made without must-staple.',
    references: ['https://www.rfc-editor.org/rfc/rfc7633'],
    cwe: [299],
    tags,
    hit: [[showing('staple'), 'must-staple without a staple']],
    ok: [[{}, 'neither demanded nor sent']],
    judge: (subject) =>
      judgeLeaves(subject, (leaf, { ocsp }) => {
        if (!leaf.mustStaple) return pass;
        if (ocsp !== undefined) return pass;
        const { is, why } = subject.facts.features['ocsp-staple'];
        if (is === 'inconclusive') return { state: 'inconclusive', detail: `OCSP staple: ${why}` };
        if (is === 'not-tested') return notAsked;
        return fail('The certificate demands a staple that is not sent', [named(leaf)]);
      }),
  }),
  defineRule({
    ...common,
    slug: 'cert-staple-invalid',
    title: 'The OCSP staple is not valid',
    severity: 'medium',
    about: 'stapling',
    what: 'The stapled response cannot be read, is out of date, or is not signed by the issuer or a responder that it appointed.',
    why: 'Clients that look at it refuse to connect, others know nothing of a revocation.',
    fix: 'Look at the log of the server: it cannot fetch new responses. Allow it to reach the responder.',
    references: ['https://www.rfc-editor.org/rfc/rfc6960#section-3.2'],
    cwe: [299],
    tags,
    hit: [
      [
        {
          addresses: [
            {
              chains: [
                {
                  serverName: 'shop.example',
                  version: 'TLS1.3',
                  sent: ['d3bc80490b733e04757e623e6c4027b1446d3ad866c359f629c383f4822b7877'],
                  ocsp: 'MAMKAQY=',
                  scts: [],
                },
              ],
            },
          ],
        },
        'a responder that says "unauthorized"',
      ],
    ],
    ok: [[{}, 'no staple']],
    judge: (subject) =>
      judgeLeaves(subject, (leaf, { ocsp }) => {
        if (ocsp === undefined) return notApplicable;
        const stale = ocsp.status === 'unreadable' ? undefined : whyStale(ocsp, subject.now);
        const why = [
          ...(ocsp.status === 'unreadable' ? ['it cannot be read'] : []),
          ...(stale === undefined ? [] : [stale]),
          ...(ocsp.signature.is === 'no' ? [ocsp.signature.why] : []),
        ];
        return why.length === 0
          ? pass
          : fail('The OCSP staple is not valid', [`${named(leaf)}: ${why.join(', ')}`]);
      }),
  }),
  defineRule({
    ...common,
    slug: 'cert-no-sct',
    title: 'The certificate is in no transparency log',
    severity: 'medium',
    what: 'In a public zone neither the certificate nor the handshake nor a staple brought a signed certificate timestamp. Timestamps are counted, not verified.',
    why: 'Browsers refuse public certificates that are in no log, and nobody notices one that was issued by mistake.',
    fix: 'Have the certificate made by an authority that logs it, or put the endpoint into a zone that is not public.',
    references: ['https://www.rfc-editor.org/rfc/rfc6962'],
    cwe: [295],
    tags,
    hit: [[showing('wild'), 'no timestamp']],
    ok: [
      [{}, 'two timestamps in the handshake'],
      [{ ...showing('wild'), zone: 'internal' }, 'not public'],
    ],
    judge: (subject) => {
      if (!subject.zone.isPublic) return notApplicable;
      return judgeLeaves(subject, (leaf, { sctCount, trusted }) => {
        if (trusted.is !== 'yes') return notApplicable;
        return sctCount > 0
          ? pass
          : fail('The certificate is in no transparency log', [named(leaf)]);
      });
    },
  }),
  defineRule({
    ...common,
    slug: 'cert-revoked',
    title: 'The certificate is revoked',
    severity: 'critical',
    what: 'The stapled OCSP response, or the authority where it was asked (--revocation), says that the certificate is revoked.',
    why: 'Its authority withdrew it: the key is in other hands, or the names are.',
    fix: 'Make a new key and have a certificate made for it.',
    references: ['https://www.rfc-editor.org/rfc/rfc6960'],
    cwe: [299],
    tags,
    hit: [[asked('revoked'), 'on the list of its authority']],
    ok: [
      [asked('good'), 'not on the list'],
      [asked('inconclusive'), 'the authority could not be asked'],
    ],
    judge: judgeRevocation,
  }),
  defineRule({
    ...common,
    slug: 'cert-shared-key',
    title: 'The key is used in another zone too',
    severity: 'medium',
    what: 'An endpoint in another zone, seen in the same run, has the same key.',
    why: 'The zone that is kept less well decides about the other: a key stolen there is good here.',
    fix: 'Make a key of its own for each zone, better for each service.',
    references: ['https://csrc.nist.gov/pubs/sp/800/57/pt1/r5/final'],
    cwe: [320],
    tags,
    hit: [[[{ endpoint: 'test.example:443', zone: 'internal' }, {}], 'the key of an internal one']],
    ok: [[[{ endpoint: 'www.example:443' }, {}], 'in the same zone']],
    judge: (subject) =>
      judgeLeaves(subject, ({ spki }) => {
        const others = (subject.sharedKeys.get(spki) ?? []).filter(
          ({ zone, endpoint }) =>
            zone !== subject.observation.zone && endpoint !== subject.observation.endpoint,
        );
        const names = others.map(({ endpoint, zone }) => `${endpoint} in zone ${zone}`);
        return names.length === 0
          ? pass
          : fail('The key is used in another zone too', [...new Set(names)].toSorted());
      }),
  }),
];

function judgeRevocation(subject: Subject): Verdict {
  const chains = namedChains(subject);
  if (chains.length === 0) return notAsked;
  const stapled = chains.flatMap(({ leaf, ocsp }) =>
    leaf !== undefined && ocsp?.status === 'revoked' && ocsp.signature.is === 'yes'
      ? [`${named(leaf)}: stapled OCSP response`]
      : [],
  );
  const shown = new Set(chains.flatMap(({ path }) => path.map(({ fingerprint }) => fingerprint)));
  const answers = subject.observation.revocation.filter(({ certificate }) =>
    shown.has(certificate),
  );
  const listed = answers
    .filter(({ status }) => status === 'revoked')
    .map(({ certificate, source, url }) => `${certificate.slice(0, 16)}: ${source} ${url}`);
  const all = [...stapled, ...listed];
  if (all.length > 0) return fail('The certificate is revoked', all);
  const lost = answers.find(({ status }) => status === 'inconclusive' || status === 'unknown');
  if (lost !== undefined) {
    return { state: 'inconclusive', detail: `revocation: ${lost.source} ${lost.url}: ${lost.why}` };
  }
  const good = new Set(answers.map(({ certificate }) => certificate));
  const isKnown = chains.every(
    (chain) => good.has(chain.leaf?.fingerprint ?? '') || isVouchedFor(chain, subject.now),
  );
  return isKnown ? pass : notAsked;
}

/** By a staple that is of today and signed: anything else a server could make up. */
function isVouchedFor({ ocsp }: ChainVerdict, now: string): boolean {
  return (
    ocsp?.status === 'good' && ocsp.signature.is === 'yes' && whyStale(ocsp, now) === undefined
  );
}

function asked(status: string): object {
  return {
    revocation: [
      {
        certificate: 'd3bc80490b733e04757e623e6c4027b1446d3ad866c359f629c383f4822b7877',
        source: 'crl',
        url: 'http://ca.example/intermediate.crl',
        status,
        why: 'asked',
      },
    ],
  };
}
