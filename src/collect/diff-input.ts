import { Buffer } from 'node:buffer';
import { LockstepError } from '../model/error.ts';
import { decode } from './decode.ts';
import { diffPath } from './diff-path.ts';

/** A file as a diff shows it: only the lines that the diff holds. */
export interface DiffFile {
  /** From the root, with `/`; the new path of a renamed file. Never opened. */
  readonly path: string;
  readonly lines: readonly DiffLine[];
}

export interface DiffLine {
  /** 1-based, in the new file. */
  readonly line: number;
  readonly text: string;
  /** False for the unchanged lines around. */
  readonly added: boolean;
}

const maxDiffBytes = 128 * 1024 * 1024;

/**
 * Reads a unified diff, of git or of diff(1), in any encoding that `decode` knows. Deleted and binary files have nothing
 * to examine and are left out. Throws LockstepError('target') for what is no diff, is a combined one, or is too large.
 */
export function parseDiff(bytes: Uint8Array): readonly DiffFile[] {
  if (bytes.length > maxDiffBytes) {
    throw refusal(`the diff is larger than ${maxDiffBytes} bytes`, 'Give it in parts.');
  }
  const { bytes: decoded, encoding } = decode(bytes);
  const text = Buffer.from(decoded).toString(encoding === 'ascii-superset' ? 'latin1' : 'utf8');
  const reader = new DiffReader();
  let number = 0;
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end === -1 ? text.length : end);
    reader.read(line.endsWith('\r') ? line.slice(0, -1) : line, ++number);
    at = end === -1 ? text.length : end + 1;
  }
  if (!reader.sawDiff && /\S/.test(text)) {
    throw refusal('the text is not a unified diff', 'Give the output of: git diff, or diff -u');
  }
  return reader.result();
}

function refusal(message: string, repair: string): LockstepError {
  return new LockstepError('target', message, { repair });
}

const hunkPattern = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/;

class DiffReader {
  sawDiff = false;
  readonly #files: { readonly path: string; readonly lines: DiffLine[] }[] = [];
  #lines: DiffLine[] | undefined;
  /** `diff --git …` of the file at hand. */
  #header = '';
  #oldName = '';
  /** What the hunk at hand still has to show of either side. */
  #oldLeft = 0;
  #newLeft = 0;
  #nextLine = 0;

  read(line: string, number: number): void {
    if (this.#oldLeft > 0 || this.#newLeft > 0) this.#readContent(line, number);
    else this.#readHeader(line, number);
  }

  result(): readonly DiffFile[] {
    return this.#files;
  }

  #readHeader(line: string, number: number): void {
    if (/^(@@@+ -|diff --(cc|combined) )/.test(line)) {
      throw refusal(
        `line ${number} begins a combined diff, which does not tell who added a line`,
        'Compare with one commit, for example: git diff HEAD^1, or git show --first-parent',
      );
    }
    if (line.startsWith('diff --git ')) {
      this.sawDiff = true;
      this.#header = line;
      this.#oldName = '';
      this.#lines = undefined;
    } else if (line.startsWith('rename to ') || line.startsWith('copy to ')) {
      this.#begin(diffPath('', line.slice(line.indexOf(' to ') + 4), ''));
    } else if (line.startsWith('--- ')) {
      this.#oldName = line.slice(4);
    } else if (line.startsWith('+++ ') && this.#oldName !== '') {
      this.#begin(diffPath(this.#oldName, line.slice(4), this.#header));
    } else if (line.startsWith('@@ ')) {
      this.#beginHunk(line, number);
    }
  }

  #begin(path: string | undefined): void {
    this.sawDiff = true;
    // Of a renamed file that changed too, the path was told before.
    if (this.#lines !== undefined && this.#files.at(-1)?.path === path) return;
    this.#lines = [];
    if (path !== undefined) this.#files.push({ path, lines: this.#lines });
  }

  #beginHunk(line: string, number: number): void {
    const [head, oldCount = '1', start = '0', newCount = '1'] = hunkPattern.exec(line) ?? [];
    if (head === undefined || this.#lines === undefined) {
      const problem = head === undefined ? 'is not a hunk header' : 'is a hunk of no file';
      throw refusal(`line ${number} of the diff ${problem}`, 'Give the diff as git wrote it.');
    }
    this.#oldLeft = Number(oldCount);
    this.#newLeft = Number(newCount);
    this.#nextLine = Number(start);
  }

  #readContent(line: string, number: number): void {
    switch (line[0]) {
      case '+':
        this.#newLeft--;
        this.#lines?.push({ line: this.#nextLine++, text: line.slice(1), added: true });
        break;
      case '-':
        this.#oldLeft--;
        break;
      // Mail programs and editors cut the space of an empty line.
      case undefined:
      case ' ':
        this.#oldLeft--;
        this.#newLeft--;
        this.#lines?.push({ line: this.#nextLine++, text: line.slice(1), added: false });
        break;
      case '\\':
        break;
      default:
        throw refusal(
          `line ${number} of the diff belongs to a hunk and begins with neither +, - nor a space`,
          'Give the diff as git wrote it, without colours.',
        );
    }
  }
}
