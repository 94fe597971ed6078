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
}

export interface Surroundings {
  readonly aliases: readonly PathAlias[];
  /** What rules of users that follow data say of places; absent: there are none. */
  readonly marks?: MarksByPath;
  /** What is wrong in a file by its form alone, where that is known already. */
  readonly formOf?: (module: ModuleIr) => readonly Flow[];
  /** Functions that OpenAPI documents name. */
  readonly operations?: readonly Operation[];
  /** What `.properties` files state. */
  readonly settings?: readonly Setting[];
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

/** As `analyse`, in steps that are short. @yields where others may have their turn */
export function* analysing(
  modules: readonly ModuleIr[],
  knowledge: Knowledge,
  surroundings: Surroundings,
): Generator<void, Analysis> {
  const { formOf = formFlows } = surroundings;
  const program = programOf(modules, knowledge, surroundings);
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
  libraryFlows(program);
  for (const { ir } of program.modules) {
    for (const flow of formOf(ir)) program.flows.misuse(flow);
    yield;
  }
  for (const flows of structureFlows(program)) {
    for (const flow of flows) program.flows.misuse(flow);
    yield;
  }
  return {
    flows: program.flows.finish(),
    troubles: troublesOf(program),
    partly: program.bounds.partly(),
  };
}

/** The program, with the functions that frameworks call. */
function programOf(
  modules: readonly ModuleIr[],
  knowledge: Knowledge,
  { aliases, marks = noMarks, operations = [], settings = [] }: Surroundings,
): Program {
  const ordered = modules.toSorted((left, right) => (left.path < right.path ? -1 : 1));
  const program = new Program(ordered, knowledge, { aliases, marks, settings, interpret });
  findEntries(program);
  findOperations(program, operations);
  return program;
}

function troublesOf({ overlong, isExhausted }: Program): readonly Trouble[] {
  const troubles = [...overlong].map((fn): Trouble => {
    const name = fn.name === '' ? 'the body of the file' : `${fn.name}()`;
    return { path: fn.module.ir.path, detail: `${name} is too long to be followed to its end` };
  });
  return isExhausted
    ? [...troubles, { path: '', detail: 'the program is too large to be followed to its end' }]
    : troubles;
}
