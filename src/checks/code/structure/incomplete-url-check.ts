import type { Op } from '../ir/ir.ts';
import { addressName } from './address-names.ts';
import type { FunctionRule, Hit } from './hit.ts';
import { lastName, type CallOp, type FunctionScene } from './scene.ts';

/** A host of the public Internet, with or without a scheme. */
const HOST = /^(?:https?:\/\/)?(?:[a-z\d-]{1,63}\.){1,5}[a-z]{2,12}$/iu;
/** Endings of files look like hosts. */
const FILE =
  /\.(?:js|ts|json|html?|css|png|jpe?g|gif|svg|xml|pdf|py|txt|md|zip|php|aspx?|ico|webp)$/iu;

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
      const shows = addressName.test(name) ? fault(asked) : undefined;
      if (shows === undefined || !scene.isTested(op.dst)) continue;
      const isTelling = /origin|referr?er|redirect|returnto/iu.test(name);
      const confidence = isTelling ? 'medium' : 'low';
      yield { rule: 'incomplete-url-check', fn: scene.fn, at: op, shows, confidence };
    }
  },
};

interface Asked {
  readonly how: string;
  readonly address: number | undefined;
  readonly text: string;
}

function askedOf(scene: FunctionScene, op: Op): Asked | undefined {
  if (op.op === 'call') return askedByCall(scene, op);
  if (op.op !== 'compute' || op.operator !== 'in') return undefined;
  const text = scene.text(op.args[0]);
  const isPython = scene.language === 'python';
  return text === undefined || !isPython
    ? undefined
    : { how: 'contains', address: op.args[1], text };
}

function askedByCall(scene: FunctionScene, { name, base, args }: CallOp): Asked | undefined {
  const text = args.length === 1 ? scene.text(args[0]) : undefined;
  return text === undefined ? undefined : { how: name, address: base, text };
}

function isHost(text: string): boolean {
  return text.length <= 200 && HOST.test(text) && !FILE.test(text);
}

function fault({ how, text }: Asked): string | undefined {
  switch (how) {
    case 'includes':
    case 'indexOf':
    case 'contains':
      return `${text} may stand anywhere in the address`;
    case 'startsWith':
    case 'startswith':
      return text.includes('//') ? 'the name of the host may go on' : undefined;
    case 'endsWith':
    case 'endswith':
      return text.includes('/') ? undefined : 'the name of the host may begin before it';
    default:
      return undefined;
  }
}
