import type { Operation } from '../configuration/open-api.ts';
import type { Setting } from '../configuration/properties.ts';
import type { ModuleIr } from '../ir/ir.ts';
import type { PathAlias } from '../languages/language.ts';
import type { Knowledge } from '../models/knowledge.ts';
import { findEntries } from './entries.ts';
import type { Partly } from './bounds.ts';
import type { Flow } from './flows.ts';
import { interpret } from './interpret.ts';
import { findOperations } from './operations.ts';
import { libraryFlows } from './library-flows.ts';
import type { MarksByPath } from './own-marks.ts';
import { Memory } from './memory/memory.ts';
import type { Remembered } from './memory/old-run.ts';
import { watchBy } from './memory/watched.ts';
import { Program } from './program.ts';
import { formFlows } from '../structure/form-of-file.ts';
import { structureFlows } from '../structure/index.ts';

/** Something that was not examined, or not wholly. */
export interface Trouble {
  readonly path: string;
  readonly detail: string;
}

export interface Analysis {
  /** In the order of paths and places. */
  readonly flows: readonly Flow[];
  readonly troubles: readonly Trouble[];
  /** Functions that a bound kept from being followed wholly. */
  readonly partly: readonly Partly[];
  /** What the next run may be handed; undefined: nobody asked, or a bound on the whole program was hit. */
  readonly remembered: Remembered | undefined;
  /** Interpretations of functions: those that were made, and those whose outcome was remembered. */
  readonly counts: { readonly live: number; readonly redone: number };
}

export interface Surroundings {
  readonly aliases: readonly PathAlias[];
  /** What rules of users that follow data say of places; absent: there are none. */
  readonly marks?: MarksByPath;
  /** Absent: nothing is remembered. */
  readonly remembering?: Remembering | undefined;
  /** What is wrong in a file by its form alone, where that is known already. */
  readonly formOf?: (module: ModuleIr) => readonly Flow[];
  /** Functions that OpenAPI documents name. */
  readonly operations?: readonly Operation[];
  /** What `.properties` files state. */
  readonly settings?: readonly Setting[];
}

/** What an earlier run left, and how the files of this one are told from those of that. */
export interface Remembering {
  /** By path: of everything that the module was made from. */
  readonly hashes: ReadonlyMap<string, string>;
  readonly before?: Remembered | undefined;
}

const noMarks: MarksByPath = new Map();

/**
 * Follows data through all files of a target. The same files give the same answer in any order.
 *
 * Functions are summarised with symbolic parameters and applied where they are called (the functional approach of
 * Sharir and Pnueli 1981); what parameters refer to (functions, classes, types of libraries) is handed down to the
 * function once for all callers, as in 0-CFA (Shivers 1988). Both grow until nothing changes.
 */
export function analyse(
  modules: readonly ModuleIr[],
  knowledge: Knowledge,
  surroundings: Surroundings,
): Analysis {
  const steps = analysing(modules, knowledge, surroundings);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

/** @yields where others may have their turn: `analyse` in steps that are short */
export function* analysing(
  modules: readonly ModuleIr[],
  knowledge: Knowledge,
  surroundings: Surroundings,
): Generator<void, Analysis> {
  const { formOf = formFlows, remembering } = surroundings;
  const program = programOf(modules, knowledge, surroundings);
  const forms: (readonly Flow[])[] = [];
  for (const { ir } of program.modules) {
    forms.push(formOf(ir));
    yield;
  }
  const memory = remembering && memoryOf(program, remembering, surroundings);
  program.memory = memory;
  watchBy(memory);
  try {
    yield* following(program, surroundings);
    const remembered = memory?.remembered();
    yield* looking(program, forms.flat());
    const flows = program.flows.finish();
    const troubles = troublesOf(program);
    const counts = memory?.made ?? { live: 0, redone: 0 };
    return { flows, troubles, partly: program.bounds.partly(), remembered, counts };
  } finally {
    watchBy(undefined);
  }
}

/** What a run leaves depends on settings that are not part of any file of sources. */
function memoryOf(
  program: Program,
  { hashes, before }: Remembering,
  { settings = [] }: Surroundings,
): Memory {
  const basis = JSON.stringify(settings);
  return new Memory(program, { hashes, basis }, before?.basis === basis ? before : undefined);
}

/** Interprets all functions until nothing changes. @yields after each */
function* following(program: Program, { operations = [] }: Surroundings): Generator<void> {
  findEntries(program);
  findOperations(program, operations);
  for (const { fns } of program.modules) {
    const [body] = fns;
    if (body !== undefined) program.ensure(body, 0);
    yield;
  }
  for (const fn of program.fns) {
    program.ensure(fn, 0);
    yield;
  }
  while (program.settleOne()) yield;
}

function programOf(
  modules: readonly ModuleIr[],
  knowledge: Knowledge,
  { aliases, marks = noMarks, settings = [] }: Surroundings,
): Program {
  const ordered = modules.toSorted((left, right) => (left.path < right.path ? -1 : 1));
  return new Program(ordered, knowledge, { aliases, marks, settings, interpret });
}

/** Looks at what was followed from outside, and at the form of files. @yields after each file */
function* looking(program: Program, forms: readonly Flow[]): Generator<void> {
  libraryFlows(program);
  for (const flow of forms) program.flows.misuse(flow);
  for (const flows of structureFlows(program)) {
    for (const flow of flows) program.flows.misuse(flow);
    yield;
  }
}

function troublesOf({ overlong, isExhausted }: Program): readonly Trouble[] {
  const troubles = [...overlong].map((fn): Trouble => {
    const name = fn.name === '' ? 'the body of the file' : `${fn.name}()`;
    return { path: fn.module.path, detail: `${name} is too long to be followed to its end` };
  });
  return isExhausted
    ? [...troubles, { path: '', detail: 'the program is too large to be followed to its end' }]
    : troubles;
}
