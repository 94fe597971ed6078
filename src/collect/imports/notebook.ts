import { FoundImports } from './file-imports.ts';
import { pythonImports } from './python.ts';

/** Lines of a notebook are looked up for that many modules; of more the first line is told. */
const MAX_LOOKED_UP = 200;

/** Modules that the code cells of a Jupyter notebook import (nbformat.readthedocs.io, version 4; 3 has worksheets). */
export function notebookImports(text: string): FoundImports {
  const found = new FoundImports('PyPI');
  const cells = cellsOf(text);
  if (cells === undefined) {
    found.gap(1, 'is no notebook that can be read');
    return found;
  }
  for (const source of cells) {
    const code = withoutMagic(source);
    const inside = pythonImports(code);
    const lines = code.split('\n');
    for (const [module, { line }] of inside.modules) {
      found.add(module, lineOf(text, lines[line - 1] ?? '', found.modules.size));
    }
    for (const word of inside.mentions) found.mention(word);
    for (const { detail } of inside.gaps) found.gap(1, detail);
  }
  return found;
}

/** 1-based, in the JSON text. */
function lineOf(text: string, code: string, looked: number): number {
  if (looked >= MAX_LOOKED_UP) return 1;
  const at = text.indexOf(JSON.stringify(code).slice(1, -1));
  return at === -1 ? 1 : text.slice(0, at).split('\n').length;
}

/** `%matplotlib inline` and `!pip install x` are no Python. */
function withoutMagic(source: string): string {
  return source
    .split('\n')
    .map((line) => (/^\s{0,100}[%!?]/u.test(line) ? '' : line))
    .join('\n');
}

/** Sources of the code cells; undefined where the text is no notebook. */
function cellsOf(text: string): readonly string[] | undefined {
  let notebook: unknown;
  try {
    notebook = JSON.parse(text);
  } catch {
    return undefined;
  }
  const sheets = arrayIn(notebook, 'worksheets') ?? [notebook];
  const cells = sheets.flatMap((sheet) => arrayIn(sheet, 'cells') ?? []);
  if (arrayIn(notebook, 'cells') === undefined && sheets[0] === notebook) return undefined;
  return cells.flatMap(sourceOf);
}

function sourceOf(cell: unknown): readonly string[] {
  if (valueIn(cell, 'cell_type') !== 'code') return [];
  const source = valueIn(cell, 'source') ?? valueIn(cell, 'input');
  if (typeof source === 'string') return [source];
  if (!Array.isArray(source)) return [];
  return [source.filter((line) => typeof line === 'string').join('')];
}

function arrayIn(value: unknown, key: string): readonly unknown[] | undefined {
  const inner = valueIn(value, key);
  return Array.isArray(inner) ? inner : undefined;
}

function valueIn(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}
