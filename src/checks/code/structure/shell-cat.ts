import type { FunctionRule, Hit } from './hit.ts';
import { lastName, type CallOp, type FunctionScene } from './scene.ts';

const LINES: ReadonlySet<string> = new Set(['exec', 'execSync', 'execmod']);
const LISTS: ReadonlySet<string> = new Set(['execFile', 'execFileSync', 'spawnSync', 'sync']);
const OWNERS = /^(?:child_process|cross-spawn|shelljs|exec|execa)(?:\.|$)/u;
const CAT = /^(?:\/usr)?(?:\/bin\/)?cat$/u;
/** Stands for a value in the text of a line. */
const VALUE = '\u0000';
/** One name of a file: no pipes, wildcards, quotes, lists or variables of the shell. */
const ONE_FILE =
  /^\s{0,9}(?:\/usr)?(?:\/bin\/)?cat\s{1,9}[^\s|<>&;$`,*?'"(){}-][^\s|<>&;$`,*?'"(){}]{0,400}\s{0,9}$/u;
/** The standard error of a program, the third thing that a callback gets. */
const ERRORS = 2;

/** A process is started to read a file: `exec('cat ' + name)`. */
export const shellCat: FunctionRule = {
  languages: ['javascript'],
  words: [...LINES, ...LISTS, 'cross-spawn'],
  *find(scene): Generator<Hit> {
    for (const call of scene.calls()) {
      if (!startsCat(scene, call) || !isPlain(scene, call)) continue;
      const shows = 'a program is started to read a file';
      yield { rule: 'shell-cat', fn: scene.fn, at: call, shows, confidence: 'medium' };
    }
  },
};

function startsCat(scene: FunctionScene, call: CallOp): boolean {
  const path = scene.path(call.callee);
  const isKnown = OWNERS.test(path) || !path.includes('.');
  const name = lastName(path);
  if (!isKnown) return false;
  if (CAT.test(scene.text(call.args[0]) ?? '')) {
    return (LISTS.has(name) || OWNERS.test(path)) && namesOneFile(scene, call.args[1]);
  }
  const isLine = LINES.has(name) || path === 'exec';
  return isLine && ONE_FILE.test(textOf(scene, call.args[0]));
}

/** A line with its values left out. A list that is joined is more than one name. */
function textOf(scene: FunctionScene, temp: number | undefined): string {
  const op = scene.origin(temp)?.op;
  if (op?.op === 'constant') return op.text;
  if (op?.op !== 'concat') return '';
  return op.parts
    .map((part) => {
      const own = scene.op(part);
      if (own?.op === 'call' && own.name === 'join') return ' ';
      return own?.op === 'constant' ? own.text : own?.op === 'concat' ? textOf(scene, part) : VALUE;
    })
    .join('');
}

function namesOneFile(scene: FunctionScene, list: number | undefined): boolean {
  const op = scene.origin(list);
  if (op?.op.op !== 'create' || op.op.what !== 'list') return false;
  return op.scene.view.contentsOf(op.op.dst).length === 1;
}

/** Nothing but the content is asked for: no options that reading has not, no errors, no process to talk to. */
function isPlain(scene: FunctionScene, call: CallOp): boolean {
  const isLine = !CAT.test(scene.text(call.args[0]) ?? '');
  const rest = call.args.slice(isLine ? 1 : 2);
  return (
    rest.every((arg) => isEncoding(scene, arg) || isReader(scene, arg)) && !isKept(scene, call)
  );
}

function isEncoding(scene: FunctionScene, temp: number): boolean {
  const at = scene.origin(temp);
  if (at?.op.op !== 'create') return false;
  return at.scene.view
    .contentsOf(at.op.dst)
    .every((part) => part.op === 'store' && part.key === 'encoding');
}

function isReader(scene: FunctionScene, temp: number): boolean {
  const callback = scene.closure(temp);
  if (callback === undefined) return false;
  const errors = callback.view.fn.params[ERRORS]?.variable;
  return [...callback.ops()].every((op) => op.op !== 'read' || op.variable !== errors);
}

/** The process itself is used: only what runs to its end yields nothing but the content. */
function isKept(scene: FunctionScene, call: CallOp): boolean {
  if (/sync$/iu.test(call.name)) return false;
  if (scene.view.roots.some(({ op }) => op === call)) return false;
  for (const op of scene.ops()) {
    if (op.op !== 'write' || op.src !== call.dst) continue;
    return isRead(scene, op.variable);
  }
  return true;
}

function isRead({ file }: FunctionScene, variable: number): boolean {
  for (const each of file.scenes()) {
    for (const op of each.ops()) if (op.op === 'read' && op.variable === variable) return true;
  }
  return false;
}
