import type { ParamIr } from '../ir/ir.ts';
import type { Cls, Fn, Obj, Ref } from './entities.ts';
import type { Label, SourceRoot, Trail } from './label.ts';
import type { Program } from './program.ts';
import type { ParamSink } from './summary.ts';
import type { Value } from './value.ts';
import { pluginsOf } from '../structure/jquery-plugins.ts';
import { ModuleScene } from '../structure/scene.ts';

/** What is called so is meant to be run. */
const MEANT = /^(?:cmd|command|shell|script|code|program|exec|bin)/iu;
const RUNS: ReadonlySet<string> = new Set(['library-command-injection', 'library-code-injection']);

/**
 * A library hands its users what can be attacked through it: what the parameters of exported functions reach. Asked
 * only where no request arrives anywhere: in an application its own functions call each other, and sources are known.
 */
export function libraryFlows(program: Program): void {
  for (const fn of plugins(program)) {
    for (const each of fn.summary.sinks.values()) {
      if (!IS_MARKUP.test(each.label.path)) addFlow(program, fn, each, isOfPlugins);
    }
  }
  if (program.fns.some(({ entry }) => entry !== undefined)) return;
  for (const fn of exported(program)) {
    for (const each of fn.summary.sinks.values()) {
      addFlow(program, fn, each, (rule) => !isOfPlugins(rule));
    }
  }
}

/** An option whose name says that it is markup. */
const IS_MARKUP = /(?:html|markup|template|content|text|title|label|message|menu|icon)$/iu;

/** What a plugin of jQuery does with its options matters to whoever uses it; of other functions nobody knows. */
function isOfPlugins(rule: string): boolean {
  return rule === 'unsafe-jquery-plugin';
}

/** Functions that are handed to jQuery as plugins: `$.fn.tabs = function (options) {…}`, `$.extend($.fn, {…})`. */
function plugins(program: Program): readonly Fn[] {
  return program.modules
    .filter(({ ir }) => ir.language === 'javascript' && ir.strings.includes('fn'))
    .flatMap((module) => pluginsOf(new ModuleScene(module)));
}

function addFlow(
  program: Program,
  fn: Fn,
  { label, sink, trail }: ParamSink,
  isMeant: (rule: string) => boolean,
): void {
  const { root, weak } = label;
  const { rules } = program.knowledge;
  const models = sink.models.filter(
    ({ rule }) =>
      isMeant(rule) &&
      rules.get(rule)?.sources?.includes('library') === true &&
      (rules.get(rule)?.family !== 'path' || isName(fn, label)),
  );
  if (weak || sink.asks !== undefined || root.kind !== 'param' || models.length === 0) return;
  const param = fn.ir.params[root.index];
  const name = nameOf(param, label);
  if (param === undefined || name === '') return;
  if (MEANT.test(name) && models.every(({ rule }) => RUNS.has(rule))) return;
  const of = fn.name === '' ? 'an exported function' : `${fn.name}(), which is exported`;
  const what = `parameter \`${name}\` of ${of}`;
  const source: SourceRoot = { kind: 'source', source: { kind: 'library', what }, fn, key: what };
  const { path } = fn.module.ir;
  const first: Trail = {
    what,
    path,
    start: param.start,
    end: param.end,
    prev: undefined,
    inner: undefined,
  };
  const whole = trail === undefined ? first : { ...first, prev: first, inner: trail };
  for (const model of models) {
    program.flows.add({ ...label, root: source }, { sink, model }, whole);
  }
}

/** What stands for a file by itself: members of options are chosen by who writes the program. */
function isName({ ir }: Fn, { root, path }: Label): boolean {
  const isWhole = path === '' || path === '*';
  return isWhole || (root.kind === 'param' && ir.params[root.index]?.name === '');
}

/** Of `{ url }` the member that counts. */
function nameOf(param: ParamIr | undefined, { path }: Label): string {
  if (param === undefined || param.name !== '') return param?.name ?? '';
  return path.split('.')[0] ?? '';
}

function exported(program: Program): readonly Fn[] {
  const found = new Set<Fn>();
  const seen = new Set<Ref>();
  for (const module of program.modules) {
    if (module.language !== 'javascript') continue;
    for (const value of [
      module.whole.value,
      ...[...module.exports.fields.values()].map((cell) => cell.value),
    ]) {
      collect(value, found, seen, 2);
    }
  }
  return [...found].toSorted((left, right) => left.id - right.id);
}

function collect(value: Value | undefined, found: Set<Fn>, seen: Set<Ref>, depth: number): void {
  for (const ref of value?.refs ?? []) {
    if (seen.has(ref)) continue;
    seen.add(ref);
    for (const fn of callableOf(ref)) found.add(fn);
    for (const object of heldBy(ref)) collectMembers(object, found, seen, depth);
  }
}

/** Functions that a user of the value can call: of a class its methods and what makes it, of an instance the methods. */
function callableOf(ref: Ref): readonly Fn[] {
  if (ref.kind === 'fn') return [ref];
  if (ref.kind === 'class') {
    return ref.construct === undefined ? methodsOf(ref) : [...methodsOf(ref), ref.construct];
  }
  return ref.kind === 'object' && ref.type?.kind === 'class' ? methodsOf(ref.type) : [];
}

/** Objects whose members are offered with the value. */
function heldBy(ref: Ref): readonly Obj[] {
  if (ref.kind === 'fn') return [ref.members];
  if (ref.kind !== 'object') return [];
  return ref.type?.kind === 'fn' ? [ref, ref.type.members] : [ref];
}

/** What an object holds; of a function its own members and, under `%prototype`, those of what `new` makes. */
function collectMembers(object: Obj, found: Set<Fn>, seen: Set<Ref>, depth: number): void {
  if (depth <= 0) return;
  for (const cell of object.fields.values()) collect(cell.value, found, seen, depth - 1);
}

function methodsOf(cls: Cls): readonly Fn[] {
  return [...cls.methods.values()].flat().filter((fn) => fn !== cls.construct);
}
