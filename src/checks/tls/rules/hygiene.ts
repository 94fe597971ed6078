import type { Fact } from '../observation.ts';
import type { TlsRule, Verdict } from '../rule.ts';
import { addressExcerpt, defineRule } from './define.ts';
import { fail, failIfNo, notApplicable, notAsked, pass, undecided } from './verdicts.ts';

/** Rules about the endpoint as such: whether it is there, known, and the same on every connection. */
export const hygieneRules: readonly TlsRule[] = [
  defineRule({
    slug: 'not-tls',
    title: 'The port does not speak TLS',
    severity: 'high',
    about: 'endpoint',
    what: 'The server answers, but in clear: no version of TLS or SSL was to be had.',
    why: 'What was declared as an endpoint with transport security has none: everything can be read and changed on the way.',
    fix: 'Switch TLS on for this port, declare the STARTTLS protocol that it speaks, or take it out of the inventory.',
    references: ['https://www.rfc-editor.org/rfc/rfc9325#section-3.2'],
    cwe: [319],
    tags: ['endpoint'],
    hit: [
      [
        addressExcerpt({ speaksTls: { is: 'no', why: 'HTTP/1.1 400 in clear' } }),
        'a web server without TLS',
      ],
    ],
    ok: [
      [addressExcerpt({ speaksTls: { is: 'inconclusive', why: 'timeout 4 of 4' } }), 'silence'],
      [
        {
          starttls: 'smtp',
          addresses: [
            {
              starttls: { is: 'no', why: 'not in the answer to EHLO' },
              speaksTls: { is: 'no', why: 'no STARTTLS' },
            },
          ],
        },
        'STARTTLS is missing, which is told by a rule of its own',
      ],
    ],
    judge({ facts }) {
      if (facts.reachable.is !== 'yes') return unreached(facts.reachable);
      if (facts.starttls.is === 'no') return notApplicable;
      return failIfNo(facts.speaksTls, 'TLS', 'The port does not speak TLS');
    },
  }),
  defineRule({
    slug: 'starttls-missing',
    title: 'STARTTLS is not offered',
    severity: 'high',
    about: 'endpoint',
    what: 'The server speaks the protocol that was declared, but does not offer to turn to TLS.',
    why: 'Mail, passwords and data go over the network in clear.',
    fix: 'Give the server a certificate and switch STARTTLS on; better still, refuse to go on without it.',
    references: [
      'https://www.rfc-editor.org/rfc/rfc3207',
      'https://www.rfc-editor.org/rfc/rfc8314',
    ],
    cwe: [319],
    tags: ['endpoint', 'starttls'],
    hit: [
      [
        {
          starttls: 'smtp',
          addresses: [
            {
              starttls: { is: 'no', why: 'not in the answer to EHLO' },
              speaksTls: { is: 'no', why: 'no STARTTLS' },
            },
          ],
        },
        'a mail server without it',
      ],
    ],
    ok: [
      [
        {
          starttls: 'smtp',
          addresses: [{ starttls: { is: 'yes', why: '250-STARTTLS' } }],
        },
        'offered',
      ],
    ],
    judge({ facts, observation }) {
      if (observation.starttls === undefined) return notApplicable;
      if (facts.reachable.is !== 'yes') return unreached(facts.reachable);
      return failIfNo(facts.starttls, 'STARTTLS', 'The server does not offer STARTTLS');
    },
  }),
  defineRule({
    slug: 'endpoint-unreachable',
    title: 'The endpoint cannot be reached',
    severity: 'medium',
    about: 'endpoint',
    what: 'The name does not resolve, or nobody accepts connections at one of its addresses. Nothing is known of its security then.',
    why: 'An endpoint that is gone but still declared hides what took its place, and a name that still resolves may be taken over.',
    fix: 'Bring it back, or take it out of the inventory and out of DNS.',
    references: ['https://owasp.org/www-project-application-security-verification-standard/'],
    cwe: [1059],
    owasp: ['A02:2025'],
    tags: ['endpoint', 'inventory'],
    hit: [
      [addressExcerpt({ reachable: { is: 'no', why: 'refused' } }), 'connection refused'],
      [{ resolved: { is: 'no', why: 'ENOTFOUND' }, addresses: [] }, 'a name that does not resolve'],
    ],
    ok: [
      [
        addressExcerpt({ reachable: { is: 'inconclusive', why: 'timeout 4 of 4' } }),
        'nobody can tell whether it is there',
      ],
    ],
    judge: ({ facts }) => failIfNo(facts.reachable, 'connection', 'The endpoint cannot be reached'),
  }),
  defineRule({
    slug: 'endpoint-inconclusive',
    title: 'The endpoint could not be judged',
    severity: 'info',
    about: 'endpoint',
    what: 'Connections were lost so often that it cannot be told whether the server is there or speaks TLS. What else could not be told is listed as incomplete.',
    why: 'A scan that could not look is no proof of anything: the endpoint may have any flaw.',
    fix: 'Scan from a place with a better way to it, more slowly (tls.limits), or ask whoever runs the firewall in between.',
    references: ['https://www.rfc-editor.org/rfc/rfc9325'],
    cwe: [1059],
    owasp: ['A02:2025'],
    tags: ['endpoint'],
    hit: [
      [addressExcerpt({ speaksTls: { is: 'inconclusive', why: 'reset 4 of 4' } }), 'resets'],
      [addressExcerpt({ reachable: { is: 'inconclusive', why: 'timeout' } }), 'no answer at all'],
    ],
    ok: [[addressExcerpt({ reachable: { is: 'no', why: 'refused' } }), 'refused: that is known']],
    judge({ facts }) {
      const open = (['reachable', 'speaksTls'] as const).filter(
        (name) => facts[name].is === 'inconclusive',
      );
      if (open.length === 0) return pass;
      return fail(
        'The endpoint could not be judged',
        open.map((name) => `${name === 'reachable' ? 'connection' : 'TLS'}: ${facts[name].why}`),
      );
    },
  }),
  defineRule({
    slug: 'endpoint-undeclared',
    title: 'The endpoint is not in the inventory',
    severity: 'medium',
    about: 'endpoint',
    what: 'The endpoint was examined but is not declared in the policy, which has an inventory.',
    why: 'What nobody knows of is not kept up to date: its certificate expires unseen and old versions stay.',
    fix: 'Declare it under endpoints in lockstep.yaml, with its zone, or switch it off.',
    references: ['https://csrc.nist.gov/pubs/sp/1800/16/final'],
    cwe: [1059],
    owasp: ['A02:2025'],
    tags: ['endpoint', 'inventory'],
    hit: [[{ endpoint: 'undeclared.example:443' }, 'not among the declared ones']],
    ok: [[{}, 'there is no inventory']],
    judge({ isDeclared, observation }) {
      if (isDeclared === undefined) return notApplicable;
      if (isDeclared) return pass;
      return fail('The endpoint is not in the inventory', [
        `${observation.endpoint} is not declared`,
      ]);
    },
  }),
  defineRule({
    slug: 'inconsistent',
    title: 'Connections to one address get different answers',
    severity: 'low',
    about: 'implementation',
    what: 'Asked the same several times, one address answered differently: servers of different settings behind one load balancer.',
    why: 'One of the servers is not as the others: what was mended on some may be open on one, and a scan sees it only by chance.',
    fix: 'Give all servers behind the address the same configuration and software.',
    references: ['https://www.rfc-editor.org/rfc/rfc9325'],
    cwe: [1188],
    owasp: ['A02:2025'],
    tags: ['endpoint'],
    hit: [[addressExcerpt({ inconsistent: ['TLS1.0: 2 of 3 handshakes'] }), 'a mixed farm']],
    ok: [[{}, 'the same each time']],
    judge({ facts }) {
      if (facts.inconsistent.length === 0) return pass;
      return fail('Connections to one address get different answers', facts.inconsistent);
    },
  }),
  defineRule({
    slug: 'default-host-differs',
    title: 'Without a name the server shows another certificate',
    severity: 'info',
    about: 'endpoint',
    what: 'Asked without SNI, the same port shows a certificate for other names.',
    why: 'Whoever goes through addresses learns which other hosts live there; one that should not be public is given away.',
    fix: 'Let the default host refuse handshakes (nginx: ssl_reject_handshake on) or show this certificate.',
    references: ['https://www.rfc-editor.org/rfc/rfc6066#section-3'],
    cwe: [200],
    owasp: ['A02:2025'],
    tags: ['endpoint'],
    hit: [
      [
        addressExcerpt({
          chains: [
            chain(
              'shop.example',
              'd3bc80490b733e04757e623e6c4027b1446d3ad866c359f629c383f4822b7877',
            ),
            chain(null, '6cec3aad44919d38c053910546520abe8a01a4258142843e3936ec6d92eda628'),
          ],
        }),
        'another leaf without SNI',
      ],
    ],
    ok: [[{}, 'nobody asked without SNI']],
    judge({ facts, observation, chains }) {
      if (observation.serverName === undefined) return notApplicable;
      const unnamed = facts.chains.filter(({ serverName }) => serverName === null);
      const named = new Set(
        facts.chains.filter(({ serverName }) => serverName !== null).map(({ sent }) => sent[0]),
      );
      if (unnamed.length === 0) return notAsked;
      const others = [...new Set(unnamed.flatMap(({ sent }) => sent[0] ?? []))].filter(
        (leaf) => !named.has(leaf),
      );
      if (others.length === 0) return pass;
      const subjects = others.map((digest) => {
        const known = chains.find(({ leaf }) => leaf?.fingerprint === digest)?.leaf;
        return `without SNI: ${known?.subject ?? `certificate ${digest.slice(0, 16)}`}`;
      });
      return fail('Without a name the server shows another certificate', subjects);
    },
  }),
];

/** Nobody could ask: an earlier finding is not refuted by that. */
function unreached(reachable: Fact): Verdict {
  return reachable.is === 'no' ? notAsked : undecided('connection', reachable);
}

function chain(serverName: string | null, leaf: string): object {
  return { serverName, version: 'TLS1.2', sent: [leaf], scts: [] };
}
