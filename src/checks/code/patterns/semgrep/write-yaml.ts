/** What a rule file is made of. */
export type Plain =
  | string
  | number
  | boolean
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** YAML of plain values: block style, text of several lines as a literal block, any other text in JSON's quotes. */
export function writeYaml(value: Readonly<Record<string, Plain>>): string {
  return `${linesOf(value, '').join('\n')}\n`;
}

function linesOf(value: Plain, indent: string): readonly string[] {
  if (isList(value)) return value.flatMap((item) => itemLines(item, indent));
  if (typeof value !== 'object') return [`${indent}${scalar(value, indent)}`];
  return Object.entries(value).flatMap(([key, inner]) => entryLines(key, inner, indent));
}

function entryLines(key: string, value: Plain, indent: string): readonly string[] {
  const name = /^[a-z][a-z-]*$/u.test(key) ? key : JSON.stringify(key);
  if (typeof value !== 'object') return [`${indent}${name}: ${scalar(value, indent)}`];
  const items = isList(value) ? flat(value) : undefined;
  if (items !== undefined) {
    const line = `${indent}${name}: [${items.join(', ')}]`;
    if (line.length <= 100) return [line];
  }
  return [`${indent}${name}:`, ...linesOf(value, `${indent}  `)];
}

/** As items of a line; undefined: some have lines of their own. */
function flat(list: readonly Plain[]): readonly string[] | undefined {
  const items = list.map((item) => (typeof item === 'object' ? '\n' : scalar(item, '')));
  return items.some((item) => item.includes('\n')) ? undefined : items;
}

function itemLines(item: Plain, indent: string): readonly string[] {
  const [first = '', ...rest] = linesOf(item, `${indent}  `);
  return [`${indent}- ${first.trimStart()}`, ...rest];
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

function scalar(value: string | number | boolean, indent: string): string {
  if (typeof value !== 'string') return String(value);
  const isPlain =
    /^[A-Za-z][\w ./-]*$/u.test(value) &&
    !/^(?:true|false|null|yes|no|on|off)$/iu.test(value) &&
    !value.endsWith(' ');
  if (isPlain) return value;
  const isBlock =
    /^[^\s][^\r\t]*[^\s]$/u.test(value) &&
    value.includes('\n') &&
    !/\p{Cc}/u.test(value.replaceAll('\n', ''));
  if (!isBlock) return JSON.stringify(value);
  const lines = value.split('\n').map((line) => (line === '' ? '' : `${indent}  ${line}`));
  return `|-\n${lines.join('\n')}`;
}
