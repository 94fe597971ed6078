import { CODE, sizeOf } from '../ir/encoding.ts';
import { SAFE_OF_NUMBERS } from '../models/families.ts';
import { answer } from './answers.ts';
import type { Fn, Ref } from './entities.ts';
import { Frame } from './frame.ts';
import { sideAskedFor } from './asked-for.ts';
import { ofNothing } from './guards.ts';
import { cleanLabels, joinLabels, NO_RULES, type Label, type Labels, type Root } from './label.ts';
import { namedParam } from './named-params.ts';
import { applyOwnMarks, ownSource } from './own-marks.ts';
import type { Program } from './program.ts';
import { guardResults } from './several-results.ts';
import { State } from './state.ts';
import { transfer } from './transfer.ts';
import { write } from './variables.ts';
import {
  addRefs,
  guardOf,
  isTrue,
  joinValues,
  meetFacts,
  toGuard,
  UNKNOWN,
  sameValue,
  type Fact,
  type Value,
} from './value.ts';

/** A block is looked at that often at most: labels only spread, so that more changes next to nothing. */
const MAX_VISITS = 4;
/** Operations of one function, all visits together. */
const MAX_FUNCTION_STEPS = 200_000;

/**
 * Interprets one function with symbolic parameters and adds what it learns to its summary. Flow-sensitive: blocks in
 * reverse postorder, states joined where ways meet (Cousot and Cousot 1977; the order is that of Kildall 1973).
 */
export function interpret(program: Program, fn: Fn, depth: number): void {
  fn.isActive = true;
  fn.rounds++;
  program.turns.remove(fn);
  const frame = new Frame(program, fn, depth);
  const outcome = new Outcome();
  const first = new State();
  begin(frame, first);
  walk(frame, first, outcome);
  finish(frame, outcome);
  fn.isActive = false;
  if (fn.rounds === 1) program.turns.follow(fn);
}

/** Runs the blocks until nothing changes. A state is kept only where a loop may come back and add to it. */
function walk(frame: Frame, first: State, outcome: Outcome): void {
  const { program, fn } = frame;
  const { order, hasLoops } = orderOf(frame);
  const incoming = new Map<number, State>([[0, first]]);
  const pending = new Set<number>([0]);
  const limit = program.steps + MAX_FUNCTION_STEPS;
  for (let visit = 0; visit < MAX_VISITS && pending.size > 0; visit++) {
    for (const block of order) {
      const state = incoming.get(block);
      if (state === undefined || !pending.delete(block)) continue;
      if (program.steps > limit) {
        program.tooLong(fn);
        return;
      }
      frame.state = hasLoops ? new State(state) : state;
      const fresh = runBlock(frame, block, outcome).filter((way) => arrive(incoming, way));
      for (const [to] of fresh) pending.add(to);
    }
  }
  if (pending.size > 0) program.bounds.hit(fn, 'loops');
}

/** Joins a way into what is known of where it leads; true: something is new there. */
function arrive(incoming: Map<number, State>, [to, state]: readonly [number, State]): boolean {
  const known = incoming.get(to);
  if (known !== undefined) return known.join(state);
  incoming.set(to, state);
  return true;
}

/** What the returns of a function have in common. */
class Outcome {
  value: Value | undefined;
  always: ReturnType<typeof meetFacts>;
}

/** Runs a block; yields where it leads, each way with a state of its own. */
function runBlock(
  frame: Frame,
  block: number,
  outcome: Outcome,
): readonly (readonly [number, State])[] {
  let at = frame.fn.ir.blocks[block] ?? 0;
  const marks = frame.marks?.ops;
  for (; frame.word(at) < CODE.jump; at += sizeOf(frame.code, at)) {
    frame.program.steps++;
    transfer(frame, at);
    const own = marks?.get(at);
    if (own !== undefined) applyOwnMarks(frame, at, own);
  }
  const { state } = frame;
  switch (frame.word(at)) {
    case CODE.jump:
      return [[frame.word(at + 4), state]];
    case CODE.branch:
      return branch(frame, at);
    case CODE.fork:
      return Array.from({ length: frame.word(at + 4) }, (_, index) => [
        frame.word(at + 5 + index),
        new State(state),
      ]);
    case CODE.return:
      answer(frame, at);
      leave(frame, frame.word(at + 4), outcome);
      return [];
    case CODE.stop:
      leave(frame, -1, outcome);
      return [];
    default:
      return [];
  }
}

function branch(frame: Frame, at: number): readonly (readonly [number, State])[] {
  const test = frame.value(frame.word(at + 4));
  const { constants, guard } = test;
  const mayBeTrue = constants === undefined || constants.some(isTrue);
  const mayBeFalse = constants === undefined || constants.some((each) => !isTrue(each));
  const no = mayBeTrue ? new State(frame.state) : frame.state;
  const asked = sideAskedFor(frame, frame.word(at + 4));
  const ways: (readonly [number, State])[] = [];
  if (mayBeTrue) {
    frame.state.learn(guard?.yes ?? []);
    frame.state.decide(guard, true);
    frame.state.isAskedFor ||= asked === 'yes';
    ways.push([frame.word(at + 5), frame.state]);
  }
  if (mayBeFalse) {
    no.learn(guard?.no ?? []);
    no.decide(guard, false);
    no.learn(ofNothing(test));
    no.isAskedFor ||= asked === 'no';
    ways.push([frame.word(at + 6), no]);
  }
  return ways;
}

function leave(frame: Frame, temp: number, outcome: Outcome): void {
  const { facts } = frame.state;
  const value = temp === -1 ? UNKNOWN : frame.value(temp);
  guardResults(frame, value, facts);
  frame.share(value);
  outcome.value = joinValues(
    outcome.value,
    answersTest(frame, value) ? tested(value, facts) : value,
  );
  outcome.always = meetFacts(outcome.always, facts);
}

/** Whether callers may ask the result itself: `if (isAllowed(name))`, `if err != nil` of Go. */
function answersTest({ module }: Frame, { constants, guard }: Value): boolean {
  if (guard !== undefined || (module.language === 'go' && constants !== undefined)) return true;
  return constants?.every((each) => typeof each === 'boolean') ?? false;
}

/** The result, with what tests on the way to it have shown. */
function tested(value: Value, facts: readonly Fact[]): Value {
  const open = guardOf(value);
  return {
    ...value,
    guard: toGuard([...(open.yes ?? []), ...facts], [...(open.no ?? []), ...facts]),
  };
}

/** Parameters and receiver are what callers pass (by their roots), what all of them refer to, and what was written. */
function begin(frame: Frame, state: State): void {
  const { fn } = frame;
  frame.state = state;
  for (const [index, param] of fn.ir.params.entries()) {
    const own = labelsOfParam(frame, index);
    const labels = frame.isCleanType(param.type) ? cleanLabels(own, SAFE_OF_NUMBERS) : own;
    const stated = frame.typed(param.type);
    const passed = fitting(frame, fn.params[index]?.read(fn)?.refs ?? [], stated);
    const typed = stated.filter((type) => !isNarrower(frame, passed, type));
    const refs = addRefs(passed, typed);
    write(frame, param.variable, namedParam(frame, param, { ...UNKNOWN, labels, refs }));
  }
  if (fn.ir.parent < 0) return;
  const instances = fn.cls === undefined ? [] : [fn.cls.instance];
  const refs = addRefs(fn.receiver.read(fn)?.refs ?? [], instances);
  write(frame, fn.ir.receiver, { ...UNKNOWN, labels: [plainLabel(fn.receiverRoot)], refs });
}

/** Text is text, whatever others pass to functions of that name: of what is no text nothing is left. */
function fitting(
  { library }: Frame,
  passed: readonly Ref[],
  stated: readonly Ref[],
): readonly Ref[] {
  const isText = stated.some((ref) => ref.kind === 'lib' && TEXTS.has(ref.path));
  if (!isText || passed.length === 0) return passed;
  return passed.filter((ref) => {
    const type = ref.kind === 'object' ? ref.type : ref;
    if (type?.kind !== 'lib') return ref.kind === 'object';
    return library.isA(type.path, 'string') || library.isA(type.path, 'java.lang.CharSequence');
  });
}

const TEXTS: ReadonlySet<string> = new Set(['string', 'java.lang.CharSequence']);

/** What is passed is of a type that extends the one that is stated: `SecureRandom` for a `Random`. */
function isNarrower({ library }: Frame, passed: readonly Ref[], stated: Ref): boolean {
  return (
    stated.kind === 'lib' &&
    passed.some((ref) => ref.kind === 'lib' && library.isA(ref.path, stated.path))
  );
}

function labelsOfParam(frame: Frame, index: number): Labels {
  const { fn, module } = frame;
  const [root, param] = [fn.roots[index], fn.ir.params[index]];
  if (root === undefined || param === undefined) return [];
  const own = frame.marks?.params.get(param.variable);
  if (own !== undefined) return joinLabels([plainLabel(root)], ownSource(frame, own).labels);
  const source = fn.paramSources.get(index);
  if (source === undefined) return [plainLabel(root)];
  const site = { path: module.path, start: param.start, end: param.end };
  return frame.source(`param ${index}`, source, site).labels;
}

function plainLabel(root: Root): Label {
  return { root, path: '', clean: 0, safeFor: NO_RULES, weak: false, trail: undefined };
}

function finish(frame: Frame, outcome: Outcome): void {
  const { fn } = frame;
  const { summary } = fn;
  const returns =
    outcome.value === undefined ? undefined : joinValues(summary.returns, outcome.value);
  const isNew = !sameValue(returns, summary.returns);
  summary.returns = returns;
  const always = outcome.always ?? [];
  const isFirst = summary.always === undefined;
  summary.always = always;
  if (isNew || (isFirst && always.length > 0)) frame.summaryGrew(fn);
}

/** Blocks in the order in which data reaches them first. Walked with a stack of our own: code can nest deeply. */
function orderOf({ fn, code }: Frame): {
  readonly order: readonly number[];
  readonly hasLoops: boolean;
} {
  const { blocks } = fn.ir;
  /** 1: on the way; 2: done. */
  const seen = new Uint8Array(blocks.length);
  const post: number[] = [];
  const stack = [{ block: 0, next: successors(code, blocks[0] ?? 0) }];
  let hasLoops = false;
  seen[0] = 1;
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const next = top.next.pop();
    if (next === undefined) {
      seen[top.block] = 2;
      post.push(top.block);
      stack.pop();
    } else if (seen[next] === 0) {
      seen[next] = 1;
      stack.push({ block: next, next: successors(code, blocks[next] ?? 0) });
    } else if (seen[next] === 1) hasLoops = true;
  }
  return { order: post.toReversed(), hasLoops };
}

function successors(code: Int32Array, from: number): number[] {
  let at = from;
  while ((code[at] ?? CODE.stop) < CODE.jump) at += sizeOf(code, at);
  const word = (offset: number): number => code[at + offset] ?? 0;
  switch (word(0)) {
    case CODE.jump:
      return [word(4)];
    case CODE.branch:
      return [word(5), word(6)];
    case CODE.fork:
      return Array.from({ length: word(4) }, (_, index) => word(5 + index));
    default:
      return [];
  }
}
