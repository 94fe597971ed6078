import { Unreadable } from '../parse.ts';
import { fieldsOf, type Fields } from '../values.ts';
import { childOf, childrenOf, readXml, textOfChild, type XmlElement } from '../xml.ts';

/** Components within components deeper than this are no bill that a program wrote. */
const MAX_NESTING = 50;

/** Whether the text begins as an XML document does. */
export function isXml(text: string): boolean {
  return text.trimStart().startsWith('<');
}

/** The fields of a CycloneDX document in XML, under the names that they have in JSON; undefined for XML of another kind. */
export function cycloneDxFields(text: string): Fields | undefined {
  const bom = readXml(text);
  if (bom.name !== 'bom') return undefined;
  return fieldsOf({
    bomFormat: 'CycloneDX',
    specVersion: versionOf(text),
    metadata: { component: componentIn(childOf(bom, 'metadata')) },
    components: componentsOf(bom, 0),
    dependencies: childrenOf(childOf(bom, 'dependencies'), 'dependency').map((each) => ({
      ref: each.attributes.get('ref'),
      dependsOn: childrenOf(each, 'dependency').map(({ attributes }) => attributes.get('ref')),
    })),
  });
}

/** Units in which the namespaces of the outermost element stand. */
const HEAD_UNITS = 4_096;

/** The namespace names the version: `http://cyclonedx.org/schema/bom/1.6`; the reader of XML takes namespaces away. */
function versionOf(text: string): string {
  const head = text.slice(0, HEAD_UNITS);
  return /["']http:\/\/cyclonedx\.org\/schema\/bom\/(\d\.\d)["']/.exec(head)?.[1] ?? '';
}

function componentIn(metadata: XmlElement | undefined): object | undefined {
  const subject = childOf(metadata, 'component');
  return subject === undefined ? undefined : componentOf(subject, 0);
}

function componentsOf(owner: XmlElement, depth: number): readonly object[] {
  if (depth > MAX_NESTING) throw new Unreadable('its components are nested too deeply');
  const all = childrenOf(childOf(owner, 'components'), 'component');
  return all.map((each) => componentOf(each, depth));
}

function componentOf(element: XmlElement, depth: number): object {
  const stated = (name: string): string | undefined => childOf(element, name)?.text;
  return {
    type: element.attributes.get('type'),
    'bom-ref': element.attributes.get('bom-ref'),
    group: stated('group'),
    name: stated('name'),
    version: stated('version'),
    versionRange: stated('versionRange'),
    scope: stated('scope'),
    purl: stated('purl'),
    hashes: childrenOf(childOf(element, 'hashes'), 'hash').map(({ attributes, text }) => ({
      alg: attributes.get('alg'),
      content: text,
    })),
    licenses: licencesOf(childOf(element, 'licenses')),
    properties: childrenOf(childOf(element, 'properties'), 'property').map(
      ({ attributes, text }) => ({ name: attributes.get('name'), value: text }),
    ),
    components: componentsOf(element, depth + 1),
  };
}

function licencesOf(licences: XmlElement | undefined): readonly object[] {
  return (licences?.children ?? []).map((each) => {
    if (each.name === 'expression') return { expression: each.text };
    const [id, name] = [textOfChild(each, 'id'), textOfChild(each, 'name')];
    return { license: { ...(id === '' ? {} : { id }), ...(name === '' ? {} : { name }) } };
  });
}
