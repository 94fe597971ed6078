import type { Op, Temp } from '../../ir/ir.ts';
import type { FunctionScene, ModuleScene } from '../scene.ts';

const CUTS: ReadonlySet<string> = new Set(['replace', 'replaceAll', 'split', 'matchAll']);
/** How lists are called that say what is allowed. */
const allows = /trust|allow|white|safe|permit|valid/iu;

/** What the patterns of a file are used for, as far as it shows; asked for only where one of them is wrong. */
export class PatternUses {
  readonly #file: ModuleScene;
  #cutting: ReadonlySet<number> | undefined;
  #allowing: ReadonlySet<number> | undefined;

  constructor(file: ModuleScene) {
    this.#file = file;
  }

  /** Whether the pattern at this place cuts or changes a text: what it matches too much decides nothing. */
  cuts(start: number): boolean {
    this.#cutting ??= new Set(scenesOf(this.#file, cuttingIn));
    return this.#cutting.has(start);
  }

  /** Whether it stands in a list whose name says that what matches is allowed. */
  allows(start: number): boolean {
    this.#allowing ??= new Set(scenesOf(this.#file, allowingIn));
    return this.#allowing.has(start);
  }
}

function* scenesOf(
  file: ModuleScene,
  find: (scene: FunctionScene) => Iterable<number>,
): Generator<number> {
  for (const scene of file.scenes()) yield* find(scene);
}

function* cuttingIn(scene: FunctionScene): Generator<number> {
  for (const { name, args } of scene.calls()) {
    const op = CUTS.has(name) ? scene.origin(args[0])?.op : undefined;
    if (op !== undefined) yield op.start;
  }
}

function* allowingIn(scene: FunctionScene): Generator<number> {
  for (const op of scene.ops()) {
    const list = listThatAllows(scene, op);
    for (const part of list === undefined ? [] : scene.view.contentsOf(list)) {
      const value = scene.op(part.src);
      // Of `new RegExp(text)` the text.
      const text = value?.op === 'call' ? scene.op(value.args[0]) : value;
      if (text !== undefined) yield text.start;
    }
  }
}

function listThatAllows(scene: FunctionScene, op: Op): Temp | undefined {
  if (op.op !== 'write' && op.op !== 'store') return undefined;
  const { variables } = scene.file.module.ir;
  const name = op.op === 'write' ? (variables[op.variable]?.name ?? '') : op.key;
  return allows.test(name) && scene.op(op.src)?.op === 'create' ? op.src : undefined;
}
