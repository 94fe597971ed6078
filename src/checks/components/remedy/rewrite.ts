/** Longer constraints are no constraints that people wrote. */
const MAX_CONSTRAINT_LENGTH = 300;

/**
 * The constraint that lets `to` in and what is older out, in the style of the one that was declared: `^4.1.0` becomes
 * `^4.17.21`, `>=1,<2` becomes `>=2.1.0,<3`. Undefined for what is no constraint on versions: addresses, tags, variables.
 */
export function rewriteConstraint(
  ecosystem: string,
  constraint: string,
  to: string,
): string | undefined {
  const written = constraint.trim();
  if (written.length > MAX_CONSTRAINT_LENGTH) return undefined;
  if (written === '' || written === '*') return canonical(ecosystem, to);
  const alias = /^(npm:(?:@[^/@\s]{1,200}\/)?[^@\s/]{1,200}@)(.{1,200})$/.exec(written);
  if (alias !== null) {
    const inner = rewriteConstraint(ecosystem, alias[2] ?? '', to);
    return inner === undefined ? undefined : `${alias[1]}${inner}`;
  }
  if (/^[[(]/.test(written)) return interval(written, to);
  const alternatives = written.split(/\s{0,20}\|\|?\s{0,20}/);
  if (alternatives.length > 1 || /\s-\s/.test(written)) {
    return alternatives.every((each) => /^[\sv0-9A-Za-z.*^~<>=,+-]{1,100}$/.test(each))
      ? canonical(ecosystem, to)
      : undefined;
  }
  return conjunction(ecosystem, written, to);
}

/** How the ecosystem's own tools declare a version that they add. */
export function canonical(ecosystem: string, to: string): string {
  switch (ecosystem) {
    case 'npm':
    case 'Packagist':
    case 'Pub':
      return `^${to}`;
    case 'PyPI':
      return `>=${to}`;
    case 'RubyGems':
    case 'Hex':
      return `~> ${to}`;
    case 'Go':
      return `v${to.replace(/^v/, '')}`;
    default:
      return to;
  }
}

interface Comparator {
  readonly operator: string;
  /** White space between operator and version. */
  readonly gap: string;
  readonly version: string;
}

const COMPARATOR = /^(\^|~>|~=|~|===|==|=|>=|<=|!=|>|<|)(\s{0,10})(v?\d[0-9A-Za-z.*+!_-]{0,100})$/;

/** Comparators that must all hold, between commas, `and` or white space. */
function conjunction(ecosystem: string, written: string, to: string): string | undefined {
  const separator = /,\s{0,10}|\sand\s/.exec(written)?.[0];
  const parts =
    separator === undefined
      ? written.split(/\s{1,10}(?=[\^~<>=!])/)
      : written.split(/\s{0,10},\s{0,10}|\s{1,10}and\s{1,10}/);
  const comparators: Comparator[] = [];
  for (const part of parts) {
    const match = COMPARATOR.exec(part.trim());
    if (match === null) return undefined;
    const [, operator = '', gap = '', version = ''] = match;
    comparators.push({ operator, gap, version });
  }
  const glue = separator ?? joiner(ecosystem);
  const lower = comparators.find(({ operator }) => !upperOnly.has(operator));
  const kept = comparators.flatMap((each) => bound(each, to));
  const first = lower === undefined ? [] : [raised(ecosystem, lower, { to, glue })];
  // A second lower bound beside the raised one says nothing any more.
  return [...first, ...(lower === undefined || kept.length > 0 ? kept : [])].join(glue);
}

const upperOnly: ReadonlySet<string> = new Set(['<', '<=', '!=']);

function joiner(ecosystem: string): string {
  if (ecosystem === 'npm' || ecosystem === 'Pub') return ' ';
  return ecosystem === 'Hex' ? ' and ' : ', ';
}

/** An upper bound, moved where it would keep the version out. */
function bound({ operator, gap, version }: Comparator, to: string): readonly string[] {
  if (operator === '!=') return [`!=${gap}${version}`];
  if (operator !== '<' && operator !== '<=') return [];
  const isBelow = operator === '<' ? numbersBelow(to, version) : !numbersBelow(version, to);
  return [isBelow ? `${operator}${gap}${version}` : `<${gap}${nextMajor(to, version)}`];
}

/** By the numbers alone: it decides about a bound that people wrote, and the whole is tried afterwards. */
function numbersBelow(a: string, b: string): boolean {
  const left = numbersOf(a);
  const right = numbersOf(b);
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function numbersOf(version: string): readonly number[] {
  const [release = ''] = version.replace(/^v/, '').split(/[-+]/, 1);
  return release.split('.', 8).map((part) => Number.parseInt(part, 10) || 0);
}

/** `3.0.0` after 2.1.4, with as many parts as the bound had. */
function nextMajor(to: string, like: string): string {
  const length = Math.max(1, Math.min(numbersOf(like).length, 4));
  const [major = 0] = numbersOf(to);
  return [major + 1, 0, 0, 0].slice(0, length).join('.');
}

interface Raise {
  readonly to: string;
  readonly glue: string;
}

/** The lower bound or the pin, with the new version. */
function raised(ecosystem: string, was: Comparator, { to, glue }: Raise): string {
  const { operator, gap } = was;
  const version = /^v\d/.test(was.version) || ecosystem === 'Go' ? `v${to.replace(/^v/, '')}` : to;
  if (/(?:^|\.)[*x](?:\.|$)/i.test(was.version)) return wildcard(ecosystem, operator, { to, glue });
  if (operator === '>') return `>=${gap}${version}`;
  if (operator === '~=' || operator === '~>') return compatible(was, { to, glue });
  const isRange = ecosystem === 'npm' && (operator === '' || operator === '=');
  if (isRange && numbersOf(was.version).length < 3) return `^${to}`;
  return `${operator}${gap}${version}`;
}

function wildcard(ecosystem: string, operator: string, { to, glue }: Raise): string {
  if (ecosystem !== 'PyPI') return ecosystem === 'NuGet' ? to : canonicalRange(ecosystem, to);
  return operator === '==' ? `>=${to}${glue}<${nextMajor(to, '0')}` : `>=${to}`;
}

function canonicalRange(ecosystem: string, to: string): string {
  return ecosystem === 'crates.io' ? to : canonical(ecosystem, to);
}

/**
 * `~=` (PEP 440) and `~>` (RubyGems, Hex): the number of parts says what may move, so it stays; where that would let older
 * versions in, a lower bound stands beside it.
 */
function compatible({ operator, gap, version }: Comparator, { to, glue }: Raise): string {
  const wanted = version.split('.').length;
  const parts = to.split('.');
  if (parts.length <= wanted) {
    const padded = parts.length < 2 && operator === '~=' ? [...parts, '0'] : parts;
    return `${operator}${gap}${padded.join('.')}`;
  }
  const cutOff = parts.slice(0, Math.max(wanted, operator === '~=' ? 2 : 1)).join('.');
  const rest = parts.slice(Math.max(wanted, operator === '~=' ? 2 : 1));
  const start = `${operator}${gap}${cutOff}`;
  return rest.every((part) => part === '0') ? start : `${start}${glue}>=${gap}${to}`;
}

/** Intervals of Maven and NuGet: `[1.0,2.0)`, `[1.0]`. */
function interval(written: string, to: string): string | undefined {
  const match = /^([[(])([^,[\]()]{0,80})(,?)([^,[\]()]{0,80})([\])])$/.exec(written);
  if (match === null) return undefined;
  const [, , , comma = '', upper = '', close = ''] = match;
  if (comma === '') return `[${to}]`;
  const limit = upper.trim();
  if (limit === '') return `[${to},${upper}${close}`;
  const isInside = close === ']' ? !numbersBelow(limit, to) : numbersBelow(to, limit);
  return isInside ? `[${to},${upper}${close}` : `[${to},${nextMajor(to, limit)})`;
}
