import type {
  ComponentList,
  ComponentScope,
  ManifestFile,
  ManifestProblem,
  Requirement,
} from '../../../model/component.ts';
import { componentOfPurl, type PackageVersion } from '../../../model/purl.ts';
import { firstLines } from '../lines.ts';
import { ListBuilder, type Stated } from '../list-builder.ts';

/** One component as a document describes it, under the id that the document gives it. */
export interface DocumentedComponent {
  readonly id: string;
  /** As the document states it; undefined where it names no package URL. */
  readonly purl: string | undefined;
  /** With its group; where the package URL is in lower case, it has the letters. */
  readonly name: string;
  readonly version: string;
  /** Where only a range of versions is known. */
  readonly constraint?: string;
  readonly scope?: ComponentScope;
  readonly integrity: readonly string[];
  readonly licence?: string;
  /** Whether it is a package: a file or an operating system without a package URL is none that is missed. */
  readonly isPackage: boolean;
}

/** What a software bill of materials says, whatever its format. */
export interface DocumentedGraph {
  /** `cyclonedx`, `spdx`. */
  readonly format: string;
  readonly components: readonly DocumentedComponent[];
  /** By id: what each needs; also of the roots. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  /** Ids of what the document is about: what they need is direct. */
  readonly roots: ReadonlySet<string>;
}

/** Makes the list of a document. A component without a package URL cannot be looked up: how many there are is a problem. */
export function listOfGraph(
  file: ManifestFile,
  graph: DocumentedGraph,
  problems: ManifestProblem[],
): ComponentList {
  const builder = new ListBuilder(file.path, graph.format, '');
  const subjects = subjectsOf(graph);
  const placed = new Map<string, Placed>();
  const lineOf = purlLines(file.text);
  let unnamed = 0;
  for (const component of graph.components) {
    const { id, purl } = component;
    if (subjects.has(id)) continue;
    if (purl === undefined) {
      if (component.isPackage) unnamed += 1;
      continue;
    }
    const line = lineOf(purl);
    const named = componentOfPurl(purl);
    if (named === undefined) {
      problems.push({ detail: 'what stands here for a package URL is none', line });
      continue;
    }
    const stated = { ...statedBy(component, named), line };
    // Ids that a merge of documents made twice still name two packages.
    builder.add(builder.has(id) ? `${id}\0${purl}` : id, stated);
    placed.set(id, { name: stated.name, line, scope: component.scope ?? 'prod' });
  }
  if (unnamed > 0) {
    const detail = `${unnamed} components have no package URL: which packages they are cannot be told`;
    problems.push({ detail });
  }
  connect(builder, graph, subjects);
  for (const id of declaredIn(graph, subjects)) {
    const place = placed.get(id);
    if (place === undefined) continue;
    const { name, line, scope } = place;
    const declaredAt = { path: file.path, line };
    builder.require({ workspace: '', name, constraint: '', scope, declaredAt }, id);
  }
  return builder.finish();
}

type Placed = Pick<Requirement, 'name' | 'scope'> & { readonly line: number };

/** What the document is about and no component of it. Of several that need nothing, each is a component that is listed. */
function subjectsOf({ roots, needs }: DocumentedGraph): ReadonlySet<string> {
  if (roots.size <= 1) return roots;
  return new Set([...roots].filter((root) => needs.has(root)));
}

function declaredIn(
  { roots, needs }: DocumentedGraph,
  subjects: ReadonlySet<string>,
): ReadonlySet<string> {
  const declared = new Set([...roots].filter((root) => !subjects.has(root)));
  for (const subject of subjects) for (const id of needs.get(subject) ?? []) declared.add(id);
  return declared;
}

function connect(
  builder: ListBuilder,
  { needs }: DocumentedGraph,
  subjects: ReadonlySet<string>,
): void {
  for (const [from, all] of needs) {
    if (subjects.has(from)) continue;
    for (const to of all) builder.connect(from, to);
  }
}

function statedBy(component: DocumentedComponent, named: PackageVersion): Omit<Stated, 'line'> {
  const { scope, integrity, licence } = component;
  const isExact = named.version !== '' || !isRange(component.version);
  const version = named.version === '' && isExact ? component.version : named.version;
  const constraint = isExact ? component.constraint : component.version;
  return {
    ecosystem: named.ecosystem,
    name: lettersOf(named, component.name),
    version,
    integrity,
    ...(version === '' && constraint !== undefined ? { constraint } : {}),
    ...(scope === undefined ? {} : { scope }),
    ...(licence === undefined ? {} : { licence }),
  };
}

/** Documents made of manifests alone have what was declared for a version: `^1.2`, `>= 1, < 2`, `1.*`. */
function isRange(version: string): boolean {
  return /^[~^<>=!]|[\s,|*]/.test(version);
}

/** Package URLs of Go are in lower case, its modules are not; the document has the name a second time. */
function lettersOf({ name }: PackageVersion, documented: string): string {
  return documented.toLowerCase() === name.toLowerCase() ? documented : name;
}

/** The line of the key whose value a package URL is, in JSON or as a tag; 1 where all is one line. */
function purlLines(text: string): (purl: string) => number {
  const json =
    /"(?:purl|referenceLocator|software_packageUrl|identifier)"\s{0,9}:\s{0,9}"([^"]{1,4000})"/;
  const tag = /^ExternalRef:\s{0,9}PACKAGE[-_]MANAGER\s{1,9}purl\s{1,9}(\S{1,4000})/;
  const [inJson, inTags] = [firstLines(text, json), firstLines(text, tag)];
  return (purl) =>
    spellings(purl).flatMap((each) => inJson.get(each) ?? [])[0] ?? inTags.get(purl) ?? 1;
}

/** Some writers of JSON escape slashes, some ampersands. */
function spellings(purl: string): readonly string[] {
  return [purl, purl.replaceAll('/', '\\/'), purl.replaceAll('&', '\\u0026')];
}
