import type { Fn } from '../engine/entities.ts';
import type { Op } from '../ir/ir.ts';
import type { FunctionRule, Hit } from './hit.ts';
import { signature } from './marks.ts';
import type { FunctionScene } from './scene.ts';

/** Calls and fields that take a function which compares the name of the host. */
const TAKES_VERIFIER = /^(?:set(?:Default|SSL)?HostnameVerifier|hostnameVerifier)$/u;
const TAKES_STRATEGY = /^loadTrustMaterial$/u;

/** A function that compares the name of the host with the certificate accepts everything. */
export const tlsHostnameUnchecked: FunctionRule = {
  languages: ['javascript', 'java'],
  words: [
    'checkServerIdentity',
    'verify',
    'setHostnameVerifier',
    'setDefaultHostnameVerifier',
    'hostnameVerifier',
    'setSSLHostnameVerifier',
  ],
  *find(scene): Generator<Hit> {
    const rule = 'tls-hostname-unchecked';
    const shows = 'every name is accepted';
    for (const op of scene.ops()) {
      if (acceptsHosts(scene, op)) yield { rule, fn: scene.fn, at: op, shows, confidence: 'high' };
    }
    if (isMethodOf(scene.fn, 'verify', 'HostnameVerifier') && returnsTrue(scene)) {
      yield { rule, fn: scene.fn, at: signature(scene.fn), shows, confidence: 'high' };
    }
  },
};

function acceptsHosts(scene: FunctionScene, op: Op): boolean {
  if (op.op === 'store') {
    const handler = op.key === 'checkServerIdentity' ? scene.closure(op.src) : undefined;
    return scene.language === 'javascript' && handler !== undefined && doesNothing(handler);
  }
  if (op.op !== 'call' || scene.language !== 'java' || !TAKES_VERIFIER.test(op.name)) return false;
  const [verifier] = op.args;
  const handler = scene.closure(verifier);
  return handler !== undefined && returnsTrue(handler);
}

/** What decides on certificates accepts all of them. */
export const trustAllCertificates: FunctionRule = {
  languages: ['java'],
  words: ['checkServerTrusted', 'loadTrustMaterial'],
  *find(scene): Generator<Hit> {
    const rule = 'trust-all-certificates';
    const shows = 'every certificate is accepted';
    if (isMethodOf(scene.fn, 'checkServerTrusted', 'TrustManager') && doesNothing(scene)) {
      yield { rule, fn: scene.fn, at: signature(scene.fn), shows, confidence: 'high' };
    }
    for (const op of scene.calls()) {
      if (!TAKES_STRATEGY.test(op.name)) continue;
      const handlers = op.args.flatMap((arg) => scene.closure(arg) ?? []);
      if (handlers.some(returnsTrue)) {
        yield { rule, fn: scene.fn, at: op, shows, confidence: 'high' };
      }
    }
  },
};

function isMethodOf({ name, module, ir }: Fn, method: string, base: string): boolean {
  const owner = module.ir.classes[ir.ownerClass];
  return name === method && (owner?.bases.some((each) => each.endsWith(base)) ?? false);
}

/** No call, no exception, no answer. */
function doesNothing(scene: FunctionScene): boolean {
  return scene.view.ops.every(({ op }) => {
    if (op.op === 'return') return op.value === undefined || isNothing(scene, op.value);
    return ['constant', 'jump', 'stop', 'global'].includes(op.op);
  });
}

function isNothing(scene: FunctionScene, temp: number): boolean {
  const op = scene.op(temp);
  return op?.op === 'constant' && op.kind === 'nothing';
}

/** It says yes, whatever it is asked. */
function returnsTrue(scene: FunctionScene): boolean {
  let answers = 0;
  for (const op of scene.ops()) {
    if (op.op === 'throw' || op.op === 'branch') return false;
    if (op.op !== 'return') continue;
    const value = scene.op(op.value);
    if (value?.op !== 'constant' || value.kind !== 'boolean' || value.text !== 'true') return false;
    answers += 1;
  }
  return answers > 0;
}
