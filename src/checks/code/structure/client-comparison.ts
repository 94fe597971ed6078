import type { FunctionRule, Hit } from './hit.ts';

const EQUAL: ReadonlySet<string> = new Set(['===', '!==', '==', '!=']);
const COOKIE = /(?:^|\.)(?:req|request|ctx)\.cookies\.(?<name>[\w-]+)$/u;
const SENT = /(?:^|\.)(?:req|request|ctx)\.(?:query|params|body|headers|request\.body)\.[\w-]+$/u;
/** A cookie is sent twice against forged requests, and by logins elsewhere: those who forge one cannot read it. */
const TWICE = /csrf|xsrf|token|state|nonce|verifier/iu;

/** A cookie that nobody signed is compared with something else that the same client sends. */
export const clientComparison: FunctionRule = {
  languages: ['javascript'],
  words: ['cookies'],
  *find(scene): Generator<Hit> {
    for (const op of scene.ops()) {
      if (op.op !== 'compute' || !EQUAL.has(op.operator)) continue;
      const [left = '', right = ''] = op.args.map((arg) => {
        const at = scene.origin(arg);
        return at === undefined ? '' : at.scene.path(at.op.dst);
      });
      const cookie = [left, right].find((path) => COOKIE.test(path));
      const sent = [left, right].find((path) => SENT.test(path));
      if (cookie === undefined || sent === undefined) continue;
      if (TWICE.test(COOKIE.exec(cookie)?.groups?.['name'] ?? '')) continue;
      const shows = 'the client chooses both';
      yield { rule: 'client-comparison', fn: scene.fn, at: op, shows, confidence: 'medium' };
    }
  },
};
