import { git } from '../../io/git.ts';
import { groupBy } from '../../model/group-by.ts';
import { isRegularMode, readBlobs } from '../blobs.ts';
import type { Text } from './texts.ts';

/** Paths of one command line. */
const PORTION = 500;
/** Larger files are few, and read one by one. */
const MAX_PREPARED_BYTES = 2 ** 20;
const MAX_ALL_PREPARED_BYTES = 128 * 2 ** 20;

/** Files of one commit, some hundred at a time: each alone takes three processes of git. */
export class PreparedTexts {
  readonly texts: Map<string, Text> = new Map();
  readonly #root: string;
  readonly #commit: string;
  #bytes = 0;

  readonly #textOf: (bytes: Uint8Array) => Text;

  constructor(root: string, commit: string, textOf: (bytes: Uint8Array) => Text) {
    this.#root = root;
    this.#commit = commit;
    this.#textOf = textOf;
  }

  async add(paths: readonly string[]): Promise<void> {
    const wanted = [...new Set(paths)].filter((path) => path !== '' && !this.texts.has(path));
    for (let at = 0; at < wanted.length; at += PORTION) {
      if (this.#bytes > MAX_ALL_PREPARED_BYTES) return;
      await this.#portion(wanted.slice(at, at + PORTION));
    }
  }

  async #portion(paths: readonly string[]): Promise<void> {
    const listed = await this.#list(paths);
    const there = new Set(listed.map(({ path }) => path));
    for (const path of paths) if (!there.has(path)) this.texts.set(path, { kind: 'absent' });
    const pathsOf = groupBy(listed, ({ oid }) => oid);
    const options = { maxBytes: MAX_PREPARED_BYTES };
    for await (const blob of readBlobs(this.#root, pathsOf.keys(), options)) {
      if (blob.state !== 'read') continue;
      this.#bytes += blob.bytes.length;
      const text = this.#textOf(blob.bytes);
      for (const { path } of pathsOf.get(blob.oid) ?? []) this.texts.set(path, text);
    }
  }

  /** Those that are regular files. */
  async #list(paths: readonly string[]): Promise<readonly Listed[]> {
    const output = await git(this.#root, [
      'ls-tree',
      '-z',
      '--full-tree',
      this.#commit,
      '--',
      ...paths,
    ]);
    return output
      .toString('utf8')
      .split('\0')
      .flatMap((line) => {
        const [, mode, oid = '', path = ''] =
          /^(\d{6}) blob ([0-9a-f]{40,64})\t(.+)$/s.exec(line) ?? [];
        return isRegularMode(mode) ? [{ oid, path }] : [];
      });
  }
}

interface Listed {
  readonly oid: string;
  readonly path: string;
}
