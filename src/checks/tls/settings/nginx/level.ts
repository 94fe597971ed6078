import type { Setting } from '../block.ts';
import type { Directive } from './parse.ts';

/** A block of nginx with those around it. */
export interface Level {
  readonly kind: string;
  readonly directives: readonly Directive[];
  /** The directives by name: a level may have very many. */
  readonly index: ReadonlyMap<string, readonly Directive[]>;
  readonly parent: Level | undefined;
  readonly scope: readonly string[];
}

export function toLevel(
  kind: string,
  directives: readonly Directive[],
  around?: { readonly parent: Level; readonly name: string },
): Level {
  const index = new Map<string, Directive[]>();
  for (const directive of directives) {
    const same = index.get(directive.name);
    if (same === undefined) index.set(directive.name, [directive]);
    else same.push(directive);
  }
  const scope = around === undefined ? [] : [...around.parent.scope, around.name];
  return { kind, directives, index, parent: around?.parent, scope };
}

/** Files that come with nginx and Debian and say nothing about TLS or headers of answers. */
const harmless = new Set([
  'mime.types',
  'fastcgi_params',
  'fastcgi.conf',
  'fastcgi-php.conf',
  'uwsgi_params',
  'scgi_params',
  'proxy_params',
]);

/** Whether other files may add to what stands here. */
export function hasInclude(level: Pick<Level, 'index'>): boolean {
  return level.index.get('include')?.some(isOpenInclude) ?? false;
}

/** An include of a file that may say anything. */
export function isOpenInclude({ name, args: [file = ''] }: Directive): boolean {
  return name === 'include' && !harmless.has(file.slice(file.lastIndexOf('/') + 1));
}

/**
 * Whether everything that this level inherits is in view: the file reaches up to `http`, `mail` or `stream`, and no
 * level includes another file.
 */
export function isWhole(level: Level): boolean {
  for (let each: Level | undefined = level; each !== undefined; each = each.parent) {
    if (hasInclude(each)) return false;
    if (each.kind === 'http' || each.kind === 'mail' || each.kind === 'stream') return true;
  }
  return false;
}

/**
 * The directive in force: of the nearest level that has it, unless a nearer one includes a file that could have it too.
 * Of several in one level the last.
 */
export function inForce(
  level: Level,
  names: readonly string[],
  fits: (directive: Directive) => boolean = () => true,
): { readonly directive: Directive; readonly level: Level } | undefined {
  for (let each: Level | undefined = level; each !== undefined; each = each.parent) {
    const here = each;
    const found = names
      .map((name) => here.index.get(name)?.findLast((directive) => fits(directive)))
      .find((directive) => directive !== undefined);
    if (found !== undefined) return { directive: found, level: each };
    if (hasInclude(each)) return undefined;
  }
  return undefined;
}

/** The setting that the directive in force makes; undefined where there is none. */
export function settingOf<Value>(
  level: Level,
  name: string,
  read: (args: readonly string[]) => Value | undefined,
): Setting<Value> | undefined {
  const found = inForce(level, [name]);
  if (found === undefined) return undefined;
  const { directive } = found;
  const value = directive.isConditional ? undefined : read(directive.args);
  return { value, span: directive.span, scope: found.level.scope };
}

/** `on` and `off`; anything else cannot be told. */
export function onOrOff(args: readonly string[]): boolean | undefined {
  if (args[0] === 'on') return true;
  return args[0] === 'off' ? false : undefined;
}
