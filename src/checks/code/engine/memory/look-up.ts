import { Cls, Obj, type Fn, type Mod } from '../entities.ts';
import { ROLE, type Watched } from './watched.ts';

/** What owns things of a role. */
export const OWNER: Readonly<Record<number, 'watched' | 'fn' | 'module'>> = {
  [ROLE.field]: 'watched',
  [ROLE.any]: 'watched',
  [ROLE.keys]: 'watched',
  [ROLE.classField]: 'watched',
  [ROLE.statics]: 'watched',
  [ROLE.shared]: 'module',
  [ROLE.foreign]: 'module',
  [ROLE.whole]: 'module',
  [ROLE.exports]: 'module',
  [ROLE.self]: 'module',
  [ROLE.cls]: 'module',
  [ROLE.resolution]: 'module',
  [ROLE.content]: 'module',
  [ROLE.param]: 'fn',
  [ROLE.receiver]: 'fn',
  [ROLE.created]: 'fn',
  [ROLE.members]: 'fn',
  [ROLE.prototype]: 'fn',
  [ROLE.summary]: 'fn',
  [ROLE.fn]: 'fn',
  [ROLE.signature]: 'fn',
};

export function isFirstPart(module: Mod, index: number): boolean {
  const cls = module.classes[index];
  return cls !== undefined && cls.of === module && cls.key === index;
}

export function ofWatched(
  owner: Watched | undefined,
  role: number,
  name: string,
): Watched | undefined {
  if (owner instanceof Obj) {
    if (role === ROLE.field) return owner.field(name);
    return role === ROLE.any ? owner.any : owner.keys;
  }
  if (!(owner instanceof Cls)) return undefined;
  return role === ROLE.statics ? owner.statics : owner.field(name);
}

// oxlint-disable-next-line complexity, max-params -- one line a role
export function ofFn(
  fn: Fn | undefined,
  role: number,
  key: number,
  name: string,
): Watched | undefined {
  switch (role) {
    case ROLE.param:
      return fn?.params[key];
    case ROLE.receiver:
      return fn?.receiver;
    case ROLE.created:
      return fn === undefined ? undefined : createdObject(fn, name);
    case ROLE.members:
      return fn?.members;
    case ROLE.prototype:
      return fn?.prototype;
    case ROLE.summary:
      return fn?.summary;
    case ROLE.signature:
      return fn?.signature;
    default:
      return fn;
  }
}

/** As `Frame.create` and `Frame.held` make it. */
function createdObject(fn: Fn, key: string): Obj {
  const known = fn.objects.get(key);
  if (known !== undefined) return known;
  const found = /^-?\d{1,12}:-?\d{1,12}:(?<what>record|list|instance)/u.exec(key)?.groups?.['what'];
  const what = found === 'list' || found === 'instance' ? found : 'record';
  const made = new Obj(what, ROLE.created, fn, key);
  if (found !== undefined) made.owner = fn;
  fn.objects.set(key, made);
  return made;
}

export function ofModule(module: Mod | undefined, role: number, key: number): Watched | undefined {
  return module === undefined ? undefined : OF_MODULE[role]?.(module, key);
}

const OF_MODULE: Readonly<Record<number, (module: Mod, key: number) => Watched | undefined>> = {
  [ROLE.shared]: (module, key) => module.shared(key),
  [ROLE.foreign]: (module, key) => module.foreign(key),
  [ROLE.whole]: (module) => module.whole,
  [ROLE.exports]: (module) => module.exports,
  [ROLE.self]: (module) => module.self,
  [ROLE.resolution]: (module) => module.resolution,
  [ROLE.content]: (module) => module.content,
  [ROLE.cls]: (module, key) => module.classes[key],
};
