import { lineEndOf, Refused, type Change, type ManifestSyntax, type Span } from './syntax.ts';
import { xmlElements, xmlValues, type XmlElement } from './xml-elements.ts';

/** pom.xml of Maven (maven.apache.org/pom.html): the version itself, or the property that it names. */
export const pomSyntax: ManifestSyntax = {
  edits: (path) => /(?:^|\/)(?:pom|[^/]{1,80}\.pom)(?:\.xml)?$/.test(path),
  declared: (text, change) => {
    const project = projectOf(text);
    const found = dependenciesIn(project).filter(
      (each) => coordinatesOf(text, each) === change.name,
    );
    const spans = found.flatMap((each) => {
      const version = textIn(text, child(each, 'version'));
      return version === undefined ? [] : [resolved(text, project, version)];
    });
    // Several may name one property.
    const places = new Map(spans.map((span) => [span.start, span]));
    return [...places.values()];
  },
  override: managed,
  values: xmlValues,
};

function projectOf(text: string): XmlElement {
  const project = xmlElements(text).find(({ name }) => name === 'project');
  if (project === undefined) throw new Refused('it has no project');
  return project;
}

/** All dependencies and the parent, wherever they stand: managed, of profiles, of plugins. */
function dependenciesIn(project: XmlElement): readonly XmlElement[] {
  const found: XmlElement[] = [];
  const todo = [...project.children].toReversed();
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    if (at.name === 'dependency' || at.name === 'parent') found.push(at);
    else todo.push(...at.children.toReversed());
  }
  return found;
}

function child({ children }: XmlElement, name: string): XmlElement | undefined {
  return children.find((each) => each.name === name);
}

/** The text of an element that has nothing else in it, without the white space around it. */
function textIn(text: string, element: XmlElement | undefined): Span | undefined {
  if (element?.content === undefined) return undefined;
  const written = text.slice(element.content.start, element.content.end);
  const value = written.trim();
  if (element.children.length > 0 || value === '') return undefined;
  if (/[<&]/.test(value)) throw new Refused(`its ${element.name} is no plain text`);
  const start = element.content.start + written.length - written.trimStart().length;
  return { start, end: start + value.length };
}

function coordinatesOf(text: string, element: XmlElement): string {
  const group = textIn(text, child(element, 'groupId'));
  const artifact = textIn(text, child(element, 'artifactId'));
  if (group === undefined || artifact === undefined) return '';
  return `${text.slice(group.start, group.end)}:${text.slice(artifact.start, artifact.end)}`;
}

/** Where the version stands: here, or in the property that is named here. */
function resolved(text: string, project: XmlElement, version: Span): Span {
  const written = text.slice(version.start, version.end);
  if (!written.includes('${')) return version;
  const name = /^\$\{([^${}]{1,200})\}$/.exec(written)?.[1];
  const defined = propertiesIn(project).filter((each) => each.name === name);
  const [only] = defined;
  const value = defined.length === 1 ? textIn(text, only) : undefined;
  if (value === undefined || text.slice(value.start, value.end).includes('${')) {
    throw new Refused(`its version is ${written}, which is not defined once in this file`);
  }
  return value;
}

/** Of the project and of its profiles. */
function propertiesIn(project: XmlElement): readonly XmlElement[] {
  const profiles = child(project, 'profiles')?.children ?? [];
  return [project, ...profiles].flatMap((each) => child(each, 'properties')?.children ?? []);
}

/** Puts the version into dependencyManagement, which also rules over transitive dependencies. */
function managed(text: string, change: Change): string {
  const [group = '', artifact = ''] = change.name.split(':');
  if (![group, artifact, change.constraint].every((each) => /^[A-Za-z0-9._-]{1,200}$/.test(each))) {
    throw new Refused('the name has unusual characters');
  }
  const project = projectOf(text);
  const management = child(project, 'dependencyManagement');
  const list = management === undefined ? undefined : child(management, 'dependencies');
  const unit = unitOf(text, project);
  const eol = lineEndOf(text);
  const entry = (depth: number): string =>
    [
      '<dependency>',
      `${unit}<groupId>${group}</groupId>`,
      `${unit}<artifactId>${artifact}</artifactId>`,
      `${unit}<version>${change.constraint}</version>`,
      '</dependency>',
    ]
      .map((line) => `${unit.repeat(depth)}${line}${eol}`)
      .join('');
  if (list !== undefined) return beforeEnd(text, list, { body: entry(3), indent: unit.repeat(2) });
  if (management !== undefined) throw new Refused('its dependencyManagement has no dependencies');
  const body =
    `${unit}<dependencyManagement>${eol}${unit.repeat(2)}<dependencies>${eol}${entry(3)}` +
    `${unit.repeat(2)}</dependencies>${eol}${unit}</dependencyManagement>${eol}`;
  return beforeEnd(text, project, { body, indent: '' });
}

/** Puts lines before the closing tag of an element, which stands on a line of its own. */
function beforeEnd(
  text: string,
  { name, content }: XmlElement,
  { body, indent }: { readonly body: string; readonly indent: string },
): string {
  if (content === undefined) throw new Refused(`its ${name} is an empty tag`);
  const inside = text.slice(content.start, content.end);
  const kept = content.start + inside.trimEnd().length;
  return `${text.slice(0, kept)}${lineEndOf(text)}${body}${indent}${text.slice(content.end)}`;
}

function unitOf(text: string, { children }: XmlElement): string {
  const [first] = children;
  if (first === undefined) return '  ';
  const indent = text.slice(text.lastIndexOf('\n', first.start) + 1, first.start);
  return /^[ \t]{1,16}$/.test(indent) ? indent : '  ';
}
