import { purlTypeRule } from './types.ts';

/** The parts of a package URL, decoded. */
export interface PurlParts {
  /** In lower case. */
  readonly type: string;
  /** With `/` between its segments; empty where there is none, as of the other parts. */
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  /** In order of the keys; none has an empty value. */
  readonly qualifiers: ReadonlyMap<string, string>;
  readonly subpath: string;
}

/**
 * The parts as the definition of their type writes them; undefined where it allows none such: a namespace too many or too
 * few, a name that the type cannot have.
 */
export function normalisedParts(parts: PurlParts): PurlParts | undefined {
  const { type, namespace, version } = parts;
  if (!/^[a-z][a-z0-9.-]*$/.test(type) || parts.name === '') return undefined;
  const rule = purlTypeRule(type);
  if (rule.namespace === 'required' && namespace === '') return undefined;
  if (rule.namespace === 'prohibited' && namespace !== '') return undefined;
  if (rule.qualifier !== undefined && !parts.qualifiers.has(rule.qualifier)) return undefined;
  const cased = (part: 'namespace' | 'name' | 'version', text: string): string =>
    rule.lower.includes(part) ? text.toLowerCase() : text;
  const name = spelled(parts, cased('name', parts.name));
  if (!isPossible(type, name, version)) return undefined;
  return {
    ...parts,
    namespace: cased('namespace', namespace),
    name,
    version: cased('version', version),
  };
}

/** Rules of single types on how a name is spelled. */
function spelled({ type, qualifiers }: PurlParts, name: string): string {
  switch (type) {
    case 'pypi':
      return name.replaceAll('_', '-');
    case 'pub':
      return name.replace(/[^a-z0-9]/g, '_');
    case 'mlflow':
      // Databricks compares the names of models without case, other registries with.
      return isDatabricks(qualifiers.get('repository_url') ?? '') ? name.toLowerCase() : name;
    default:
      return name;
  }
}

function isDatabricks(url: string): boolean {
  const host = url.replace(/^https?:\/\//i, '').split('/', 1)[0] ?? '';
  return host.toLowerCase().includes('databricks');
}

function isPossible(type: string, name: string, version: string): boolean {
  switch (type) {
    case 'chrome-extension':
      return /^[a-p]{32}$/.test(name) && /^(?:\d{1,9}(?:\.\d{1,9}){0,3})?$/.test(version);
    case 'cpan':
      // A distribution, not a module.
      return !name.includes('::');
    default:
      return true;
  }
}
