import type { Lib, Mod } from './entities.ts';
import type { Frame } from './frame.ts';
import type { Value } from './value.ts';

interface Offered {
  /** What stands for the whole, but for other modules. */
  readonly whole: Value | undefined;
  readonly named: (key: string) => Value | undefined;
}

/** @yields what a module offers, and what those offer that it hands on; modules may hand on each other in a circle */
export function* throughModules(frame: Frame, first: Mod): Generator<Offered> {
  const seen = new Set<Mod>([first]);
  for (const module of seen) {
    frame.program.require(module, frame);
    const whole = module.whole.read(frame.fn);
    const named = (key: string): Value | undefined => frame.field(module.exports, key);
    const refs = (whole?.refs ?? []).filter((ref) => ref.kind !== 'module');
    for (const ref of whole?.refs ?? []) if (ref.kind === 'module') seen.add(ref);
    yield { whole: whole === undefined ? undefined : { ...whole, refs }, named };
  }
}

/** `package.module` of Python, where the package is a folder without a file of its own. */
export function moduleBelow({ program, module }: Frame, { path }: Lib): Mod | undefined {
  if (module.language !== 'python') return undefined;
  module.resolution.touch();
  const known = module.below.get(path);
  if (known !== undefined) return known ?? undefined;
  const found = program.imported(module, path);
  module.below.set(path, found.kind === 'module' ? found : null);
  return found.kind === 'module' ? found : undefined;
}
