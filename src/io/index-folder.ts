import { closeSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileErrorCode } from './files.ts';

/** Brings the names in a folder to the disk, where the system can do so (not on Windows). */
export function fsyncFolder(folder: string): void {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(folder, 'r');
    fsyncSync(descriptor);
  } catch (error) {
    // Folders cannot be opened there, or not be synced: the rename is as good as it gets.
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL'].includes(fileErrorCode(error))) throw error;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Removes the files of a folder that `isOld` names. One that cannot be removed is left: somebody has it open (Windows). */
export function removeFiles(folder: string, isOld: (name: string) => boolean): void {
  for (const name of readdirSync(folder).filter(isOld)) {
    try {
      rmSync(path.join(folder, name), { force: true });
    } catch (error) {
      fileErrorCode(error);
    }
  }
}
