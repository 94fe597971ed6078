import type { ClassNode } from '../syntax/nodes.ts';

/** Names of the components of records, of which patterns take them by position. Records within methods are left out. */
export function recordsOf(types: readonly ClassNode[]): Map<string, readonly string[]> {
  const records = new Map<string, readonly string[]>();
  const open = [...types];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.form === 'record') {
      records.set(
        node.fullName,
        node.components.map(({ name }) => name),
      );
    }
    for (const member of node.members) if (member.kind === 'class') open.push(member);
  }
  return records;
}
