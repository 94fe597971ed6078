import path from 'node:path';
import { listFolder } from '../collect/list-folder.ts';
import { readBounded } from '../io/files.ts';
import { LockstepError } from '../model/error.ts';
import { languageOf } from '../checks/code/languages/all.ts';

/** Rule files, and the code beside them that they are tested on. */
export interface RuleFolder {
  readonly rules: readonly { readonly path: string; readonly text: string }[];
  readonly tests: readonly { readonly path: string; readonly text: string }[];
}

const maxFiles = 5_000;
const maxDepth = 20;
const maxBytes: number = 2 ** 20;

/** Reads a rule file, or those of a folder and its folders; throws where nothing is there to read. */
export function readRuleFolder(cwd: string, name: string): RuleFolder {
  const place = path.resolve(cwd, name);
  const isFile = /\.ya?ml$/iu.test(place);
  const root = isFile ? path.dirname(place) : place;
  const own = isFile ? path.basename(place).replace(/\.ya?ml$/iu, '') : undefined;
  const paths = filesBelow(root, name).filter(
    (file) => own === undefined || stemOf(file) === own || file === path.basename(place),
  );
  const read = (file: string): { readonly path: string; readonly text: string } => ({
    path: path.join(isFile ? path.dirname(name) : name, file),
    text: textOf(path.join(root, file)),
  });
  return {
    rules: paths.filter((file) => /\.ya?ml$/iu.test(file)).map(read),
    tests: paths.filter((file) => languageOf(file) !== undefined).map(read),
  };
}

function filesBelow(root: string, name: string): readonly string[] {
  const files: string[] = [];
  const open = [{ path: '', depth: 0 }];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const entry of entriesOf(root, folder.path, name)) {
      if (entry.kind === 'file') files.push(entry.path);
      if (entry.kind === 'directory' && folder.depth < maxDepth && entry.name !== 'node_modules') {
        open.push({ path: entry.path, depth: folder.depth + 1 });
      }
    }
    if (files.length > maxFiles) {
      throw new LockstepError('rules', `more than ${maxFiles} files below ${name}`, {
        repair: 'name the folder of the rules',
      });
    }
  }
  return files.toSorted((a, b) => (a < b ? -1 : 1));
}

function entriesOf(root: string, folder: string, name: string): ReturnType<typeof listFolder> {
  try {
    return listFolder(root, { path: folder });
  } catch (cause) {
    throw new LockstepError('rules', `${name} cannot be read`, {
      repair: 'name a rule file, or a folder of rule files: lockstep rules test .lockstep/rules',
      cause,
    });
  }
}

/** `no-shell` of `no-shell.yaml`, `no-shell.js` and `no-shell.test.js`. */
function stemOf(file: string): string {
  return path
    .basename(file)
    .replace(/\.\w+$/u, '')
    .replace(/\.test$/u, '');
}

/** The text of a file of the user's. */
export function textOf(file: string): string {
  const outcome = readBounded(file, maxBytes);
  if (outcome.state === 'read') return Buffer.from(outcome.bytes).toString('utf8');
  const why = outcome.state === 'too-large' ? 'it is larger than 1 MiB' : outcome.detail;
  throw new LockstepError('rules', `${file} cannot be read: ${why}`, {
    repair: 'check its name and its rights',
  });
}
