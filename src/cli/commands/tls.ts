import path from 'node:path';
import v8 from 'node:v8';
import {
  scanModes,
  starttlsProtocols,
  type ScanMode,
  type StarttlsProtocol,
} from '../../model/endpoint.ts';
import { parseAddress } from '../../model/address.ts';
import { hostFault, plainHost, starttlsPorts } from '../../policy/endpoint-reader.ts';
import { readEndpointText } from '../../policy/endpoint-text.ts';
import type { EndpointRequest, NamedEndpoint } from '../../pipeline/request.ts';
import { integerOf, usage, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { reportFlags, runAndReport, type RunChoice } from '../run-command.ts';
import { servedEndpoint, whileServed } from '../serve.ts';
import type { Shell } from '../shell.ts';
import { meantWord } from '../meant-word.ts';

const NAME = 'tls';
const MAX_OPERANDS = 1_000;
const MAX_SECONDS = 3_600;

/** `lockstep tls [host:port …]`. */
export const tls: Command = {
  name: NAME,
  summary: 'what endpoints really offer: protocols, suites, certificates, and a grade',
  operands: '[host:port …]',
  maxOperands: MAX_OPERANDS,
  description: `Connects to endpoints and judges what they offer by the profile of the policy. Without an operand it examines the
inventory of lockstep.yaml. An endpoint is a host, host:port, or a URL without a path (smtp://mail.example). What cannot be
told is said, never taken for good. Link-local addresses and those of metadata services are never examined.`,
  examples: [
    { line: 'lockstep tls shop.example', does: 'port 443, a page about it' },
    { line: 'lockstep tls smtp://mail.example', does: 'a mail server, through STARTTLS' },
    {
      line: 'lockstep tls --mode quick -f sarif -o tls.sarif',
      does: 'the inventory, at every deployment',
    },
    { line: 'lockstep tls --record today.ndjson', does: 'and keep what was observed' },
    {
      line: 'lockstep tls --replay today.ndjson --profile modern',
      does: 'judge it again, without network',
    },
    {
      line: 'lockstep tls --serve "npm start" --port 8443',
      does: 'start this application, examine it, end it',
    },
  ],
  flags: {
    mode: { value: 'MODE', help: 'quick (8 to 12 connections), full (default) or deep' },
    starttls: {
      value: 'PROTOCOL',
      help: `of the named endpoints: ${starttlsProtocols.join(', ')}`,
    },
    sni: {
      value: 'NAME',
      multiple: true,
      help: 'ask the named endpoint for this name; may be repeated',
    },
    address: {
      value: 'IP',
      multiple: true,
      help: 'connect to this address instead of those of the name; may be repeated',
    },
    profile: { value: 'ID', help: 'judge by this profile' },
    zone: {
      value: 'NAME',
      help: 'where the named endpoints stand; without any: only those of the inventory in this zone',
    },
    intrusive: {
      help: 'allow probes that look like an attack on the named endpoints; makes the mode deep',
    },
    revocation: { help: 'ask the authorities whether certificates are revoked; they learn which' },
    record: { value: 'FILE', help: 'write each observation to this file as it comes' },
    resume: { help: 'with --record: go on with a file that is there' },
    replay: { value: 'FILE', help: 'judge the observations of this file; no network' },
    compare: { value: 'FILE', help: 'compare with the observations of this file, for drift' },
    parallel: { value: 'N', help: "connections to one address at a time (default: the policy's)" },
    timeout: { value: 'SECONDS', help: "for one endpoint (default: the policy's)" },
    serve: {
      value: 'COMMAND',
      help: 'start this command of yours, examine it on this machine, end it and its children',
    },
    port: { value: 'N', help: 'with --serve: where it listens' },
    host: {
      value: 'IP',
      help: 'with --serve: the loopback address that it listens on (default: 127.0.0.1)',
    },
    'ready-timeout': {
      value: 'SECONDS',
      help: 'with --serve: how long it may take to listen (default: 60)',
    },
    ...reportFlags,
  },
  async run(input, shell) {
    keepHeapSmall();
    checkFlags(input);
    const choice: RunChoice = {
      command: NAME,
      mode: { kind: 'endpoints' },
      path: '.',
      checkIds: [NAME],
      listsAll: false,
      endpoints: requestOf(input, shell),
    };
    const command = input.value('serve');
    if (command === undefined) return runAndReport(choice, input, shell);
    return whileServed({ command, endpoint: servedEndpoint(input) }, input, shell, (stillRuns) =>
      runAndReport({ ...choice, afterRun: stillRuns }, input, shell),
    );
  },
};

/** Flags that mean something only beside others, or never beside others. */
function checkFlags(input: Arguments): void {
  const isNamed = input.positionals.length > 0;
  const isServed = input.has('serve');
  const named = 'a named endpoint: the policy says it for those of the inventory';
  const needs: readonly (readonly [string, boolean, string])[] = [
    ['resume', input.has('record'), '--record FILE'],
    ['port', isServed, '--serve COMMAND'],
    ['host', isServed, '--serve COMMAND'],
    ['ready-timeout', isServed, '--serve COMMAND'],
    ['address', isNamed, named],
    ['starttls', isNamed || isServed, named],
    ['sni', isNamed || isServed, named],
    ['intrusive', isNamed || isServed, named],
  ];
  for (const [flag, isMet, what] of needs) {
    if (input.has(flag) && !isMet) throw usage(NAME, `--${flag} needs ${what}`);
  }
  checkExclusions(input);
  if (isServed && !input.has('port')) throw usage(NAME, '--serve needs --port N: where it listens');
}

function checkExclusions(input: Arguments): void {
  const isNamed = input.positionals.length > 0;
  for (const flag of ['serve', 'replay']) {
    if (isNamed && input.has(flag)) {
      throw usage(NAME, `--${flag} and a named endpoint exclude each other`);
    }
  }
  if (!input.has('replay')) return;
  for (const flag of ['serve', 'record', 'mode', 'revocation', 'parallel', 'timeout']) {
    if (input.has(flag)) throw usage(NAME, `--replay and --${flag} exclude each other`);
  }
}

function requestOf(input: Arguments, shell: Shell): EndpointRequest {
  const file = (flag: string): string | undefined => {
    const value = input.value(flag);
    return value === undefined ? undefined : path.resolve(shell.cwd, value);
  };
  const [replay, record, previousFile] = [file('replay'), file('record'), file('compare')];
  const [profile, zone] = [input.value('profile'), input.value('zone')];
  const parallel = integerOf(NAME, 'parallel', input.value('parallel'), { min: 1, max: 64 });
  const seconds = integerOf(NAME, 'timeout', input.value('timeout'), { min: 1, max: MAX_SECONDS });
  return {
    from: sourceOf(input, replay),
    mode: modeOf(input),
    intrusive: input.has('intrusive'),
    revocation: input.has('revocation'),
    ...(profile === undefined ? {} : { profile }),
    ...(zone === undefined ? {} : { zone }),
    ...(record === undefined ? {} : { record: { file: record, resume: input.has('resume') } }),
    ...(previousFile === undefined ? {} : { previousFile }),
    ...(parallel === undefined ? {} : { parallel }),
    ...(seconds === undefined ? {} : { timeoutMs: seconds * 1_000 }),
  };
}

function sourceOf(input: Arguments, replay: string | undefined): EndpointRequest['from'] {
  if (replay !== undefined) return { kind: 'replay', file: replay };
  const serverNames = valuesOf(input, 'sni').map(serverNameOf);
  const starttls = starttlsOf(input);
  if (input.has('serve')) {
    const place = servedEndpoint(input);
    const protocol = starttls === undefined ? {} : { starttls };
    return { kind: 'named', endpoints: [{ ...place, serverNames, ...protocol }] };
  }
  if (input.positionals.length === 0) return { kind: 'inventory' };
  const addresses = valuesOf(input, 'address').map(addressOf);
  const endpoints = input.positionals.map((text) =>
    namedBy(text, { starttls, serverNames, addresses }),
  );
  return { kind: 'named', endpoints };
}

function namedBy(
  text: string,
  flags: {
    readonly starttls: StarttlsProtocol | undefined;
    readonly serverNames: readonly string[];
    readonly addresses: readonly string[];
  },
): NamedEndpoint {
  const written = readEndpointText(text);
  if ('what' in written) throw usage(NAME, written.what, written.repair);
  const starttls = flags.starttls ?? written.starttls;
  if (written.starttls !== undefined && starttls !== written.starttls) {
    throw usage(NAME, `"${text}" and --starttls ${starttls} contradict each other`);
  }
  return {
    host: written.host,
    port: written.port ?? (starttls === undefined ? 443 : starttlsPorts[starttls]),
    ...(starttls === undefined ? {} : { starttls }),
    serverNames: flags.serverNames,
    ...(flags.addresses.length === 0 ? {} : { addresses: flags.addresses }),
  };
}

function modeOf(input: Arguments): ScanMode {
  const text = input.value('mode');
  if (text === undefined) return input.has('intrusive') ? 'deep' : 'full';
  return wordOf('mode', text, scanModes);
}

function starttlsOf(input: Arguments): StarttlsProtocol | undefined {
  const text = input.value('starttls');
  return text === undefined ? undefined : wordOf('starttls', text, starttlsProtocols);
}

function wordOf<const T extends string>(flag: string, text: string, words: readonly T[]): T {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  throw usage(NAME, `--${flag} does not take "${text}"`, meantWord(text, words));
}

function serverNameOf(text: string): string {
  const fault = hostFault(text);
  const host = plainHost(text);
  if (fault === undefined && parseAddress(host) === undefined) return host;
  throw usage(NAME, `--sni takes a name, not "${text}"`);
}

function addressOf(text: string): string {
  const fault = hostFault(text);
  const host = plainHost(text);
  if (fault === undefined && parseAddress(host) !== undefined) return host;
  throw usage(NAME, fault?.what ?? `--address takes an address, not "${text}"`, fault?.repair);
}

function valuesOf(input: Arguments, flag: string): readonly string[] {
  return input.uses.flatMap(({ name, value }) =>
    name === flag && value !== undefined ? [value] : [],
  );
}

/**
 * A scan makes much that is forgotten at once: V8 would let its heap grow to four times of what is in use before it looks.
 * Measured with a thousand endpoints: 157 instead of 222 MB, for a sixth more of processor time.
 */
function keepHeapSmall(): void {
  v8.setFlagsFromString('--heap-growing-percent=30');
}
