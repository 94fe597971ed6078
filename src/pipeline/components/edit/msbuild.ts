import { isSameName } from './lines.ts';
import { Refused, type Change, type ManifestSyntax, type Span } from './syntax.ts';
import { xmlElements, xmlValues, type XmlElement } from './xml-elements.ts';

/** Projects of MSBuild and central versions (learn.microsoft.com/nuget, "PackageReference", "Central Package Management"). */
export const msbuildSyntax: ManifestSyntax = {
  edits: (path) =>
    /(?:^|\/)(?:[^/]{1,120}\.(?:cs|fs|vb)proj|[^/]{1,80}\.(?:props|targets))$/i.test(path),
  declared: (text, change) =>
    referencesIn(xmlElements(text))
      .filter((each) => isNamed(text, each, change))
      .flatMap((each) => versionIn(text, each)),
  values: xmlValues,
};

function referencesIn(top: readonly XmlElement[]): readonly XmlElement[] {
  const found: XmlElement[] = [];
  const todo = [...top];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    if (/^(?:Global)?Package(?:Reference|Version)$/.test(at.name)) found.push(at);
    else todo.push(...at.children);
  }
  return found;
}

function isNamed(text: string, { attributes }: XmlElement, change: Change): boolean {
  const name = attributes.get('Include') ?? attributes.get('Update');
  return name !== undefined && isSameName(change, text.slice(name.start, name.end).trim());
}

/** None where it is declared in another file (central versions). */
function versionIn(text: string, { attributes, children }: XmlElement): readonly Span[] {
  const element = children.find(({ name }) => name === 'Version' || name === 'VersionOverride');
  const span = attributes.get('Version') ?? attributes.get('VersionOverride') ?? element?.content;
  if (span === undefined) return [];
  const written = text.slice(span.start, span.end);
  if (/[$<&]/.test(written)) throw new Refused(`its version is ${written.slice(0, 80)}`);
  const start = span.start + written.length - written.trimStart().length;
  return [{ start, end: start + written.trim().length }];
}
