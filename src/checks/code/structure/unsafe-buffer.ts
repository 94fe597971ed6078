import type { FunctionRule, Hit } from './hit.ts';
import type { CallOp, FunctionScene } from './scene.ts';

const MAKES = /^Buffer\.allocUnsafe(?:Slow)?$/u;

/** Memory that is not cleared and goes on as it is: nobody can have filled it in between. */
export const unsafeBuffer: FunctionRule = {
  languages: ['javascript'],
  words: ['allocUnsafe', 'allocUnsafeSlow'],
  *find(scene): Generator<Hit> {
    for (const call of scene.calls()) {
      if (!MAKES.test(scene.path(call.callee)) || isEmpty(scene, call)) continue;
      if (!goesOn(scene, call)) continue;
      const shows = 'the memory is not cleared';
      yield { rule: 'unsafe-buffer-allocation', fn: scene.fn, at: call, shows, confidence: 'low' };
    }
  },
};

function isEmpty(scene: FunctionScene, { args }: CallOp): boolean {
  const size = scene.origin(args[0])?.op;
  return size?.op === 'constant' && Number(size.text) === 0;
}

/** It is returned or handed over at once. */
function goesOn(scene: FunctionScene, { dst }: CallOp): boolean {
  for (const op of scene.ops()) {
    if (op.op === 'return' && op.value === dst) return true;
    if (op.op === 'call' && op.args.includes(dst)) return true;
  }
  return false;
}
