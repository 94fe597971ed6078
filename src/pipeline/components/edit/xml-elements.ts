import { Refused, type Span } from './syntax.ts';

/** An element of an XML text. */
export interface XmlElement {
  /** As written, with its prefix. */
  readonly name: string;
  /** From the bracket that opens it to behind the one that closes it. */
  readonly start: number;
  readonly end: number;
  /** Between its tags; undefined of an empty tag (`<a/>`). */
  readonly content: Span | undefined;
  /** Values of attributes, without quotes. */
  readonly attributes: ReadonlyMap<string, Span>;
  readonly children: readonly XmlElement[];
}

/** Deeper elements are no manifest. */
const MAX_DEPTH = 100;

interface Open {
  readonly name: string;
  readonly start: number;
  readonly contentStart: number;
  readonly attributes: ReadonlyMap<string, Span>;
  readonly children: XmlElement[];
}

/**
 * The outermost elements of an XML text (www.w3.org/TR/xml) with their places; comments, CDATA, instructions are passed over,
 * entities are never expanded. Refuses what is not well-formed, and a document type. Linear.
 */
export function xmlElements(text: string): readonly XmlElement[] {
  const top: XmlElement[] = [];
  const stack: Open[] = [];
  const add = (element: XmlElement): void => {
    (stack.at(-1)?.children ?? top).push(element);
  };
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    const passed = endOfOther(text, at);
    if (passed !== undefined) {
      at = passed;
      continue;
    }
    const tag = tagAt(text, at);
    if (tag.kind === 'close') closed(stack, tag, { start: at, add });
    else if (tag.kind === 'empty') add({ ...tag, start: at, content: undefined, children: [] });
    else stack.push({ ...tag, start: at, contentStart: tag.end, children: [] });
    if (stack.length > MAX_DEPTH) throw new Refused('it is nested too deeply');
    at = tag.end;
  }
  if (stack.length > 0) throw new Refused('it is not well-formed XML');
  return top;
}

function closed(
  stack: Open[],
  { name, end }: Tag,
  { start, add }: { readonly start: number; readonly add: (element: XmlElement) => void },
): void {
  const open = stack.pop();
  if (open?.name !== name) throw new Refused('it is not well-formed XML');
  const content = { start: open.contentStart, end: start };
  const { attributes, children } = open;
  add({ name, start: open.start, end, content, attributes, children });
}

/** Behind a comment, CDATA section or instruction that begins here; undefined where a tag does. */
function endOfOther(text: string, at: number): number | undefined {
  for (const [open, close] of others) {
    if (!text.startsWith(open, at)) continue;
    const end = text.indexOf(close, at + open.length);
    if (end === -1) throw new Refused('it is not well-formed XML');
    return end + close.length;
  }
  if (text.startsWith('<!', at)) throw new Refused('it has a document type');
  return undefined;
}

const others = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

interface Tag {
  readonly kind: 'open' | 'close' | 'empty';
  readonly name: string;
  readonly end: number;
  readonly attributes: ReadonlyMap<string, Span>;
}

function tagAt(text: string, start: number): Tag {
  const isClosing = text[start + 1] === '/';
  let at = start + (isClosing ? 2 : 1);
  const nameStart = at;
  while (at < text.length && /[^\s/>]/.test(text.charAt(at))) at += 1;
  const name = text.slice(nameStart, at);
  if (name === '') throw new Refused('it is not well-formed XML');
  const attributes = new Map<string, Span>();
  for (;;) {
    at = blanks(text, at);
    const character = text[at];
    if (character === '>') {
      return { kind: isClosing ? 'close' : 'open', name, end: at + 1, attributes };
    }
    if (character === '/' && text[at + 1] === '>') {
      return { kind: 'empty', name, end: at + 2, attributes };
    }
    const { key, value } = attributeAt(text, at);
    if (attributes.has(key)) throw new Refused('it is not well-formed XML');
    attributes.set(key, value);
    at = value.end + 1;
  }
}

function attributeAt(text: string, start: number): { readonly key: string; readonly value: Span } {
  let at = start;
  while (at < text.length && /[^\s=<>"']/.test(text.charAt(at))) at += 1;
  const key = text.slice(start, at);
  at = blanks(text, at);
  const valueStart = blanks(text, at + 1);
  const quote = text.charAt(valueStart);
  const end = quote === '"' || quote === "'" ? text.indexOf(quote, valueStart + 1) : -1;
  if (key === '' || text[at] !== '=' || end === -1) throw new Refused('it is not well-formed XML');
  return { key, value: { start: valueStart + 1, end } };
}

function blanks(text: string, start: number): number {
  let at = start;
  while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
  return at;
}

/** What an XML text says: attributes, and texts of elements without children, in the order of the file. */
export function xmlValues(text: string): unknown {
  return xmlElements(text).map((each) => valueOf(text, each));
}

function valueOf(text: string, { name, attributes, children, content }: XmlElement): unknown {
  return {
    name,
    attributes: [...attributes].map(([key, { start, end }]) => [key, text.slice(start, end)]),
    children: children.map((each) => valueOf(text, each)),
    text:
      children.length > 0 || content === undefined ? '' : text.slice(content.start, content.end),
  };
}
