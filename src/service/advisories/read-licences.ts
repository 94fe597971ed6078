import { statedLicence } from '../../pipeline/components/licence-words.ts';
import type { Component } from '../../model/component.ts';
import type { Database } from '../../store/database.ts';
import {
  keepComponents,
  takeUnread,
  type ComponentsOfSbom,
  type StoredLicence,
} from '../../store/sbom-components.ts';
import { unpackList } from './bill-list.ts';

/** Components of a list as they are stored, with what they state of their licences. */
export function componentsToStore(components: readonly Component[]): ComponentsOfSbom {
  const read = new Map<string, StoredLicence>();
  const licences = new Map<string, StoredLicence>();
  const stored = components.map(({ ecosystem, name, version, direct, licence = '' }) => {
    const known = read.get(licence) ?? statedLicence(licence);
    read.set(licence, known);
    licences.set(known.text, known);
    return { ecosystem, name, version, direct, licence: known.text };
  });
  return { components: stored, licences: [...licences.values()] };
}

/** Reads the licences of SBOMs that came when they were not read, one a transaction; how many. */
export async function readLicences(database: Database, signal: AbortSignal): Promise<number> {
  let count = 0;
  while (!signal.aborted) {
    const isRead = await database.transaction(async (transaction) => {
      const unread = await takeUnread(transaction);
      if (unread === undefined) return false;
      const { components } = unpackList(unread.list);
      await keepComponents(transaction, unread.id, componentsToStore(components));
      return true;
    });
    if (!isRead) break;
    count += 1;
  }
  return count;
}
