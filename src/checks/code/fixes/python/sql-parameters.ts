import type { Expression } from '../../languages/python/ast.ts';
import type { Edit, PythonSite } from '../fix.ts';
import { parameterised, type Placeholder } from '../sql-placeholders.ts';
import { quoted, sourceOf, textParts } from './text-parts.ts';
import { endsPlainly, textOf, type PythonTree } from './tree.ts';

/** Placeholders by module (`paramstyle` of PEP 249); of a module that is not listed nobody knows. */
const placeholders: Readonly<Record<string, string>> = {
  sqlite3: '?',
  aiosqlite: '?',
  pyodbc: '?',
  psycopg2: '%s',
  psycopg: '%s',
  pymysql: '%s',
  MySQLdb: '%s',
  'mysql.connector': '%s',
};

/** `cursor.execute(f"… '{x}'")` becomes `cursor.execute('… ?', (x,))`. */
export function sqlParametersPython({ tree, call }: PythonSite): readonly Edit[] | undefined {
  const placeholder = placeholderOf(tree);
  const [line, second] = call.args;
  if (call.callee.type !== 'Attribute' || call.callee.name !== 'execute') return undefined;
  if (line?.name !== '' || second !== undefined || !endsPlainly(tree, call)) return undefined;
  const text = placeholder && textAndValues(tree, line.value, placeholder);
  return text === undefined ? undefined : [{ start: line.value.start, end: line.value.end, text }];
}

function textAndValues(
  tree: PythonTree,
  line: Expression,
  placeholder: Placeholder,
): string | undefined {
  const parts = textParts(tree, line);
  const statement = parts && parameterised(parts, placeholder);
  if (statement === undefined) return undefined;
  const values = statement.values.map((each) => sourceOf(each, false));
  const text = quoted(statement.text) ?? longText(textOf(tree, line), statement.text);
  if (text === undefined || values.includes(undefined)) return undefined;
  return `${text}, (${values.join(', ')}${values.length === 1 ? ',' : ''})`;
}

/** A statement over several lines stays in its three quotes. */
function longText(source: string, text: string): string | undefined {
  const quotes = /^f?(?<quotes>"""|''')/iu.exec(source)?.groups?.['quotes'];
  if (quotes === undefined || text.includes('\\') || text.includes(quotes)) return undefined;
  return /["']$/u.test(text) ? undefined : `${quotes}${text}${quotes}`;
}

/** Of the one driver that the file imports. */
function placeholderOf({ file: { imports, chains } }: PythonTree): Placeholder | undefined {
  const modules = [...imports.values(), ...chains].map((each) => each.split('#', 1)[0] ?? '');
  const known = new Set(
    Object.keys(placeholders).filter((name) =>
      modules.some((each) => each === name || each.startsWith(`${name}.`)),
    ),
  );
  const [only, second] = known;
  if (only === undefined || second !== undefined) return undefined;
  const text = placeholders[only] ?? '?';
  return () => text;
}
