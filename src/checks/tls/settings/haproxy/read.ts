import { isTemplate } from '../block.ts';
import type { Reading, Remark, Setting, Span, TlsBlock } from '../block.ts';
import { statementsIn } from '../words.ts';
import type { Statement } from '../words.ts';
import { globalRemark, serverRemark } from './verification.ts';
import { limitsOf } from './versions.ts';

/** Lines of one file, and `bind` lines that are judged in it. */
const maxLines = 100_000;
const maxBinds = 2_000;

interface Section {
  /** `global`, `frontend www`, … */
  readonly name: string;
  readonly kind: string;
  readonly lines: readonly Statement[];
}

/** Reads the TLS settings of HAProxy (https://docs.haproxy.org/3.2/configuration.html). */
export function readHaproxy(text: string): Reading {
  const { statements, isCut } = statementsIn(text, true, maxLines);
  const sections = sectionsIn(statements);
  const globals = sections.filter((section) => section.kind === 'global');
  const shared = globals.flatMap((section) => section.lines);
  const defaults = new Map(shared.map((line) => [line.words[0]?.text ?? '', line]));
  const blocks: TlsBlock[] = [];
  const remarks: Remark[] = shared.flatMap((line) => globalRemark(line));
  let binds = 0;
  for (const section of sections) {
    for (const line of section.lines) {
      remarks.push(...serverRemark(section.name, line));
      if (!isTlsBind(section, line)) continue;
      binds += 1;
      if (binds <= maxBinds) blocks.push(bindOf(section, line, defaults));
    }
  }
  if (binds === 0 && [...defaults.keys()].some((name) => name.startsWith('ssl-default-bind'))) {
    blocks.push({ ...sharedOf(defaults), scope: ['global'], span: { start: 0, end: 0 } });
  }
  return { blocks, remarks, isCut: isCut || binds > maxBinds };
}

const sectionKinds = new Set([
  'global',
  'defaults',
  'frontend',
  'backend',
  'listen',
  'peers',
  'resolvers',
  'userlist',
  'program',
  'cache',
  'ring',
  'http-errors',
  'mailers',
  'crt-store',
  'log-forward',
  'traces',
]);

function sectionsIn(statements: readonly Statement[]): readonly Section[] {
  const sections: { name: string; kind: string; lines: Statement[] }[] = [];
  for (const line of statements) {
    const [first, second] = line.words;
    const kind = first?.text ?? '';
    if (sectionKinds.has(kind)) {
      sections.push({ name: [kind, second?.text].join(' ').trim(), kind, lines: [] });
    } else {
      sections.at(-1)?.lines.push(line);
    }
  }
  return sections;
}

function isTlsBind(section: Section, { words }: Statement): boolean {
  return (
    (section.kind === 'frontend' || section.kind === 'listen') &&
    words[0]?.text === 'bind' &&
    words.some((word) => word.text === 'ssl')
  );
}

/** What `global` says for all `bind` lines. */
function sharedOf(defaults: ReadonlyMap<string, Statement>): Omit<TlsBlock, 'scope' | 'span'> {
  const of = <Value>(
    name: string,
    read: (words: readonly string[]) => Value | undefined,
  ): Setting<Value> | undefined => {
    const line = defaults.get(name);
    if (line === undefined) return undefined;
    const words = line.words.slice(1).map((word) => word.text);
    const isOpen = isConditional(line) || words.some((word) => isTemplate(word));
    const value = isOpen ? undefined : read(words);
    return { value, span: line.span, scope: ['global'] };
  };
  const options = defaults.get('ssl-default-bind-options');
  const words = options?.words.slice(1).map((word) => word.text) ?? [];
  const place = options === undefined ? undefined : { span: options.span, scope: ['global'] };
  const isOpen = options !== undefined && isConditional(options);
  const limits = isOpen ? undefined : limitsOf(words);
  return {
    software: 'haproxy',
    role: 'server',
    ciphers: of('ssl-default-bind-ciphers', listOf),
    ciphersuites: of('ssl-default-bind-ciphersuites', listOf),
    groups: of('ssl-default-bind-curves', listOf),
    dhBits: of('tune.ssl.default-dh-param', ([value = '']) =>
      /^\d{1,6}$/.test(value) ? Number(value) : undefined,
    ),
    sessionSeconds: of('tune.ssl.lifetime', ([value = '']) =>
      /^\d{1,9}$/.test(value) ? Number(value) : undefined,
    ),
    versions: place && limits ? { value: limits.value, ...place } : undefined,
    tickets: place && words.includes('no-tls-tickets') ? { value: false, ...place } : undefined,
    order:
      place && words.includes('prefer-client-ciphers') ? { value: 'client', ...place } : undefined,
  };
}

/** `global` is one for the whole file, so a branch of a template in it may not be taken. */
function isConditional({ depth, isBroken }: Statement): boolean {
  return depth > 0 || isBroken;
}

function listOf([list]: readonly string[]): string | undefined {
  return list;
}

function bindOf(
  section: Section,
  line: Statement,
  defaults: ReadonlyMap<string, Statement>,
): TlsBlock {
  const shared = sharedOf(defaults);
  const words = line.words.map((word) => word.text);
  const place: { span: Span; scope: readonly string[] } = {
    span: line.span,
    scope: [section.name],
  };
  const argument = (name: string): Setting<string> | undefined => {
    const at = words.indexOf(name, 2);
    const value = at < 0 ? undefined : words[at + 1];
    if (value === undefined) return undefined;
    return { value: isTemplate(value) ? undefined : value, ...place };
  };
  const limits = line.isBroken ? { value: undefined } : limitsOf(words.slice(1));
  const verify = argument('verify');
  return {
    ...shared,
    ...place,
    versions: limits === undefined ? shared.versions : { value: limits.value, ...place },
    ciphers: argument('ciphers') ?? shared.ciphers,
    ciphersuites: argument('ciphersuites') ?? shared.ciphersuites,
    groups: argument('curves') ?? argument('ecdhe') ?? shared.groups,
    order: words.includes('prefer-client-ciphers')
      ? { value: 'client', ...place }
      : (shared.order ?? { value: 'server', ...place }),
    tickets: words.includes('no-tls-tickets') ? { value: false, ...place } : shared.tickets,
    earlyData: words.includes('allow-0rtt') ? { value: true, ...place } : undefined,
    alpn: alpnOf(argument('alpn')),
    clientCertificate:
      verify === undefined ? undefined : { ...verify, value: verifyOf(verify.value) },
    hsts: hstsOf(section),
    redirect: redirectOf(section),
  };
}

function verifyOf(value: string | undefined): 'none' | 'optional' | 'required' | undefined {
  if (value === 'none' || value === 'optional' || value === 'required') return value;
  return undefined;
}

function alpnOf(setting: Setting<string> | undefined): Setting<readonly string[]> | undefined {
  if (setting === undefined) return undefined;
  return { ...setting, value: setting.value?.split(',') };
}

/** Only where the section sets it: an application behind may send it too. */
function hstsOf(section: Section): Setting<string> | undefined {
  for (const { words, span } of section.lines) {
    const texts = words.map((word) => word.text);
    const [directive, action, name, value] = texts;
    const isSet =
      (directive === 'http-response' || directive === 'http-after-response') &&
      (action === 'set-header' || action === 'add-header') &&
      name?.toLowerCase() === 'strict-transport-security';
    if (!isSet || value === undefined) continue;
    const isKnown = !isTemplate(value) && !value.includes('%[');
    return { value: isKnown ? value : undefined, span, scope: [section.name] };
  }
  return undefined;
}

/** `redirect scheme https`, told only where the same section takes plain HTTP on port 80. */
function redirectOf(section: Section): Setting<boolean> | undefined {
  const plain = section.lines.find(
    ({ words }) =>
      words[0]?.text === 'bind' &&
      words[1]?.text.endsWith(':80') === true &&
      !words.some((word) => word.text === 'ssl'),
  );
  if (plain === undefined) return undefined;
  const leads = section.lines.some(({ words }) => {
    const texts = new Set(words.map((word) => word.text));
    return texts.has('redirect') && texts.has('https');
  });
  return leads ? { value: true, span: plain.span, scope: [section.name] } : undefined;
}
