import { CODE } from '../ir/encoding.ts';
import type { Call } from './arguments.ts';
import type { Cls, Fn, Lib } from './entities.ts';
import type { Frame } from './frame.ts';
import { libraryCall } from './library-call.ts';
import { addRefs, type Value } from './value.ts';

/** More interfaces above an interface say nothing new. */
const MAX_BASES = 20;

/**
 * A call of a method that only an interface of the program declares, where a library that it extends knows what any of
 * its methods do: repositories of Spring Data. Undefined: it is none.
 */
export function declaredCall(frame: Frame, call: Call, fn: Fn): Value | undefined {
  const isJava = fn.module.language === 'java';
  if (fn.cls === undefined || !isJava || !isDeclaration(fn)) return undefined;
  const lib = knownMethod(frame, fn.cls, fn.name);
  if (lib?.call === undefined) return undefined;
  const value = libraryCall(frame, call, lib, lib.call);
  const type = frame.program.type(fn.module, fn.ir.returns);
  const stated = type === undefined ? [] : [type.kind === 'class' ? type.instance : type];
  return { ...value, refs: addRefs(stated, value.refs) };
}

/** Whether it has no body: a function that only ends. */
function isDeclaration({ module, ir }: Fn): boolean {
  const first = module.ir.code[ir.blocks[0] ?? 0] ?? CODE.stop;
  return first >= CODE.jump && module.ir.classes[ir.ownerClass]?.isInterface === true;
}

function knownMethod({ library }: Frame, cls: Cls, name: string): Lib | undefined {
  const open: (Cls | Lib)[] = [...cls.bases];
  for (let seen = 0; seen < MAX_BASES; seen++) {
    const base = open.shift();
    if (base === undefined) break;
    if (base.kind === 'class') {
      open.push(...base.bases);
      continue;
    }
    const named = library.member(base, name);
    const member = named.isModelled ? named : library.member(base, '*');
    if (member.isModelled) return member;
  }
  return undefined;
}
