import type {
  ComponentList,
  ManifestFile,
  ManifestFormat,
  ManifestProblem,
  ParsedManifest,
} from '../../../model/component.ts';
import { parsing, Unreadable } from '../parse.ts';
import { fieldsOf, type Fields } from '../values.ts';
import { cycloneDxFields, isXml } from './cyclonedx-xml.ts';
import { readCycloneDx } from './cyclonedx.ts';
import { isSpdx3, readSpdx3 } from './spdx3.ts';
import { readSpdx2 } from './spdx2.ts';
import { readSpdxTags } from './spdx-tags.ts';
import { listOfGraph, type DocumentedGraph } from './stated-graph.ts';

/** CycloneDX 1.2 to 1.7 in JSON or XML. The content decides: `bom.json` is what many call an SBOM of any format. */
export const cycloneDxBom: ManifestFormat = {
  id: 'cyclonedx',
  title: 'SBOMs of CycloneDX in JSON or XML, 1.2 to 1.7',
  reads: (path) => /(?:^|\/)bom\.(?:json|xml)$|\.(?:cdx|cyclonedx|bom)\.(?:json|xml)$/i.test(path),
  parse: (file) => parsing(file, (problems) => read(file, problems)),
};

/** SPDX 2.0 to 2.3 in JSON or as tags, 3.0 in JSON-LD. */
export const spdxBom: ManifestFormat = {
  id: 'spdx',
  title: 'SBOMs of SPDX: 2 in JSON or as tags, 3.0 in JSON-LD',
  reads: (path) => /(?:^|\/)sbom\.json$|\.spdx3?(?:\.json)?$/i.test(path),
  parse: (file) => parsing(file, (problems) => read(file, problems)),
};

/** What an SBOM of any of these formats states, whatever it is called: one that a person names. */
export function readSbom(file: ManifestFile): ParsedManifest {
  return parsing(file, (problems) => {
    const graph = graphOf(file);
    if (graph === undefined) throw new Unreadable(unknown);
    return listOfGraph(file, graph, problems);
  });
}

const unknown = 'it is neither CycloneDX nor SPDX';

function read(file: ManifestFile, problems: ManifestProblem[]): ComponentList {
  const graph = graphOf(file);
  if (graph !== undefined) return listOfGraph(file, graph, problems);
  // Other programs call something else so: what is JSON or XML and no SBOM states no components.
  if (/(?:^|\/)s?bom\.(?:json|xml)$/i.test(file.path)) {
    return listOfGraph(file, otherDocument, problems);
  }
  throw new Unreadable(unknown);
}

/** Undefined for JSON and XML of another kind. */
function graphOf({ path, text }: ManifestFile): DocumentedGraph | undefined {
  const isTags = /\.spdx$/i.test(path) || text.slice(0, 4_096).includes('SPDXVersion:');
  if (isTags && !text.trimStart().startsWith('{')) return readSpdxTags(text);
  if (isXml(text)) {
    const bom = cycloneDxFields(text);
    return bom === undefined ? undefined : readCycloneDx(bom);
  }
  const document = fieldsOf(JSON.parse(text));
  if (document === undefined) throw new Unreadable(unknown);
  return graphIn(document);
}

function graphIn(document: Fields): DocumentedGraph | undefined {
  if (document.get('bomFormat') === 'CycloneDX') return readCycloneDx(document);
  if (document.has('spdxVersion')) return readSpdx2(document);
  return isSpdx3(document) ? readSpdx3(document) : undefined;
}

const otherDocument: DocumentedGraph = {
  format: 'cyclonedx',
  components: [],
  needs: new Map(),
  roots: new Set(),
};
