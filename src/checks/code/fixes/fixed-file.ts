import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Flow } from '../engine/flows.ts';
import { languageOf } from '../languages/all.ts';
import { maskLiterals } from '../mask.ts';
import { edited, type Edit } from './fix.ts';
import { fixes } from './index.ts';
import {
  callAt as javascriptCall,
  javascriptTree,
  type JavascriptTree,
} from './javascript/tree.ts';
import { callAt as pythonCall, pythonTree, type PythonTree } from './python/tree.ts';

/** Chosen: a fix costs two passes of a parser; who has more findings in a file mends the first ones first. */
const maxFixes = 50;

/** A file with findings, and the changes that mend them. */
export class FixedFile {
  readonly #path: string;
  readonly #text: string;
  #proposed = 0;
  #javascript: JavascriptTree | undefined | 'unread' = 'unread';
  #python: PythonTree | undefined | 'unread' = 'unread';

  constructor(path: string, text: string) {
    this.#path = path;
    this.#text = text;
  }

  /** A change that surely mends it, as a unified diff; undefined where there is none. */
  diffFor(flow: Flow): string | undefined {
    if (this.#proposed >= maxFixes) return undefined;
    const edits = this.#editsFor(flow);
    const after = edits && edited(this.#text, edits);
    if (after === undefined || after === this.#text || !this.#isWhole(after)) return undefined;
    this.#proposed += 1;
    return [3, 0].map((context) => this.#diff(after, context)).find((diff) => showsNoSecret(diff));
  }

  #editsFor(flow: Flow): readonly Edit[] | undefined {
    const { javascript, python } = fixes.get(flow.rule) ?? {};
    const language = languageOf(this.#path)?.id;
    if (language === 'javascript' && javascript !== undefined) {
      const tree = this.#javascriptTree();
      const call = tree && javascriptCall(tree, flow.sink);
      return call && javascript({ flow, tree, call });
    }
    if (language === 'python' && python !== undefined) {
      const tree = this.#pythonTree();
      const call = tree && pythonCall(tree, flow.sink);
      return call && python({ flow, tree, call });
    }
    return undefined;
  }

  #javascriptTree(): JavascriptTree | undefined {
    if (this.#javascript === 'unread') {
      this.#javascript = javascriptTree(this.#path, this.#text);
    }
    return this.#javascript;
  }

  #pythonTree(): PythonTree | undefined {
    if (this.#python === 'unread') this.#python = pythonTree(this.#path, this.#text);
    return this.#python;
  }

  /** Whether nothing of it is lost to the front end. */
  #isWhole(text: string): boolean {
    const lowered = languageOf(this.#path)?.lower(this.#path, text);
    return lowered?.trouble === undefined && lowered?.module.lost.length === 0;
  }

  #diff(after: string, context: number): string {
    const name = this.#path;
    return createTwoFilesPatch(`a/${name}`, `b/${name}`, this.#text, after, undefined, undefined, {
      context,
      headerOptions: FILE_HEADERS_ONLY,
    });
  }
}

/** A masked line could not be applied. */
function showsNoSecret(diff: string): boolean {
  return diff.split('\n').every((line) => maskLiterals(line, false) === line);
}
