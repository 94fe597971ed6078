import type {
  ComponentList,
  ManifestFile,
  ManifestProblem,
  ParsedManifest,
} from '../../model/component.ts';

/** What a file states that cannot be understood as a whole; the message says what is wrong. */
export class Unreadable extends Error {}

/** It does not follow the grammar of its language; messages of parsers may quote the file, so none is passed on. */
export class Torn extends Error {}

/** More than this in one file is no lockfile that people work with; the largest known have some 30,000. */
const MAX_COMPONENTS = 200_000;

/**
 * Runs a reader: what it throws because of the file's content becomes `failed`. Parsers of JSON, YAML, TOML and XML throw
 * their own errors, whose messages may quote the file: only their kind is told.
 */
export function parsing(
  file: ManifestFile,
  read: (problems: ManifestProblem[]) => ComponentList,
): ParsedManifest {
  const problems: ManifestProblem[] = [];
  try {
    const list = read(problems);
    if (list.components.length <= MAX_COMPONENTS) {
      return { kind: 'parsed', list, problems: [...problems, ...conflictIn(file.text)] };
    }
    const detail = `more than ${MAX_COMPONENTS} components`;
    return { kind: 'failed', reason: 'limit', detail };
  } catch (error) {
    if (error instanceof Unreadable) return failed(error.message);
    if (error instanceof SyntaxError || error instanceof Torn) {
      return failed(`it is torn, or not of the format that its name ${nameOf(file.path)} says`);
    }
    if (error instanceof RangeError) return { kind: 'failed', reason: 'limit', detail: 'too deep' };
    throw error;
  }
}

/** Readers of lines pass over the marks of git; which side holds is not theirs to say. */
function conflictIn(text: string): readonly ManifestProblem[] {
  const at = text.startsWith('<<<<<<< ') ? 0 : text.indexOf('\n<<<<<<< ') + 1;
  if (at === 0 && !text.startsWith('<<<<<<< ')) return [];
  return [{ detail: 'an unresolved merge conflict', line: text.slice(0, at).split('\n').length }];
}

function failed(detail: string): ParsedManifest {
  return { kind: 'failed', reason: 'unreadable', detail };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a file, with its slash; empty at the root. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** Whether the last part of the path is this name. */
export function isNamed(path: string, name: string): boolean {
  return path === name || path.endsWith(`/${name}`);
}
