import type { ProtocolVersion } from '../../observation.ts';
import type { Setting, Span, VersionSwitches } from '../block.ts';
import { between, exactly, versionNamed } from '../openssl-commands.ts';
import type { Property } from './objects.ts';
import { textOf } from './values.ts';
import type { Constants } from './values.ts';

/** Names of `secureProtocol` (https://nodejs.org/api/tls.html#tlscreatesecurecontextoptions), without role and ending. */
const methods: Readonly<Record<string, VersionSwitches | undefined>> = {
  SSLv2: exactly(['SSLv2']),
  SSLv3: exactly(['SSLv3']),
  TLSv1: exactly(['TLSv1']),
  TLSv1_1: exactly(['TLSv1.1']),
  TLSv1_2: exactly(['TLSv1.2']),
  SSLv23: between('TLS1.0', 'TLS1.2'),
  TLS: between('TLS1.0', 'TLS1.3'),
};

const refusals: Readonly<Record<string, ProtocolVersion>> = {
  SSL_OP_NO_SSLv2: 'SSLv2',
  SSL_OP_NO_SSLv3: 'SSLv3',
  SSL_OP_NO_TLSv1: 'TLS1.0',
  SSL_OP_NO_TLSv1_1: 'TLS1.1',
  SSL_OP_NO_TLSv1_2: 'TLS1.2',
  SSL_OP_NO_TLSv1_3: 'TLS1.3',
};

/** What `minVersion`, `maxVersion`, `secureProtocol` and `secureOptions` say together. */
export function versionsOf(
  properties: ReadonlyMap<string, Property>,
  constants: Constants,
  scope: readonly string[],
): Setting<VersionSwitches> | undefined {
  const minimum = properties.get('minVersion');
  const maximum = properties.get('maxVersion');
  const method = properties.get('secureProtocol');
  const options = properties.get('secureOptions');
  const named = method ?? boundToBlame(minimum, maximum, constants) ?? options;
  if (named === undefined) return undefined;
  const base =
    method === undefined ? rangeOf(minimum, maximum, constants) : methodOf(method, constants);
  if (base === undefined) return isTls(named.span, undefined, scope);
  const refused = Object.fromEntries(
    (options?.value ?? []).flatMap((token) => {
      const version = refusals[token.text ?? ''];
      return version === undefined ? [] : [[version, false] as const];
    }),
  );
  const value = { ...base, ...refused };
  return Object.keys(value).length === 0 ? undefined : isTls(named.span, value, scope);
}

function isTls(
  span: Span,
  value: VersionSwitches | undefined,
  scope: readonly string[],
): Setting<VersionSwitches> {
  return { value, span, scope };
}

/** The lowest version, unless it is a good one and the highest shuts out TLS 1.3. */
function boundToBlame(
  minimum: Property | undefined,
  maximum: Property | undefined,
  constants: Constants,
): Property | undefined {
  if (minimum === undefined || maximum === undefined) return minimum ?? maximum;
  const isGood = textOf(minimum.value, constants) === 'TLSv1.2';
  return isGood ? maximum : minimum;
}

/** A lowest version without a highest goes up to TLS 1.3 (`tls.DEFAULT_MAX_VERSION`, Node 12 and later). */
function rangeOf(
  minimum: Property | undefined,
  maximum: Property | undefined,
  constants: Constants,
): VersionSwitches | undefined {
  const lowest = minimum && versionNamed(textOf(minimum.value, constants) ?? '');
  const highest = maximum && versionNamed(textOf(maximum.value, constants) ?? '');
  const isUnknown = (minimum && lowest === undefined) || (maximum && highest === undefined);
  if (isUnknown) return undefined;
  return between(lowest, highest ?? (lowest === undefined ? undefined : 'TLS1.3'));
}

function methodOf(method: Property, constants: Constants): VersionSwitches | undefined {
  const name = textOf(method.value, constants) ?? '';
  return methods[name.replace(/_(?:(?:server|client)_)?method$/, '')];
}
