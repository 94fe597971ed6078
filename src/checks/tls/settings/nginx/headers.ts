import { isTemplate } from '../block.ts';
import type { Remark, Setting, Span } from '../block.ts';
import { hasInclude, inForce, isOpenInclude, isWhole } from './level.ts';
import type { Level } from './level.ts';
import type { Directive } from './parse.ts';

const hstsName = 'strict-transport-security';

/** Directives that hand the request to a program that may set headers itself. */
const passing = new Set([
  'proxy_pass',
  'fastcgi_pass',
  'uwsgi_pass',
  'scgi_pass',
  'grpc_pass',
  'memcached_pass',
  'js_content',
  'perl',
  'passenger_enabled',
]);

/**
 * The HSTS header of a server. nginx inherits `add_header` only into a level that has none of its own
 * (https://nginx.org/en/docs/http/ngx_http_headers_module.html). That it is missing is said only where nothing out of
 * view can send it: no include, no application behind.
 */
export function hstsOf(level: Level, span: Span): Setting<string | null> | undefined {
  const found = inForce(level, ['add_header', 'more_set_headers'], isHsts);
  const nearest = inForce(level, ['add_header']);
  if (found !== undefined && (nearest === undefined || nearest.level === found.level)) {
    const { directive } = found;
    return { value: hstsIn(directive), span: directive.span, scope: found.level.scope };
  }
  const isSettled = isWhole(level) || (nearest?.level === level && !hasInclude(level));
  if (!isSettled || mayPass(level) || isHttpless(level) || onlyReturns(level)) return undefined;
  return { value: null, span, scope: level.scope };
}

// Locations whose own `add_header` takes the header of their server away.
export function* lostHeaders(server: Level): Generator<Remark> {
  const hsts = server.directives.find((each) => isHsts(each));
  if (hsts === undefined || server.directives.some(isMerging)) return;
  for (const { location, scope } of locationsIn(server.directives, server.scope)) {
    const children = location.children ?? [];
    const first = children.find((each) => each.name === 'add_header');
    const isKept = children.some((each) => isHsts(each) || isOpenInclude(each) || isMerging(each));
    if (first === undefined || isKept) continue;
    yield {
      ruleId: 'tls/hsts-not-inherited',
      message: `add_header in location ${location.args.join(' ')} takes Strict-Transport-Security of the server away there`,
      span: first.span,
      scope,
      facts: [`the server sets it, the location sets ${first.args[0] ?? 'another header'}`],
      confidence: 'high',
      snippet: {
        server: 'nginx',
        text: `add_header Strict-Transport-Security "${hstsValue(hsts)}" always;`,
      },
    };
  }
}

// Bounded by the parser's depth.
function* locationsIn(
  directives: readonly Directive[],
  scope: readonly string[],
): Generator<{ location: Directive; scope: readonly string[] }> {
  for (const each of directives) {
    if (each.name !== 'location' || each.children === undefined) continue;
    const inner = [...scope, `location ${each.args.join(' ')}`];
    yield { location: each, scope: inner };
    yield* locationsIn(each.children, inner);
  }
}

function isHsts({ name, args }: Directive): boolean {
  if (name === 'add_header') return args[0]?.toLowerCase() === hstsName;
  return (
    name === 'more_set_headers' && args.some((arg) => arg.toLowerCase().startsWith(`${hstsName}:`))
  );
}

function hstsIn(directive: Directive): string | undefined {
  const value = hstsValue(directive);
  return directive.isConditional || isTemplate(value) ? undefined : value;
}

function hstsValue({ name, args }: Directive): string {
  if (name === 'add_header') return args[1] ?? '';
  const arg = args.find((each) => each.toLowerCase().startsWith(`${hstsName}:`)) ?? '';
  return arg.slice(hstsName.length + 1).trim();
}

/** nginx 1.29.3 and later: `add_header_inherit merge`. */
function isMerging({ name, args }: Directive): boolean {
  return name === 'add_header_inherit' && args[0] === 'merge';
}

/** Bounded by the parser's depth. */
function mayPass(level: { readonly directives: readonly Directive[] }): boolean {
  return level.directives.some(
    (each) =>
      passing.has(each.name) ||
      each.name.includes('_by_lua') ||
      isOpenInclude(each) ||
      isHsts(each) ||
      (each.children !== undefined && mayPass({ directives: each.children })),
  );
}

function isHttpless(level: Level): boolean {
  return level.parent?.kind === 'mail' || level.parent?.kind === 'stream';
}

/** A server that only sends visitors elsewhere. */
function onlyReturns({ directives }: Level): boolean {
  return directives.some((each) => each.name === 'return');
}
