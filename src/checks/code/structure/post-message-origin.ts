import type { Op } from '../ir/ir.ts';
import type { FunctionRule, Hit } from './hit.ts';
import type { FunctionScene } from './scene.ts';

/** A handler of messages of other windows uses what they hold and never asks where it comes from. */
export const postMessageOrigin: FunctionRule = {
  languages: ['javascript'],
  words: ['message', 'onmessage'],
  *find(scene): Generator<Hit> {
    for (const op of scene.ops()) {
      const handler = handlerOf(scene, op);
      if (handler === undefined || !trustsData(handler)) continue;
      const shows = 'any page may send it';
      yield { rule: 'post-message-origin', fn: scene.fn, at: op, shows, confidence: 'medium' };
    }
  },
};

/** `self` is a worker most of the time: only its own page speaks to it. */
function handlerOf(scene: FunctionScene, op: Op): FunctionScene | undefined {
  if (op.op === 'store') {
    const isHandler = op.key === 'onmessage' && scene.path(op.base) === 'window';
    return isHandler ? scene.closure(op.src) : undefined;
  }
  if (op.op !== 'call' || op.name !== 'addEventListener') return undefined;
  const isMessage = scene.text(op.args[0]) === 'message';
  const isWindow = scene.path(op.callee) === 'window.addEventListener';
  return isMessage && isWindow ? scene.closure(op.args[1]) : undefined;
}

const ASKED: ReadonlySet<string> = new Set(['origin', 'source', 'isTrusted', 'ports']);

/** It reads the data, and neither the origin nor the window, and hands the event to nobody who might. */
function trustsData(handler: FunctionScene): boolean {
  const event = handler.fn.ir.params[0]?.variable ?? -1;
  if (handler.file.module.ir.variables[event]?.isCaptured !== false) return false;
  const keys = membersOf(handler, event);
  const readings = handler.view.ops.filter(({ op }) => op.op === 'read' && op.variable === event);
  const isAsked = keys.some((key) => ASKED.has(key));
  return keys.includes('data') && !isAsked && readings.length === keys.length;
}

/** Names of the members of a variable that a function reads. */
function membersOf(scene: FunctionScene, variable: number): readonly string[] {
  return scene.view.ops.flatMap(({ op }) => {
    const base = op.op === 'load' ? scene.op(op.base) : undefined;
    return op.op === 'load' && base?.op === 'read' && base.variable === variable ? [op.key] : [];
  });
}
