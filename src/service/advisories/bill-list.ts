import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ComponentList } from '../../model/component.ts';

/** More than any list that was accepted takes as JSON. */
const MAX_LIST_BYTES = 2 ** 30;

/** What a bill is called where its findings are: as `lockstep components` finds one of its kind. */
export function sbomPath(text: string): string {
  if (text.trimStart().startsWith('<')) return 'bom.xml';
  return text.trimStart().startsWith('{') ? 'bom.json' : 'bom.spdx';
}

/** A list that was read, as it is kept: some 40 bytes a component. */
export function packList(list: ComponentList): Uint8Array {
  return deflateRawSync(Buffer.from(JSON.stringify(list)));
}

export function unpackList(packed: Uint8Array): ComponentList {
  const text = inflateRawSync(packed, { maxOutputLength: MAX_LIST_BYTES }).toString('utf8');
  // JSON that `packList` wrote.
  const list: ComponentList = JSON.parse(text);
  return list;
}
