import path from 'node:path';
import { checkWritable, writeWhole } from '../io/files.ts';
import type { Arguments } from './args.ts';
import type { Shell } from './shell.ts';

/** The absolute path that `--output` names; undefined for standard output. Throws where it cannot be written, before the work is done. */
export function outputFile(input: Arguments, shell: Shell): string | undefined {
  const output = input.value('output');
  if (output === undefined) return undefined;
  const file = path.resolve(shell.cwd, output);
  checkWritable(file);
  return file;
}

/** Writes the document to the file, whole or not at all, or to standard output. */
export function put(text: string, file: string | undefined, shell: Shell): void {
  if (file === undefined) shell.stdout.write(text);
  else writeWhole(file, text);
}
