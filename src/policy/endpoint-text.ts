import { starttlsProtocols, type StarttlsProtocol } from '../model/endpoint.ts';
import { hostFault, plainHost, starttlsPorts } from './endpoint-reader.ts';
import { quote } from '../model/quote.ts';
import { meant } from '../model/yaml/reader.ts';

/** An endpoint as people write it: `host`, `host:port`, `[::1]:8443`, `https://host`, `smtp://host:25`. */
export interface WrittenEndpoint {
  readonly host: string;
  /** Undefined where the text names none. */
  readonly port?: number;
  readonly starttls?: StarttlsProtocol;
}

type Scheme = { readonly port: number | undefined; readonly starttls?: StarttlsProtocol };

/** Schemes of protocols that begin with TLS, with their IANA ports, and those that turn to it. */
const schemes: Readonly<Record<string, Scheme>> = {
  tls: { port: undefined },
  https: { port: 443 },
  wss: { port: 443 },
  smtps: { port: 465 },
  imaps: { port: 993 },
  pop3s: { port: 995 },
  ldaps: { port: 636 },
  ftps: { port: 990 },
  ircs: { port: 6697 },
  nntps: { port: 563 },
  submission: { port: 587, starttls: 'smtp' },
  xmpp: { port: 5222, starttls: 'xmpp-client' },
  postgresql: { port: 5432, starttls: 'postgres' },
  ...Object.fromEntries(
    starttlsProtocols.map((protocol): [string, Scheme] => [
      protocol,
      { port: starttlsPorts[protocol], starttls: protocol },
    ]),
  ),
};

const MAX_TEXT_CHARACTERS = 400;
/** What follows the scheme is checked by itself; user and password are not even matched, so that no message shows them. */
const FORM =
  /^(?:(?<scheme>[a-z][a-z0-9-]{0,20}):\/\/)?(?<host>\[[^[\]/?#@]{1,64}\]|[^:/?#@[\]]{1,300})(?::(?<port>\d{1,6}))?\/?$/iu;

type Fault = { readonly what: string; readonly repair: string };

/** Reads it, or says what is wrong with it and how to mend it. */
export function readEndpointText(text: string): WrittenEndpoint | Fault {
  if (text.includes('@')) {
    return fault('user names and passwords do not belong here', 'write host:port alone');
  }
  if (text.length > MAX_TEXT_CHARACTERS) return fault('too long', 'write host:port alone');
  // An IPv6 address without brackets and port.
  if (/^[0-9a-f:.]{2,45}$/iu.test(text) && text.split(':').length > 2) {
    return hostFault(text) ?? { host: plainHost(text) };
  }
  const { host, scheme, port } = FORM.exec(text)?.groups ?? {};
  if (host === undefined) {
    const repair = 'write host:port, or https://host without a path';
    return fault(`${quote(text)} is not an endpoint`, repair);
  }
  const bad = hostFault(host);
  return bad ?? placed(plainHost(host), scheme?.toLowerCase(), port);
}

function placed(
  host: string,
  name: string | undefined,
  digits: string | undefined,
): WrittenEndpoint | Fault {
  const scheme = name === undefined ? { port: undefined } : schemeNamed(name);
  if ('what' in scheme) return scheme;
  const port = digits === undefined ? scheme.port : Number(digits);
  if (port !== undefined && (port < 1 || port > 65_535)) {
    return fault(`${port} is not a port`, 'ports are 1 to 65535');
  }
  return {
    host,
    ...(port === undefined ? {} : { port }),
    ...(scheme.starttls === undefined ? {} : { starttls: scheme.starttls }),
  };
}

function fault(what: string, repair: string): Fault {
  return { what, repair };
}

function schemeNamed(name: string): Scheme | Fault {
  const scheme = Object.hasOwn(schemes, name) ? schemes[name] : undefined;
  if (scheme !== undefined) return scheme;
  const known = Object.keys(schemes);
  const what = name === 'http' ? 'http has no TLS' : `unknown scheme ${quote(name)}`;
  const repair =
    name === 'http' ? 'did you mean https?' : (meant(name, known) ?? `known: ${known.join(', ')}`);
  return { what, repair };
}
