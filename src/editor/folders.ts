import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Folder } from './folder.ts';
import type { EditorHost } from './host.ts';

/** The folders that are open in an editor, and those of files that belong to none of them. */
export class Folders {
  readonly #host: EditorHost;
  readonly #named = new Map<string, Folder>();
  readonly #others = new Map<string, Folder>();

  constructor(host: EditorHost) {
    this.#host = host;
  }

  change(added: readonly string[], removed: readonly string[]): void {
    for (const uri of removed) {
      const name = folderOf(uri);
      if (name === undefined) continue;
      this.#named.get(name)?.stop();
      this.#named.delete(name);
    }
    for (const uri of added) {
      const name = folderOf(uri);
      if (name !== undefined && !this.#named.has(name)) this.#named.set(name, this.#folder(name));
    }
  }

  /** The innermost open folder that a file lies in, else its own. */
  of(file: string): Folder {
    const [inner] = [...this.#named.values()]
      .filter(({ name }) => file.startsWith(name.endsWith(path.sep) ? name : name + path.sep))
      .toSorted((a, b) => b.name.length - a.name.length);
    if (inner !== undefined) return inner;
    const own = path.dirname(file);
    const known = this.#others.get(own) ?? this.#folder(own);
    this.#others.set(own, known);
    return known;
  }

  first(): Folder | undefined {
    const [first] = this.#named.values();
    return first;
  }

  stop(): void {
    for (const folder of [...this.#named.values(), ...this.#others.values()]) folder.stop();
  }

  #folder(name: string): Folder {
    return new Folder(name, this.#host);
  }
}

function folderOf(uri: string): string | undefined {
  return fileOf(uri)?.replace(/(?<=.)[/\\]$/u, '');
}

/** The file of a URI; undefined for what lies on no disk of this machine. */
export function fileOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    // Another machine, or no path at all.
    return undefined;
  }
}
