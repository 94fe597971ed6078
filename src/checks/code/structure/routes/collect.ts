import type { Fn } from '../../engine/entities.ts';
import type { Program } from '../../engine/program.ts';
import type { Op, Temp } from '../../ir/ir.ts';
import type { CallOp, FunctionScene, ModuleScene } from '../scene.ts';

/** A call that tells a framework what answers a request. */
export interface RouteCall {
  readonly scene: FunctionScene;
  readonly call: CallOp;
  /** `POST`; `*`: any. */
  readonly method: string;
  readonly path: string;
  /** What it is registered at, within its file. */
  readonly owner: string;
  /** Names in all arguments, handlers that are written there aside: `requireAuth`, `rateLimit`. */
  readonly before: readonly string[];
  readonly handlers: readonly FunctionScene[];
}

export interface Routes {
  /** Calls for one path. */
  readonly routes: readonly RouteCall[];
  /** Calls for everything that follows: `app.use(…)`. */
  readonly uses: readonly RouteCall[];
}

const MAX_DEPTH = 5;
const MAX_NAMES = 500;

/** The routes that calls register, each call once, in the order of files and places. */
export function collectRoutes(program: Program, files: readonly ModuleScene[]): Routes {
  const byModule = new Map(files.map((file) => [file.module, file]));
  const sceneOf = (fn: Fn): FunctionScene | undefined =>
    byModule.get(fn.module)?.scene(fn.module.fns.indexOf(fn));
  const found = new Map<string, RouteCall>();
  for (const { route, site, fn, call } of program.routes) {
    const scene = sceneOf(fn);
    const op = scene?.view.ops.find(({ at }) => at === call.at)?.op;
    if (scene === undefined || op?.op !== 'call') continue;
    const [method = '*', path = ''] = route.split(' ');
    const refs = call.args.flatMap((arg) => arg.refs);
    found.set(`${site.path}:${site.start}:${site.end}`, {
      scene,
      call: op,
      method,
      path,
      owner: `${site.path}:${scene.path(op.base)}`,
      before: op.args.flatMap((arg) => namesIn(scene, arg)),
      handlers: refs.flatMap((ref) => (ref.kind === 'fn' ? (sceneOf(ref) ?? []) : [])),
    });
  }
  const all = [...found.values()].toSorted(
    (one, other) => one.scene.fn.id - other.scene.fn.id || one.call.start - other.call.start,
  );
  return {
    routes: all.filter(({ call }) => call.name !== 'use'),
    uses: all.filter(({ call }) => call.name === 'use'),
  };
}

/** Names that an expression is put together from. */
function namesIn(scene: FunctionScene, temp: Temp, depth = MAX_DEPTH): readonly string[] {
  const op = scene.op(temp);
  if (op === undefined || depth === 0) return [];
  const path = scene.path(temp);
  const own = path === '' ? [] : [path];
  const parts =
    op.op === 'call'
      ? op.args
      : op.op === 'create'
        ? scene.view.contentsOf(temp).map(({ src }) => src)
        : [];
  return [...own, ...parts.flatMap((part) => namesIn(scene, part, depth - 1))];
}

/** Every name that a function and the functions in it use, at most so many. */
export function namesOf(scene: FunctionScene): ReadonlySet<string> {
  const found = new Set<string>();
  const open: (readonly [FunctionScene, number])[] = [[scene, MAX_DEPTH]];
  for (let at = open.pop(); at !== undefined && found.size < MAX_NAMES; at = open.pop()) {
    const [next, left] = at;
    for (const op of next.ops()) {
      const inner = op.op === 'closure' && left > 0 ? next.file.scene(op.fn) : undefined;
      if (inner !== undefined) open.push([inner, left - 1]);
      const name = nameOf(next, op);
      if (name !== undefined) found.add(name);
    }
  }
  return found;
}

function nameOf(scene: FunctionScene, op: Op): string | undefined {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- all others name nothing
  switch (op.op) {
    case 'load':
    case 'store':
      return op.key;
    case 'global':
      return op.name;
    case 'read':
      return scene.path(op.dst);
    case 'constant':
      return op.kind === 'string' ? op.text : undefined;
    default:
      return undefined;
  }
}
