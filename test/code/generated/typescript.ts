import { javascript } from './javascript.ts';
import type { LanguageShape, SinkShape } from './shape.ts';

/** TypeScript as modules, with types, with a handler that is a function of its own. */
export const typescript: LanguageShape = {
  id: 'typescript',
  file: 'app.ts',
  sources: {
    query: { text: 'req.query.name as string' },
    body: { text: '(req.body as Body).name' },
    params: { text: "req.params['name']!", not: ['request', 'redirect'] },
    header: { text: "String(req.headers['x-name'])", not: ['html', 'redirect'] },
  },
  input: 'const input: string = SOURCE;',
  propagations: {
    assignment: { lines: 'let data: string;\ndata = input;' },
    concatenation: { lines: "let data: string = input;\ndata += '.txt';" },
    template: { lines: 'const data = `${input}.txt` satisfies string;' },
    call: {
      top: 'function passOn<T>(text: T): T {\n  return text;\n}',
      lines: 'const data = passOn<string>(input);',
    },
    return: {
      top: 'const first = (text: string): string => second(text);\nconst second = (text: string): string => {\n  const kept: string = text;\n  return kept;\n};',
      lines: 'const data = first(input);',
    },
    'object-field': {
      lines:
        "const box: Record<string, string> = {};\nbox['kept'] = input;\nconst { kept: data } = box;",
    },
    'list-element': { lines: "const list: string[] = [input, 'x'];\nconst [data] = list;" },
    closure: { lines: 'const read = (): string => input;\nconst data = read();' },
    callback: {
      lines: "let data = '';\n[input].forEach((each: string): void => {\n  data = each;\n});",
    },
    'class-field': {
      top: 'class Box {\n  constructor(private readonly kept: string) {}\n  get text(): string {\n    return this.kept;\n  }\n}',
      lines: 'const data = new Box(input).text;',
    },
    'other-file': {
      imports: "import { passOn } from './helper';",
      other: ['helper.ts', 'export const passOn = (text: string): string => text;\n'],
      lines: 'const data = passOn(input);',
    },
    await: { lines: 'const data = await Promise.resolve(input).then((text) => text);' },
    conditional: { lines: "let data = 'x';\nif (req.query.flag) {\n  data = input;\n}" },
    overwritten: { lines: "let data: string = input;\ndata = 'x';" },
    'other-field': {
      lines:
        "const box: { kept: string; other: string } = { kept: input, other: 'x' };\nconst data = box.other;",
    },
  },
  guards: {
    none: { lines: '' },
    'allow-list': {
      lines:
        "const allowed = new Set<string>(['one', 'two']);\nif (!allowed.has(data)) {\n  throw new Error('bad');\n}",
    },
    equality: {
      lines:
        "switch (data) {\n  case 'one':\n    break;\n  default:\n    res.sendStatus(400);\n    return;\n}",
    },
    'anchored-pattern': {
      lines: 'if (data.match(/^\\w+$/u) === null) {\n  res.sendStatus(400);\n  return;\n}',
    },
    'kept-answer': {
      lines:
        'const fine: boolean = data.length < 9 && /^\\w+$/u.test(data);\nif (!fine) {\n  res.sendStatus(400);\n  return;\n}',
    },
    number: { lines: 'const count: number = parseInt(data, 10);', value: 'count' },
    'unanchored-pattern': { lines: 'if (!/^[a-z]+/.test(data)) {\n  return;\n}' },
    'wrong-variable': {
      lines: "const other = req.query.other as string;\nif (other !== 'one') {\n  return;\n}",
    },
    'ignored-result': {
      lines: "if (!/^[a-z]+$/.test(data)) {\n  console.warn('odd name');\n}",
    },
  },
  sinks: {
    command: asModule(javascript.sinks.command),
    sql: asModule(javascript.sinks.sql),
    path: asModule(javascript.sinks.path),
    html: asModule(javascript.sinks.html),
    request: asModule(javascript.sinks.request),
    redirect: asModule(javascript.sinks.redirect),
  },
  whole: ({ imports, top, lines }) =>
    [
      "import express, { type Request, type Response } from 'express';",
      ...imports,
      'interface Body {\n  readonly name: string;\n}',
      top,
      'async function handle(req: Request, res: Response): Promise<void> {',
      ...lines.map((line) => `  ${line}`),
      '}',
      'const router = express.Router();',
      "router.all('/items/:name', handle);",
      'export default router;',
      '',
    ].join('\n'),
};

/** The same with `import`. */
function asModule(sink: SinkShape): SinkShape {
  const imports = sink.imports.replaceAll(
    /^const (.+) = require\('(.+)'\);$/gmu,
    "import $1 from '$2';",
  );
  return { ...sink, imports };
}
