import type { Temp } from '../../ir/ir.ts';
import type { FunctionRule, Hit } from '../hit.ts';
import type { FunctionScene } from '../scene.ts';
import { chainBefore, charactersOf, mayReplace, type Replacement } from './replacements.ts';

/** A text ends where the value of an attribute begins: `<a title="`. */
const OPENS = /(?<name>[a-z-]{0,40})=\s?(?:"(?<double>[^"]{0,200})|'(?<single>[^']{0,200}))$/iu;
const HANDLER = /^on[a-z]+$/iu;

/** A value in quotes in markup, in which marks are replaced, and the quote is not. */
export const incompleteAttribute: FunctionRule = {
  languages: ['javascript'],
  words: ['replace', 'replaceAll'],
  *find(scene): Generator<Hit> {
    for (const op of scene.ops()) {
      if (op.op !== 'concat') continue;
      for (const { value, attribute } of attributesIn(scene, op.parts)) {
        const shows = fault(scene, value, attribute);
        if (shows === undefined) continue;
        const at = scene.op(value) ?? op;
        yield { rule: 'incomplete-sanitisation', fn: scene.fn, at, shows, confidence: 'medium' };
      }
    }
  },
};

/** @yields values that stand within quotes of an attribute, the end of which follows */
function* attributesIn(
  scene: FunctionScene,
  parts: readonly Temp[],
): Generator<{ readonly value: Temp; readonly attribute: Attribute }> {
  let text = '';
  for (const [index, value] of parts.entries()) {
    const constant = scene.text(value);
    const attribute = constant === undefined ? attributeOf(text) : undefined;
    const after = attribute === undefined ? undefined : scene.text(parts[index + 1]);
    if (attribute !== undefined && after?.includes(attribute.quote) === true) {
      yield { value, attribute };
    }
    text = constant === undefined ? '' : (text + constant).slice(-MAX_BEFORE);
  }
}

function attributeOf(before: string): Attribute | undefined {
  const place = OPENS.exec(before)?.groups;
  if (place === undefined) return undefined;
  const { name = '', double, single = '' } = place;
  return double === undefined
    ? { name, quote: "'", begun: single }
    : { name, quote: '"', begun: double };
}

/** Characters before a value that are looked at. */
const MAX_BEFORE = 300;

interface Attribute {
  readonly name: string;
  readonly quote: string;
  /** What stands within the quotes before the value. */
  readonly begun: string;
}

function fault(
  scene: FunctionScene,
  value: Temp,
  { name, quote, begun }: Attribute,
): string | undefined {
  const chain = chainBefore(scene, value);
  if (!chain.some((each) => replacesMark(each))) return undefined;
  if (!isReplaced(chain, quote)) return `${quote} ends the attribute, and is not replaced`;
  if (!HANDLER.test(name)) return undefined;
  // What a handler of events holds is decoded before it runs.
  if (!isReplaced(chain, '&')) return `${name} is a program, in which &#39; is a quote`;
  const isInText = begun.includes("'") && !isReplaced(chain, "'");
  return isInText ? `${name} is a program, in which ' ends a text` : undefined;
}

function replacesMark(each: Replacement): boolean {
  const characters = charactersOf(each);
  return characters !== undefined && ['<', '>', '"', "'"].some((mark) => characters.has(mark));
}

function isReplaced(chain: readonly Replacement[], character: string): boolean {
  return chain.some((each) => charactersOf(each)?.has(character) ?? mayReplace(each, character));
}
