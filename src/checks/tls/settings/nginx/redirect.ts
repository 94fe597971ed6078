import type { Setting, Span } from '../block.ts';
import { hasInclude, isOpenInclude } from './level.ts';
import type { Level } from './level.ts';
import type { Directive } from './parse.ts';

/**
 * Whether plain HTTP leads to HTTPS: told only where the file has a server for port 80 with the same name, or the server
 * itself takes both.
 */
export function redirectOf(
  level: Level,
  { byName, all }: PlainServers,
  span: Span,
): Setting<boolean> | undefined {
  const plain = all.has(level)
    ? level
    : namesOf(level)
        .map((name) => byName.get(name))
        .find((each) => each !== undefined);
  if (plain === undefined) return undefined;
  const listen = plain.index.get('listen')?.find(isPlainListen);
  const place = { span: listen?.span ?? span, scope: plain.scope };
  if (leadsToHttps(plain.directives)) return { value: true, ...place };
  return hasInclude(plain) || mayRedirect(plain.directives)
    ? undefined
    : { value: false, ...place };
}

/** Servers for plain HTTP on port 80, and the first of each name. */
export interface PlainServers {
  readonly all: ReadonlySet<Level>;
  readonly byName: ReadonlyMap<string, Level>;
}

export function plainServersOf(levels: readonly Level[]): PlainServers {
  const all = levels.filter((level) => level.kind === 'server' && takesPlain(level));
  const byName = new Map<string, Level>();
  for (const level of all.toReversed()) {
    for (const name of namesOf(level)) byName.set(name, level);
  }
  return { all: new Set(all), byName };
}

function namesOf({ index }: Level): readonly string[] {
  return index.get('server_name')?.flatMap((each) => each.args) ?? [];
}

function takesPlain({ index }: Level): boolean {
  return index.get('listen')?.some(isPlainListen) ?? false;
}

/** Port 80 without TLS: other ports are for machines more often than for visitors. */
function isPlainListen({ name, args }: Directive): boolean {
  if (name !== 'listen' || args.includes('ssl') || args.includes('quic')) return false;
  return /^(?:.{0,80}:)?80$/.test((args[0] ?? '').slice(0, 100));
}

/** Bounded by the parser's depth. */
function leadsToHttps(directives: readonly Directive[]): boolean {
  return directives.some(
    ({ name, args, children }) =>
      ((name === 'return' || name === 'rewrite') &&
        args.some((arg) => arg.startsWith('https://') || arg.startsWith('$'))) ||
      (children !== undefined && leadsToHttps(children)),
  );
}

/** An application, or a file out of view, that may redirect itself. */
function mayRedirect(directives: readonly Directive[]): boolean {
  return directives.some(
    (each) =>
      each.name.endsWith('_pass') ||
      isOpenInclude(each) ||
      each.name.includes('lua') ||
      (each.children !== undefined && mayRedirect(each.children)),
  );
}
