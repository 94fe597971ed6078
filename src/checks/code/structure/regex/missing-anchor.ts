import { addressName, namesNoAddress } from '../address-names.ts';
import type { Temp } from '../../ir/ir.ts';
import type { FunctionRule, Hit } from '../hit.ts';
import { lastName, type CallOp, type FunctionScene } from '../scene.ts';
import { anchorFault, looksLikePattern } from './host-patterns.ts';
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
      const isDecided = scene.isTested(call.dst) || !scene.view.isUsed(call.dst);
      const shows =
        regex !== undefined && isDecided
          ? faultFor(lastName(scene.path(tested)), regex.source)
          : undefined;
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
    return { regex: patternOf(scene, base), tested: args[0] };
  }
  if (name !== 'match' && name !== 'search') return undefined;
  return { regex: patternOf(scene, args[0]), tested: base };
}

/** A pattern that is written out, made by `RegExp`, or a text that is meant as one. */
function patternOf(scene: FunctionScene, temp: Temp | undefined): RegexText | undefined {
  const at = scene.origin(temp);
  if (at === undefined) return undefined;
  const regex = regexOf(at.op) ?? (at.op.op === 'call' ? compiled(at.scene, at.op) : undefined);
  const source = scene.text(temp);
  if (regex !== undefined || source === undefined || !looksLikePattern(source)) return regex;
  return { source, flags: '', isWhole: false };
}

function faultFor(tested: string, source: string): string | undefined {
  if (addressName.test(tested)) return fault(source) ?? anchorFault(source);
  return namesNoAddress.test(tested) ? undefined : anchorFault(source);
}

function fault(source: string): string | undefined {
  if (source.length > MAX_LENGTH || !names.test(source)) return undefined;
  if (!/\^|\(\?</u.test(source.replaceAll(/\[\^/gu, '['))) {
    return 'the name of the host may stand anywhere in the address';
  }
  return endsOpen.test(source) ? 'the name of the host may go on' : undefined;
}
