import type * as t from '@babel/types';
import type { Edit, FixKind, JavascriptSite } from './fix.ts';
import { quoted, sourceOf, textParts } from './javascript/text-parts.ts';
import {
  calledName,
  isCallback,
  plainArguments,
  spanOf,
  type JavascriptTree,
} from './javascript/tree.ts';
import { sqlParametersPython } from './python/sql-parameters.ts';
import { parameterised, type Placeholder } from './sql-placeholders.ts';

/** Values that stand in the text of a statement become its parameters. */
export const sqlParameters: FixKind = {
  rules: ['sql-injection', 'sql-injection-stored'],
  javascript,
  python: sqlParametersPython,
};

interface Driver {
  readonly methods: readonly string[];
  readonly placeholder: Placeholder;
  /** It makes SQL of objects, `{ a: 1 }` becomes `a = 1`: only a text is safe there. */
  readonly expandsObjects: boolean;
}

const question: Placeholder = () => '?';
const drivers: Readonly<Record<string, Driver>> = {
  mysql: { methods: ['query', 'execute'], placeholder: question, expandsObjects: true },
  mysql2: { methods: ['query', 'execute'], placeholder: question, expandsObjects: true },
  pg: { methods: ['query'], placeholder: (index) => `$${index}`, expandsObjects: false },
  sqlite3: {
    methods: ['run', 'get', 'all', 'each'],
    placeholder: question,
    expandsObjects: false,
  },
};

function javascript({ flow, tree, call }: JavascriptSite): readonly Edit[] | undefined {
  const driver = drivers[/^[^./#]+/u.exec(flow.library ?? '')?.[0] ?? ''];
  if (!driver?.methods.includes(calledName(call)?.name ?? '')) return undefined;
  const [line, ...others] = plainArguments(tree, call) ?? [];
  if (line === undefined || !others.every(isCallback)) return undefined;
  const text = textAndValues(tree, line, driver);
  return text === undefined ? undefined : [{ ...spanOf(line), text }];
}

function textAndValues(
  tree: JavascriptTree,
  line: t.Expression,
  { placeholder, expandsObjects }: Driver,
): string | undefined {
  const parts = textParts(tree, line);
  const statement = parts && parameterised(parts, placeholder);
  if (statement === undefined) return undefined;
  const values = statement.values.map((each) => sourceOf(each, expandsObjects));
  return `${asSource(line, statement.text)}, [${values.join(', ')}]`;
}

/** A statement over several lines stays a template. */
function asSource(line: t.Expression, text: string): string {
  const isTemplate = line.type === 'TemplateLiteral' && text.includes('\n');
  return isTemplate ? `\`${text.replaceAll(/[`\\]|\$\{/gu, String.raw`\$&`)}\`` : quoted(text);
}
