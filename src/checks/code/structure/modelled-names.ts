import { placeOf } from '../engine/position.ts';
import type { Program } from '../engine/program.ts';
import type { Op } from '../ir/ir.ts';
import type { MisuseModel, Model } from '../models/model.ts';
import type { Hit } from './hit.ts';
import { lastName, type FunctionScene, type ModuleScene } from './scene.ts';
import { isWrong, type Stated } from './stated.ts';

/** @yields names whose mere use is wrong, `InsecureTrustManagerFactory.INSTANCE`, and settings with a wrong value */
export function* nameHits(program: Program, file: ModuleScene): Generator<Hit> {
  const { ir } = file.module;
  if (ir.language === 'java' && namesOne(program, file)) {
    for (const scene of file.scenes()) yield* staticMembers(program, scene);
  }
  if (ir.language === 'python' && /settings[^/]*(?:\.py|\/[^/]+\.py)$/u.test(ir.path)) {
    const body = file.scene(0);
    if (body !== undefined) yield* settings(program, body);
  }
}

/** Last names of what is wrong by its use, by language. */
const known = new WeakMap<object, ReadonlySet<string>>();

function namesOne(program: Program, { module }: ModuleScene): boolean {
  const { paths } = program.libraryOf(module).knowledge;
  const names = known.get(paths) ?? new Set(lastNames(paths));
  known.set(paths, names);
  return module.ir.strings.some((text) => names.has(text));
}

function* lastNames(paths: ReadonlyMap<string, Model>): Generator<string> {
  for (const [path, { misuses }] of paths) {
    if (misuses !== undefined && /\w$/u.test(path)) yield lastName(path);
  }
}

function* staticMembers(program: Program, scene: FunctionScene): Generator<Hit> {
  const library = program.libraryOf(scene.fn.module);
  for (const op of scene.ops()) {
    const base = op.op === 'load' ? scene.op(op.base) : undefined;
    if (op.op !== 'load' || base?.op !== 'type') continue;
    const owner = program.type(scene.fn.module, base.type);
    if (owner?.kind !== 'lib') continue;
    const { value } = library.member(owner, op.key);
    yield* hitsOf(scene, op, value?.misuses, () => undefined);
  }
}

function* settings(program: Program, scene: FunctionScene): Generator<Hit> {
  const { paths } = program.libraryOf(scene.fn.module).knowledge;
  for (const op of scene.ops()) {
    if (op.op !== 'write') continue;
    const name = scene.file.module.ir.variables[op.variable]?.name ?? '';
    const model = paths.get(`${name}=`);
    yield* hitsOf(scene, op, model?.misuses, (at) => statedAt(scene, op.src, at));
  }
}

function* hitsOf(
  scene: FunctionScene,
  at: Op,
  misuses: readonly MisuseModel[] | undefined,
  stated: (at: string) => Stated,
): Generator<Hit> {
  for (const misuse of misuses ?? []) {
    if (!isWrong(misuse, stated)) continue;
    const { rule, shows = 'used in an unsafe way', confidence = 'high' } = misuse;
    yield { rule, fn: scene.fn, at, shows, confidence };
  }
}

/** What a setting gets: `0`, or `0.0`, the first one of a list. */
function statedAt(scene: FunctionScene, src: number, position: string): Stated {
  const [key, ...more] = placeOf(position).keys;
  if (more.length > 0) return undefined;
  if (key === undefined) return constantOf(scene.op(src));
  if (scene.op(src)?.op !== 'create') return undefined;
  const parts = scene.view.contentsOf(src);
  const part = parts.find((each) => each.op === 'store' && each.key === key);
  return part === undefined ? 'nothing' : constantOf(scene.op(part.src));
}

function constantOf(op: Op | undefined): Stated {
  if (op?.op !== 'constant') return 'dynamic';
  if (op.kind === 'boolean') return { constant: op.text === 'true' };
  if (op.kind === 'number') return { constant: Number(op.text) };
  return op.kind === 'string' ? { constant: op.text } : 'dynamic';
}
