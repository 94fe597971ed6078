import type { Cls, Lib, Obj } from './entities.ts';
import type { Frame } from './frame.ts';
import { libraryCall } from './library-call.ts';
import { storeInClass } from './members.ts';
import type { Value } from './value.ts';

/**
 * A record that is written out and said to be of a type, `http.Cookie{Name: "a"}`: of a class of the program it is an
 * instance with these fields; a library's type is made as by a call of it, `http.Cookie()` with the record as argument.
 */
export function typedLiteral(frame: Frame, at: number, value: Value, type: Cls | Lib): void {
  for (const ref of value.refs) {
    if (ref.kind !== 'object' || !isWrittenOut(frame, ref, at)) continue;
    if (type.kind === 'lib') makeOfLibrary(frame, at, value, type);
    else fillClass(frame, ref, type);
  }
}

/** Whether the operation that created it stands at the same place: no cast of something made before. */
function isWrittenOut(frame: Frame, object: Obj, at: number): boolean {
  if (object.what !== 'record' || object.type !== undefined) return false;
  const key = `${frame.word(at + 2)}:${frame.word(at + 3)}:record`;
  return frame.fn.objects.get(key) === object;
}

function makeOfLibrary(frame: Frame, at: number, value: Value, lib: Lib): void {
  if (lib.call === undefined) return;
  const call = {
    site: frame.site(at),
    at,
    name: '',
    callee: value,
    receiver: undefined,
    args: [value],
    named: new Map<string, Value>(),
    spreadFrom: undefined,
    isNew: true,
  };
  libraryCall(frame, call, lib, lib.call);
}

function fillClass(frame: Frame, object: Obj, cls: Cls): void {
  for (const [key, value] of Array.from(frame.fields(object))) {
    // Fields that are not written out are zero, so that a constant is not all that there can be.
    storeInClass(frame, cls, key, { ...value, constants: undefined });
  }
}
