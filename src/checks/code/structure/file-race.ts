import type { Op } from '../ir/ir.ts';
import type { FunctionRule, Hit } from './hit.ts';
import type { CallOp, FunctionScene } from './scene.ts';

const CHECKS =
  /^(?:fs(?:\/promises|\.promises)?\.(?:existsSync|exists|accessSync|access|statSync|stat|lstatSync|lstat)|os\.path\.(?:exists|isfile|islink)|os\.access)$/u;
const USES =
  /^(?:fs(?:\/promises|\.promises)?\.(?:writeFileSync|writeFile|createWriteStream|openSync|open|chmodSync|chmod|chownSync|chown)|open|os\.(?:open|chmod|chown))$/u;

/** The state of a file is asked for, and then it is written by its name. */
export const fileRace: FunctionRule = {
  languages: ['javascript', 'python'],
  words: 'existsSync exists accessSync access statSync stat lstatSync lstat isfile islink'.split(
    ' ',
  ),
  *find(scene): Generator<Hit> {
    const checks = asked(scene);
    if (checks.length === 0) return;
    for (const call of scene.calls()) {
      const path = scene.path(call.callee);
      if (!USES.test(path) || !isWrite(scene, call, path)) continue;
      const name = scene.path(call.args[0]);
      const isSame = checks.some((check) => check.name === name && leads(scene, check.op, call));
      if (name === '' || !isSame) continue;
      const shows = 'the file may be another one by then';
      yield { rule: 'file-race', fn: scene.fn, at: call, shows, confidence: 'low' };
    }
  },
};

interface Check {
  readonly op: Op;
  readonly name: string;
}

/** Calls that a branch asks about. */
function asked(scene: FunctionScene): readonly Check[] {
  return [...scene.calls()].flatMap((op) =>
    CHECKS.test(scene.path(op.callee)) && isBranched(scene, op)
      ? [{ op, name: scene.path(op.args[0]) }]
      : [],
  );
}

function isBranched(scene: FunctionScene, { dst }: Op): boolean {
  for (const op of scene.ops()) if (op.op === 'branch' && op.test === dst) return true;
  return false;
}

function leads(scene: FunctionScene, from: Op, to: Op): boolean {
  const [before, after] = [scene.view.of(from.dst), scene.view.of(to.dst)];
  if (before === undefined || after === undefined || before.block === after.block) return false;
  return scene.view.leads(before.block, after.block);
}

/** It makes or changes the file, and does not insist on a new one. */
function isWrite(scene: FunctionScene, { args, named }: CallOp, path: string): boolean {
  if (!/open(?:Sync)?$/u.test(path)) return !isExclusive(scene, args[2]);
  const mode = scene.text(args[1] ?? named.find(({ name }) => name === 'mode')?.value) ?? '';
  return /[wa+]/u.test(mode) && !mode.includes('x');
}

/** `{ flag: 'wx' }`. */
function isExclusive(scene: FunctionScene, options: number | undefined): boolean {
  if (options === undefined) return false;
  const parts = scene.view.contentsOf(options);
  return parts.some(
    (part) => part.op === 'store' && part.key === 'flag' && scene.text(part.src)?.includes('x'),
  );
}
