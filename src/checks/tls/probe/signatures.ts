import type { Accepted } from '../observation.ts';
import { signatureSchemes } from '../tables/signature-schemes.ts';
import type { Suite } from '../tables/suite.ts';
import { suiteByCode } from '../tables/suites.ts';
import type { Asker } from './ask.ts';
import { candidates } from './candidates.ts';
import { walk } from './chain.ts';
import type { Flight } from './flight.ts';
import type { Told } from './told.ts';

/** What nobody should sign a handshake with any more (RFC 9155). */
const weakSchemes: readonly number[] = signatureSchemes
  .filter(({ hash }) => hash === 'md5' || hash === 'sha1')
  .map(({ code }) => code);

/**
 * Schemes that sign the key exchange of TLS 1.2. Short of `everything`, one question tells whether weak ones are used
 * where a client has no others; the rest is what other questions happened to show.
 */
export async function enumerateSchemes(
  asker: Asker,
  known: { readonly suites: readonly number[]; readonly seen: readonly number[] },
  everything: boolean,
): Promise<Accepted | undefined> {
  const suites = known.suites.filter((code) => isSigned(suiteByCode(code)));
  if (suites.length === 0) return undefined;
  const { found, complete } = await walk(
    {
      ask: async (schemes) => {
        const question = { version: 'TLS1.2', suites, schemes, wanted: 'key-exchange' } as const;
        return minding(schemes, await asker.ask(question));
      },
      choiceOf: ({ flight }) => schemeOf(flight),
      maxOffered: 1_000,
      ways: 1,
    },
    everything ? candidates.schemes(asker.style) : weakSchemes,
  );
  const codes = [...new Set([...found, ...known.seen])];
  return {
    codes,
    complete:
      everything || complete.is !== 'yes'
        ? complete
        : { is: 'not-tested', why: `only weak schemes were asked for; ${complete.why}` },
    order: 'not-tested',
  };
}

/** OpenSSL up to 1.0.2 signs as it likes when it can do nothing of what is offered: that is a refusal as well. */
function minding(offered: readonly number[], told: Told): Told {
  const scheme = told.is === 'yes' ? schemeOf(told.flight) : undefined;
  if (scheme === undefined || offered.includes(scheme)) return told;
  return { is: 'no', why: 'signed by a scheme that was not offered' };
}

/** The key exchange is signed: ephemeral, and by a certificate. */
function isSigned(suite: Suite | undefined): boolean {
  if (suite === undefined || (suite.keyExchange !== 'ecdhe' && suite.keyExchange !== 'dhe')) {
    return false;
  }
  return suite.authentication !== 'none';
}

function schemeOf(flight: Flight): number | undefined {
  const exchange = flight.messages.find((message) => message.kind === 'server-key-exchange');
  return exchange?.signatureScheme;
}
