import { fsyncFolder, removeFiles } from '../io/index-folder.ts';
import { stageFile, STAGED_NAME, type StagedFile } from '../io/staged-file.ts';
import { filesOf, HELD_FILE, INDEX_NAME, writeHeld, type Held, type HeldFile } from './held.ts';
import { writeSegment, type SegmentDraft } from './write-segment.ts';

/** Writes a segment of an ecosystem into the folder; it is in force when `storeHeld` says so. */
export function storeSegment(folder: string, ecosystem: string, draft: SegmentDraft): HeldFile {
  return storeFile(folder, slugOf(ecosystem), (file) => writeSegment(file, draft));
}

/** Writes a file of the index: to the disk first, then under a name that tells its content. */
export function storeFile(
  folder: string,
  slug: string,
  write: (file: StagedFile) => void,
): HeldFile {
  const file = stageFile(folder);
  try {
    write(file);
    const { sizeBytes, sha256 } = file.finish();
    const name = `${slug}-${sha256.slice(0, 16)}.idx`;
    file.commit(name);
    return { name, sizeBytes, sha256 };
  } finally {
    file.discard();
  }
}

/**
 * Puts files in force that are in the folder, all at once, then removes what no longer is. Killed before, the old index
 * is in force; after, the new one.
 */
export function storeHeld(folder: string, held: Held): void {
  // Names of files are on the disk before one points to them.
  fsyncFolder(folder);
  const file = stageFile(folder);
  try {
    file.append(Buffer.from(writeHeld(held)));
    file.finish();
    file.commit(HELD_FILE);
  } finally {
    file.discard();
  }
  fsyncFolder(folder);
  const kept = new Set(filesOf(held).map(({ name }) => name));
  removeFiles(
    folder,
    (name) => STAGED_NAME.test(name) || (INDEX_NAME.test(name) && !kept.has(name)),
  );
}

/** Its name as a part of a file's name; two ecosystems with the same one still have other contents. */
function slugOf(ecosystem: string): string {
  const slug = ecosystem.toLowerCase().replace(/[^a-z0-9]/gu, '-');
  return slug.slice(0, 40) || 'ecosystem';
}
