import type { Op, Temp } from '../ir/ir.ts';
import { addressName, namesNoAddress } from './address-names.ts';
import type { FunctionRule, Hit } from './hit.ts';
import { lastName, type CallOp, type ComputedOp, type FunctionScene } from './scene.ts';

/** A host of the public Internet, with or without a scheme, and what may follow it. */
const HOST =
  /^(?:(?:[a-z]{2,10}:)?\/\/)?\.?(?:[a-z\d-]{1,63}\.){1,5}[a-z]{2,12}(?::\d{1,5})?(?<path>\/\S{0,100})?$/iu;
/** One that is no member of an object and no file, whatever it is compared with. */
const SURELY_HOST =
  /^(?:(?:https?|wss?|ftp):)?\/\/|^\.?(?:[a-z\d-]{1,63}\.){1,5}(?:com|org|net|edu|gov)(?::\d{1,5})?\/?$/iu;
/** Endings of files look like hosts. */
const FILE =
  /\.(?:js|ts|json|html?|css|png|jpe?g|gif|svg|xml|pdf|py|txt|md|zip|gz|php|aspx?|ico|webp)$/iu;

/** An address is trusted because its text contains, begins or ends with the name of a host. */
export const incompleteUrlCheck: FunctionRule = {
  languages: ['javascript', 'python', 'java'],
  words: [
    'includes',
    'indexOf',
    'startsWith',
    'endsWith',
    'contains',
    'startswith',
    'endswith',
    'in',
  ],
  *find(scene): Generator<Hit> {
    for (const op of scene.ops()) {
      const asked = askedOf(scene, op);
      if (asked === undefined || !isHost(asked.text)) continue;
      const name = lastName(scene.path(asked.address));
      const shows = mayBeAddress(name, asked.text) ? fault(asked) : undefined;
      if (shows === undefined || !isAsked(scene, asked)) continue;
      const isTelling = /(?:origin|referr?er|redirect|returnto)$/iu.test(name);
      const confidence = isTelling ? 'medium' : 'low';
      yield { rule: 'incomplete-url-check', fn: scene.fn, at: op, shows, confidence };
    }
  },
};

interface Asked {
  readonly how: 'contains' | 'begins' | 'ends';
  readonly address: Temp | undefined;
  readonly text: string;
  /** What is true or false by it. */
  readonly answer: Temp;
  /** It is true where the address does not contain the text. */
  readonly isNegative: boolean;
}

function askedOf(scene: FunctionScene, op: Op): Asked | undefined {
  if (op.op === 'call') return askedByCall(scene, op);
  if (op.op !== 'compute' || op.operator !== 'in') return undefined;
  const text = scene.text(op.args[0]);
  if (text === undefined || scene.language !== 'python') return undefined;
  return { how: 'contains', address: op.args[1], text, answer: op.dst, isNegative: false };
}

const WAYS: Readonly<Record<string, Asked['how']>> = {
  includes: 'contains',
  contains: 'contains',
  startsWith: 'begins',
  startswith: 'begins',
  endsWith: 'ends',
  endswith: 'ends',
};

function askedByCall(scene: FunctionScene, call: CallOp): Asked | undefined {
  const { name, base: address, args, dst: answer } = call;
  const how = name === 'indexOf' ? 'contains' : WAYS[name];
  const text = how !== undefined && args.length === 1 ? scene.text(args[0]) : undefined;
  if (how === undefined || text === undefined || scene.texts(address).length > 0) return undefined;
  if (name !== 'indexOf') return { how, address, text, answer, isNegative: false };
  const [compared] = scene.computedFrom(answer);
  if (compared === undefined) return { how, address, text, answer, isNegative: false };
  const place = placeAsked(scene, compared);
  return place && { ...place, address, text, answer: compared.dst };
}

/** What a comparison of the place of a text asks for. */
function placeAsked(
  scene: FunctionScene,
  { operator, args }: ComputedOp,
): Pick<Asked, 'how' | 'isNegative'> | undefined {
  if (operator === '~') return { how: 'contains', isNegative: false };
  if (operator === '!') return { how: 'contains', isNegative: true };
  const place = scene.number(args[1]);
  switch (`${operator.replace(/^[!=]==/u, (same) => same.slice(0, 2))}${place ?? ''}`) {
    case '==0':
    case '!=0':
      return { how: 'begins', isNegative: false };
    case '!=-1':
    case '>-1':
    case '>=0':
    case '>0':
      return { how: 'contains', isNegative: false };
    case '==-1':
    case '<0':
      return { how: 'contains', isNegative: true };
    default:
      return undefined;
  }
}

function isHost(text: string): boolean {
  return text.length <= 200 && HOST.test(text) && !FILE.test(text);
}

function mayBeAddress(name: string, text: string): boolean {
  if (addressName.test(name)) return true;
  return SURELY_HOST.test(text) && !namesNoAddress.test(name);
}

/** Something follows from the answer. That an address does not contain a text is asked for other reasons as well. */
function isAsked(scene: FunctionScene, { answer, isNegative }: Asked): boolean {
  if (scene.isDeciding(answer) || isNegative) return scene.isDeciding(answer);
  const [computed] = scene.computedFrom(answer);
  if (computed?.operator === '!') return scene.isDeciding(computed.dst);
  return computed !== undefined || !scene.view.isUsed(answer);
}

function fault({ how, text }: Asked): string | undefined {
  const path = HOST.exec(text)?.groups?.['path'];
  const isWholeHost = path !== undefined || /:\d+$/u.test(text);
  switch (how) {
    case 'contains':
      return `${text} may stand anywhere in the address`;
    case 'begins':
      return isWholeHost ? undefined : 'the name of the host may go on';
    case 'ends':
      return text.startsWith('.') || text.includes('/')
        ? undefined
        : 'the name of the host may begin before it';
    default:
      return undefined;
  }
}
