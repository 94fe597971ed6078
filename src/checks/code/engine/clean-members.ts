import { familySet, type FamilySet } from '../models/families.ts';
import type { Frame } from './frame.ts';
import type { Value } from './value.ts';

/** What members of a library's type are safe for, whatever they are taken from: the host of an address holds no slash. */
export function cleansOfMember(frame: Frame, { refs }: Value, key: string): FamilySet {
  let families = 0;
  for (const ref of refs) {
    const type = ref.kind === 'object' ? ref.type : ref;
    if (type?.kind !== 'lib') continue;
    const { value } = frame.library.member(type, key);
    if (value?.cleans !== undefined) families |= familySet(value.cleans);
  }
  return families;
}
