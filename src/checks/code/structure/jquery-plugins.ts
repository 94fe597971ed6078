import type { Fn } from '../engine/entities.ts';
import type { Op, Temp } from '../ir/ir.ts';
import type { FunctionScene, ModuleScene } from './scene.ts';

const PLUGINS = /^(?:\$|jQuery|jquery|window\.jQuery|window\.\$)\.fn$/u;
const EXTEND = /^(?:\$|jQuery|jquery|window\.jQuery|window\.\$)\.(?<fn>fn\.)?extend$/u;

/** Functions that a file hands to jQuery as plugins, in the order of the file. */
export function pluginsOf(file: ModuleScene): readonly Fn[] {
  return [...file.scenes()].flatMap((scene) => [...pluginsIn(scene)]);
}

function* pluginsIn(scene: FunctionScene): Generator<Fn> {
  for (const op of scene.ops()) {
    for (const temp of handedOver(scene, op)) {
      const plugin = scene.closure(temp);
      if (plugin !== undefined) yield plugin.fn;
    }
  }
}

function handedOver(scene: FunctionScene, op: Op): readonly Temp[] {
  if (op.op === 'store') return PLUGINS.test(scene.path(op.base)) ? [op.src] : [];
  if (op.op !== 'call' || op.name !== 'extend') return [];
  const way = EXTEND.exec(scene.path(op.callee));
  const [first, second] = op.args;
  if (way === null || first === undefined) return [];
  const isOnto = way.groups?.['fn'] === undefined;
  if (isOnto && !PLUGINS.test(scene.path(first))) return [];
  const methods = isOnto ? second : first;
  return methods === undefined ? [] : scene.view.contentsOf(methods).map(({ src }) => src);
}
