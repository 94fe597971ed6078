import type { FunctionRule, Hit } from '../hit.ts';
import { lastName, type CallOp, type FunctionScene } from '../scene.ts';
import { addressName } from '../address-names.ts';
import { compiled, regexOf, type RegexText } from './literals.ts';

const HOST = String.raw`[a-z\d-]+\\\.(?:com|org|net|io|dev|app|co|edu|gov|info|cloud)`;
const names = new RegExp(HOST, 'iu');
const endsOpen = new RegExp(String.raw`^\^.*${HOST}$`, 'iu');
const MAX_LENGTH = 500;

/** An address is compared with a pattern that matches a part of it. */
export const missingAnchor: FunctionRule = {
  languages: ['javascript', 'python'],
  words: ['test', 'match', 'exec', 'search'],
  *find(scene): Generator<Hit> {
    for (const call of scene.calls()) {
      const { regex, tested } = asked(scene, call) ?? {};
      if (regex === undefined || !addressName.test(lastName(scene.path(tested)))) continue;
      const shows = scene.isTested(call.dst) ? fault(regex.source) : undefined;
      if (shows === undefined) continue;
      yield { rule: 'regex-missing-anchor', fn: scene.fn, at: call, shows, confidence: 'low' };
    }
  },
};

interface Asked {
  readonly regex: RegexText | undefined;
  readonly tested: number | undefined;
}

function asked(scene: FunctionScene, call: CallOp): Asked | undefined {
  const { name, base, args } = call;
  if (scene.language === 'python') {
    const regex = scene.path(call.callee) === 're.search' ? compiled(scene, call) : undefined;
    return { regex, tested: args[1] };
  }
  if (name === 'test' || name === 'exec') {
    return { regex: regexOf(scene.origin(base)?.op), tested: args[0] };
  }
  if (name !== 'match' && name !== 'search') return undefined;
  return { regex: regexOf(scene.origin(args[0])?.op), tested: base };
}

function fault(source: string): string | undefined {
  if (source.length > MAX_LENGTH || !names.test(source)) return undefined;
  if (!/\^|\(\?</u.test(source.replaceAll(/\[\^/gu, '['))) {
    return 'the name of the host may stand anywhere in the address';
  }
  return endsOpen.test(source) ? 'the name of the host may go on' : undefined;
}
