import type { Op } from '../ir/ir.ts';
import type { FunctionRule, Hit } from './hit.ts';
import { namesOf } from './routes/collect.ts';
import type { FunctionScene } from './scene.ts';

/** Members of a session that say who is logged in. */
const WHO =
  /^(?:user|user_?(?:id|name)|uid|account(?:_?id)?|logged_?in(?:_?user)?|is_?logged_?in|(?:is_?)?auth(?:enticated)?|current_?user)$/iu;
/** Handlers of a login check a password. */
const LOGIN =
  /^(?:pass(?:word|wd|phrase)?|pwd)$|compare(?:Sync|Password)?$|(?:validate|verify|check)(?:Login|Password)$/iu;
/** Parameters of a handler. */
const REQUEST = /^(?:req|request|ctx)$/u;
/** Functions around a function. */
const MAX_OUTER = 8;

/** A login writes into the session that was there before it. */
export const sessionNotRenewed: FunctionRule = {
  languages: ['javascript'],
  words: ['session'],
  *find(scene): Generator<Hit> {
    const stores = [...scene.ops()].filter((op) => saysWho(scene, op));
    const [at] = stores;
    const handler = at === undefined ? undefined : handlerAround(scene);
    if (at === undefined || handler === undefined) return;
    const names = [...namesOf(handler)];
    if (names.includes('regenerate') || !names.some((name) => LOGIN.test(name))) return;
    const shows = 'the session is the one from before the login';
    yield { rule: 'session-fixation', fn: scene.fn, at, shows, confidence: 'medium' };
  },
};

/** `req.session.userId = user.id`; whoever logs out stores nothing. */
function saysWho(scene: FunctionScene, op: Op): boolean {
  if (op.op !== 'store' || !WHO.test(op.key) || !scene.path(op.base).endsWith('.session')) {
    return false;
  }
  const value = scene.origin(op.src)?.op;
  const isNothing =
    value?.op === 'constant' && (value.kind !== 'boolean' || value.text === 'false');
  return !isNothing;
}

/** The function that gets the request: what it calls back stands in it. */
function handlerAround(scene: FunctionScene): FunctionScene | undefined {
  let at: FunctionScene | undefined = scene;
  for (let count = 0; at !== undefined && count < MAX_OUTER; count++) {
    if (at.fn.ir.params.some(({ name }) => REQUEST.test(name))) return at;
    at = at.fn.ir.parent < 0 ? undefined : at.file.scene(at.fn.ir.parent);
  }
  return undefined;
}
