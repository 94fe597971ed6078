import type { MarkIr, ModuleIr } from '../ir/ir.ts';
import type { MarkModel, ShapeModel } from '../models/model.ts';
import type { Cls, Fn } from './entities.ts';
import { arrive } from './handlers.ts';
import { markedBy, type Marked } from './marks.ts';
import { placeOf } from './position.ts';
import type { Program } from './program.ts';

/** Finds the functions that frameworks call by themselves: by their marks, by what their class extends, by their look. */
export function findEntries(program: Program): void {
  for (const fn of program.fns) {
    byMarks(program, fn);
    byOverride(program, fn);
    byShape(program, fn);
  }
}

function marked(program: Program, fn: Fn, marks: readonly MarkIr[]): readonly Marked[] {
  const { knowledge } = program.libraryOf(fn.module);
  return marks.flatMap((mark) => {
    const known = markedBy(program, fn, mark);
    if (known.length > 0) return known;
    const model = ofAnything(fn, knowledge.marks, mark);
    return model === undefined ? [] : [{ mark, model }];
  });
}

/** `@app.route('/users')`, whatever `app` is, in a file that imports the framework. */
function ofAnything(
  { module }: Fn,
  marks: ReadonlyMap<string, MarkModel>,
  { name }: MarkIr,
): MarkModel | undefined {
  const dot = name.lastIndexOf('.');
  const model = dot === -1 ? undefined : marks.get(`*${name.slice(dot)}`);
  return model !== undefined && importsOne(module.ir, model.imports) ? model : undefined;
}

function importsOne({ strings }: ModuleIr, wanted: readonly string[] | undefined): boolean {
  return (
    wanted === undefined ||
    strings.some((text) => wanted.some((each) => text === each || text.startsWith(`${each}.`)))
  );
}

function byMarks(program: Program, fn: Fn): void {
  const supplied = suppliedParams(program, fn);
  for (const { mark, model } of marked(program, fn, fn.ir.marks)) {
    if (model.route === undefined) continue;
    const { method, path } = model.route;
    const verb = method.startsWith('key:') ? verbsOf(mark, method) : method;
    const below = path === '' ? '' : argumentOf(mark, path);
    const route = `${verb} ${joinedPath(prefixOf(program, fn), below)}`;
    const { start } = fn.ir;
    const arrival = {
      params: [],
      paramsAre: model.paramsAre,
      returns: answerOf(program, fn, model),
      route,
    };
    arrive(program, fn, arrival, { path: fn.module.path, start, end: start });
  }
  for (const index of supplied) fn.dropParamSource(index);
}

/** Takes in what marks say of parameters; yields those that the framework fills itself. */
function suppliedParams(program: Program, fn: Fn): readonly number[] {
  const supplied: number[] = [];
  for (const [index, param] of fn.ir.params.entries()) {
    for (const { model } of marked(program, fn, param.marks)) {
      if (model.source !== undefined) fn.setParamSource(index, model.source);
      if (model.cleans === 'all') supplied.push(index);
    }
  }
  return supplied;
}

/** What the method returns is sent, where the method or its class says so. */
function answerOf(program: Program, fn: Fn, model: MarkModel): MarkModel['returns'] {
  if (model.returns !== undefined) return model.returns;
  const all = [...fn.ir.marks, ...classMarks(fn)];
  return marked(program, fn, all).find((each) => each.model.returns !== undefined)?.model.returns;
}

function classMarks(fn: Fn): readonly MarkIr[] {
  return fn.module.ir.classes[fn.ir.ownerClass]?.marks ?? [];
}

function prefixOf(program: Program, fn: Fn): string {
  for (const { mark, model } of marked(program, fn, classMarks(fn))) {
    if (model.prefix !== undefined) return argumentOf(mark, model.prefix);
  }
  return '';
}

function joinedPath(prefix: string, own: string): string {
  const isApart = prefix === '' || own === '' || prefix.endsWith('/') || own.startsWith('/');
  return isApart ? prefix + own : `${prefix}/${own}`;
}

/** `methods=['GET', 'POST']`, `method = RequestMethod.POST`; of more than one, or of none, any. */
function verbsOf({ args }: MarkIr, position: string): string {
  const stated = (args[position.slice(4)] ?? '').split('\n');
  const [only = ''] = stated;
  return stated.length === 1 && only !== '' ? only.slice(only.lastIndexOf('.') + 1) : '*';
}

/** The constant argument of a mark; of a list of them the first. */
function argumentOf({ args }: MarkIr, position: string): string {
  const { base } = placeOf(position);
  const name = typeof base === 'object' ? base.name : String(base);
  const text = args[name] ?? (name === '0' ? args['value'] : undefined) ?? args['path'] ?? '';
  return text.split('\n')[0] ?? '';
}

function byOverride(program: Program, fn: Fn): void {
  const { cls } = fn;
  if (cls === undefined) return;
  const library = program.libraryOf(fn.module);
  for (const model of library.knowledge.overrides) {
    if (model.method !== '*' && model.method !== fn.name) continue;
    if (!extendsType(program, cls, model.type)) continue;
    const { start } = fn.ir;
    const route = model.route?.method ?? '';
    arrive(program, fn, { ...model, route }, { path: fn.module.path, start, end: start });
  }
}

function extendsType(program: Program, cls: Cls, type: string): boolean {
  const seen = new Set<Cls>();
  const open: Cls[] = [cls];
  const library = program.libraryOf(cls.module);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const base of next.bases) {
      if (base.kind === 'class') open.push(base);
      else if (library.isA(base.path, type)) return true;
    }
  }
  return false;
}

function byShape(program: Program, fn: Fn): void {
  const library = program.libraryOf(fn.module);
  const shape = library.knowledge.shapes.find((each) => looksLike(program, fn, each));
  if (shape === undefined) return;
  const { start } = fn.ir;
  const arrival = { params: shape.types, route: '' };
  arrive(program, fn, arrival, { path: fn.module.path, start, end: start });
}

function looksLike(program: Program, fn: Fn, { names, declared, imports }: ShapeModel): boolean {
  const { ir, module } = fn;
  if (declared !== undefined) {
    return declared.every((type, index) => isDeclared(program, fn, index, type));
  }
  if (ir.params.length < names.length) return false;
  const fits = names.every((name, index) => {
    const param = ir.params[index];
    return param !== undefined && param.type === '' && name.split('|').includes(param.name);
  });
  return fits && importsOne(module.ir, imports);
}

/** Whether a parameter is stated to be of a library's type. */
function isDeclared(program: Program, { module, ir }: Fn, index: number, type: string): boolean {
  const found = program.type(module, ir.params[index]?.type ?? '');
  return found?.kind === 'lib' && program.libraryOf(module).isA(found.path, type);
}
