import { fastXml } from './libraries.ts';
import { Unreadable } from './parse.ts';

/** An element, its names without the prefix of a namespace. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Trimmed; of an element that has others in it, what stands between them. */
  readonly text: string;
  readonly children: readonly XmlElement[];
  /** 1-based, of its opening tag. */
  readonly line: number;
}

/** Manifests nest a dozen levels. */
const MAX_NESTING = 100;
/** verification-metadata.xml, the longest, has some 5 MB for thousands of artefacts. */
const MAX_CHARACTERS = 16 * 2 ** 20;

/** Names and texts as they are written: entities are not expanded but for the five of XML itself. */
const options = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  captureMetaData: true,
  maxNestedTags: MAX_NESTING,
} as const;

/** The outermost element. Throws `Unreadable` for what is no XML, or declares entities. */
export function readXml(text: string): XmlElement {
  if (text.length > MAX_CHARACTERS) {
    throw new Unreadable(`it has more than ${MAX_CHARACTERS} characters`);
  }
  if (text.includes('<!ENTITY')) {
    throw new Unreadable('it declares entities, which are not expanded');
  }
  const lineAt = linesOf(text);
  const [root] = elementsIn(parsed(text), lineAt);
  if (root === undefined) throw new Unreadable('it has no element');
  return root;
}

function parsed(text: string): unknown {
  try {
    const { XMLParser, XMLValidator } = fastXml();
    // The parser alone takes much that is none.
    if (XMLValidator.validate(text) !== true) throw new Unreadable('it is torn, or no XML');
    const tree: unknown = new XMLParser(options).parse(text);
    return tree;
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable('it is torn, or no XML that is known', { cause: error });
  }
}

/** The line of a position; positions are asked for in ascending order mostly, in any order rightly. */
function linesOf(text: string): (position: number) => number {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) ends.push(at);
  return (position) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ends[middle] ?? 0) < position) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

/** In the parser's tree each node is an object with one name and, beside it, the attributes. */
function elementsIn(nodes: unknown, lineAt: (position: number) => number): readonly XmlElement[] {
  const list: readonly unknown[] = Array.isArray(nodes) ? nodes : [];
  return list.flatMap((node): readonly XmlElement[] => {
    if (typeof node !== 'object' || node === null) return [];
    const entry = Object.entries(node).find(([name]) => name !== ':@' && name !== '#text');
    if (entry === undefined) return [];
    const [name, content] = entry;
    return [
      {
        name,
        attributes: attributesOf(node),
        text: textOf(content),
        children: elementsIn(content, lineAt),
        line: lineAt(positionOf(node)),
      },
    ];
  });
}

function attributesOf(node: object): ReadonlyMap<string, string> {
  const attributes: unknown = ':@' in node ? node[':@'] : undefined;
  const texts = new Map<string, string>();
  if (typeof attributes !== 'object' || attributes === null) return texts;
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'string') texts.set(name, plain(value));
  }
  return texts;
}

function textOf(content: unknown): string {
  const list: readonly unknown[] = Array.isArray(content) ? content : [];
  const texts = list.flatMap((node): readonly string[] => {
    const text: unknown =
      typeof node === 'object' && node !== null && '#text' in node ? node['#text'] : undefined;
    return typeof text === 'string' ? [text] : [];
  });
  return plain(texts.join('').trim());
}

const entities: ReadonlyMap<string, string> = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&amp;', '&'],
]);

/** XML 1.0, section 4.6. */
function plain(text: string): string {
  return text.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => entities.get(entity) ?? entity);
}

/** Of the opening tag; the parser keeps it under a symbol. */
function positionOf(node: object): number {
  const [symbol] = Object.getOwnPropertySymbols(node);
  const metadata: unknown = symbol === undefined ? undefined : Reflect.get(node, symbol);
  const isKnown = typeof metadata === 'object' && metadata !== null && 'startIndex' in metadata;
  return isKnown && typeof metadata.startIndex === 'number' ? metadata.startIndex : 0;
}

/** The first child of this name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((each) => each.name === name);
}

/** All children of this name. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((each) => each.name === name) ?? [];
}

/** The text of the first child of this name; empty where there is none. */
export function textOfChild(element: XmlElement | undefined, name: string): string {
  return childOf(element, name)?.text ?? '';
}
