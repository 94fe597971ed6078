import { componentScopes, type ComponentScope } from '../../../model/component.ts';
import { Unreadable } from '../parse.ts';
import { fieldsAt, fieldsOf, listAt, textAt, type Fields } from '../values.ts';
import { integrityOf } from './integrity.ts';
import type { DocumentedComponent, DocumentedGraph } from './stated-graph.ts';

const versions: ReadonlySet<string> = new Set(['1.2', '1.3', '1.4', '1.5', '1.6', '1.7']);

/** Components within components deeper than this are no bill that a program wrote. */
const MAX_NESTING = 50;

/** CycloneDX in JSON (ECMA-424), of the versions 1.2, the first in JSON, to 1.7. */
export function readCycloneDx(document: Fields): DocumentedGraph {
  if (!versions.has(textAt(document, 'specVersion') ?? '')) {
    throw new Unreadable('its specVersion is not 1.2 to 1.7, the ones of CycloneDX that are known');
  }
  if (document.has('components') && !Array.isArray(document.get('components'))) {
    throw new Unreadable('its components are no list');
  }
  const components: DocumentedComponent[] = [];
  collect(listAt(document, 'components'), 0, (fields) => {
    components.push(componentOf(fields, components.length));
  });
  return { format: 'cyclonedx', components, needs: needsOf(document), roots: rootsOf(document) };
}

/** Each component with those that stand within it, which are bundled or installed below it. */
function collect(values: readonly unknown[], depth: number, take: (fields: Fields) => void): void {
  if (depth > MAX_NESTING) throw new Unreadable('its components are nested too deeply');
  for (const value of values) {
    const fields = fieldsOf(value);
    if (fields === undefined) continue;
    take(fields);
    collect(listAt(fields, 'components'), depth + 1, take);
  }
}

/** The subject, and its own parts: the members of a workspace, modules of a build. */
function rootsOf(document: Fields): ReadonlySet<string> {
  const roots = new Set<string>();
  const subject = fieldsOf(fieldsAt(document, 'metadata').get('component'));
  collect(subject === undefined ? [] : [Object.fromEntries(subject)], 0, (fields) => {
    const ref = textAt(fields, 'bom-ref') ?? textAt(fields, 'purl');
    if (ref !== undefined) roots.add(ref);
  });
  return roots;
}

function needsOf(document: Fields): ReadonlyMap<string, ReadonlySet<string>> {
  const needs = new Map<string, Set<string>>();
  for (const value of listAt(document, 'dependencies')) {
    const fields = fieldsOf(value);
    const ref = textAt(fields, 'ref');
    if (ref === undefined) continue;
    const all = needs.get(ref) ?? new Set<string>();
    for (const other of listAt(fields, 'dependsOn')) if (typeof other === 'string') all.add(other);
    needs.set(ref, all);
  }
  return needs;
}

const packageTypes: ReadonlySet<string> = new Set(['library', 'framework']);

function componentOf(fields: Fields, index: number): DocumentedComponent {
  const purl = textAt(fields, 'purl');
  const scope = scopeOf(fields);
  const licence = licenceOf(fields);
  const constraint = textAt(fields, 'versionRange');
  return {
    id: textAt(fields, 'bom-ref') ?? purl ?? ` ${index}`,
    purl,
    name: nameOf(textAt(fields, 'group') ?? '', textAt(fields, 'name') ?? '', purl),
    version: textAt(fields, 'version') ?? '',
    integrity: listAt(fields, 'hashes').flatMap(hashOf),
    isPackage: packageTypes.has(textAt(fields, 'type') ?? ''),
    ...(constraint === undefined ? {} : { constraint }),
    ...(scope === undefined ? {} : { scope }),
    ...(licence === undefined ? {} : { licence }),
  };
}

function nameOf(group: string, name: string, purl: string | undefined): string {
  if (group === '') return name;
  return `${group}${purl?.startsWith('pkg:maven/') === true ? ':' : '/'}${name}`;
}

/** Properties that say more than the scope, which has no word for development (CycloneDX/cyclonedx-property-taxonomy). */
const developmentProperties: ReadonlySet<string> = new Set([
  'cdx:npm:package:development',
  'cdx:composer:package:isDevRequirement',
  'cdx:pnpm:package:development',
  'cdx:yarn:package:development',
]);

function scopeOf(fields: Fields): ComponentScope | undefined {
  for (const value of listAt(fields, 'properties')) {
    const property = fieldsOf(value);
    const [name, text] = [textAt(property, 'name') ?? '', textAt(property, 'value')];
    if (name === 'lockstep:scope') return componentScopes.find((scope) => scope === text);
    if (developmentProperties.has(name) && text === 'true') return 'dev';
  }
  return scopeWords.get(textAt(fields, 'scope') ?? '');
}

const scopeWords: ReadonlyMap<string, ComponentScope> = new Map([
  ['required', 'prod'],
  ['optional', 'optional'],
  ['excluded', 'dev'],
]);

/** `sha256:<hex>`; what is no hash of these names is left out. */
function hashOf(value: unknown): readonly string[] {
  const fields = fieldsOf(value);
  return integrityOf(textAt(fields, 'alg'), textAt(fields, 'content'));
}

/** More is no statement about one package. */
const MAX_LICENCES = 50;

/** An expression, or all the licences that are stated: no choice is told between them. */
function licenceOf(fields: Fields): string | undefined {
  const stated = listAt(fields, 'licenses')
    .slice(0, MAX_LICENCES)
    .flatMap((value) => {
      const choice = fieldsOf(value);
      const licence = fieldsAt(choice, 'license');
      const text = textAt(choice, 'expression') ?? textAt(licence, 'id') ?? textAt(licence, 'name');
      return text === undefined || text === '' ? [] : [text];
    });
  if (stated.length < 2) return stated[0];
  return stated.map((text) => (/\s/.test(text) ? `(${text})` : text)).join(' AND ');
}
