import type {
  LinkedProgram,
  LinkProgram,
  Pause,
  ProgramResult,
  ProgramUnit,
} from '../../model/program-check.ts';
import { detectionOf, diffsIn, sourceTexts } from './detections.ts';
import { analysing, type Remembering, type Trouble } from './engine/analyse.ts';
import { partlyNote } from './engine/bounds.ts';
import type { Flow } from './engine/flows.ts';
import { packMemory, unpackMemory } from './engine/memory/packed-memory.ts';
import type { ModuleIr } from './ir/ir.ts';
import { aliasesIn } from './languages/stated-names.ts';
import { noMarking, ownRulesOf, type OwnMarking, type OwnRules } from './own-rules-of.ts';
import { knowledgeOf } from './models/knowledge.ts';
import type { CodeRule } from './rules/code-rule.ts';
import { codeRules } from './rules/index.ts';
import { unpackUnit, type SourceUnit } from './unit.ts';
import { workflowFlows } from './workflows/index.ts';

const prefix = 'code/';
const bySlug: ReadonlyMap<string, CodeRule> = new Map(
  codeRules.map((rule) => [rule.id.slice(prefix.length), rule]),
);

/** Follows the flow of data through modules by the models and rules of Lockstep, and those of the target. */
export const link: LinkProgram = async (units, textsOf, { pause = noPause, memory } = {}) => {
  const opened = units.map(({ unit }) => unpackUnit(unit));
  const sources = opened.filter((unit) => unit.kind === 'source');
  const configurations = opened.filter((unit) => unit.kind === 'configuration');
  const surroundings = {
    aliases: aliasesIn(configurations.flatMap(({ stated }) => stated)),
    operations: configurations.flatMap(({ operations = [] }) => operations),
    settings: configurations.flatMap(({ settings = [] }) => settings),
  };
  const own = await ownRulesOf(opened.filter((unit) => unit.kind === 'rules'));
  const workflows = await workflowFlows(opened.filter((unit) => unit.kind === 'workflow'));
  const modules = sources.map(({ module }) => module);
  const marking = await markingOf(own, modules, textsOf);
  const { marks } = marking;
  const knowledge = knowledgeOf(own.models, own.followed);
  const forms = new Map(sources.map(({ module, form }) => [module, form]));
  const formOf = (module: ModuleIr): readonly Flow[] => forms.get(module) ?? [];
  const remembering = memory && rememberingOf(units, own, memory.before);
  const all = { ...surroundings, marks, formOf, remembering };
  const steps = analysing(modules, knowledge, all);
  const analysis = await inTurns(steps, pause);
  const flows = [...analysis.flows, ...workflows.flows, ...sources.flatMap(flowsOfTokens)].filter(
    ({ rule }) => knowledge.rules.has(rule),
  );
  const troubles = [
    ...troublesOf(sources),
    ...analysis.troubles,
    ...workflows.troubles,
    ...own.troubles,
    ...marking.troubles,
  ];
  return {
    ...linked({ flows, troubles, own, marking, modules }),
    notes: [partlyNote(analysis.partly) ?? []].flat(),
    memory: analysis.remembered && packMemory(analysis.remembered),
  };
};

/** Rules of the target's own change what all files mean: with them nothing is remembered. */
function rememberingOf(
  units: readonly ProgramUnit[],
  { rules, models }: OwnRules,
  before: Uint8Array | undefined,
): Remembering | undefined {
  const hashes = new Map(
    units.flatMap(({ path, hash = '' }) => (hash === '' ? [] : [[path, hash]])),
  );
  const isWhole = hashes.size === units.length && rules.length === 0 && models.length === 0;
  return isWhole ? { hashes, before: before && unpackMemory(before) } : undefined;
}

/** Rules that follow data by places of their own need the texts of the files that may hold such places. */
async function markingOf(
  own: OwnRules,
  modules: readonly ModuleIr[],
  textsOf: Parameters<LinkProgram>[1],
): Promise<OwnMarking> {
  if (own.followed.length === 0) return noMarking;
  const marked = modules.filter((module) => own.isMarked(module));
  return own.marksIn(marked, await textsOf(marked.map(({ path }) => path)));
}

function noPause(): undefined {
  return undefined;
}

/** Goes on to the end, and lets others have their turn in between. */
async function inTurns<T>(steps: Generator<void, T>, pause: Pause): Promise<T> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    const turn = pause();
    if (turn !== undefined) await turn;
  }
}

interface Linking {
  readonly flows: readonly Flow[];
  readonly troubles: readonly Trouble[];
  readonly own: OwnRules;
  readonly marking: OwnMarking;
  readonly modules: readonly ModuleIr[];
}

function linked({ flows, troubles, own, marking, modules }: Linking): LinkedProgram {
  const places = flows.flatMap(({ sink, steps, entry }) => [sink, entry ?? sink, ...steps]);
  const asked = modules.filter((module) => own.isAskedFor(module));
  return {
    paths: [
      ...new Set([...places.map(({ path }) => path), ...asked.map(({ path }) => path)]),
    ].toSorted(),
    rules: own.rules,
    incomplete: troubles.map(({ path, detail }) => ({ what: path, reason: 'limit', detail })),
    results: (texts) => [...resultsOf(flows, marking, texts), ...ownResults(own, asked, texts)],
  };
}

function ownResults(
  own: OwnRules,
  modules: readonly ModuleIr[],
  texts: ReadonlyMap<string, string>,
): readonly ProgramResult[] {
  const textOf = sourceTexts(texts);
  return modules.flatMap((module) => {
    const text = texts.get(module.path);
    return text === undefined ? [] : [own.resultOf(module, { text, textOf })];
  });
}

function resultsOf(
  flows: readonly Flow[],
  marking: OwnMarking,
  texts: ReadonlyMap<string, string>,
): readonly ProgramResult[] {
  const shown = { textOf: sourceTexts(texts), diffFor: diffsIn(texts) };
  const byPath = new Map<string, ProgramResult['detections'][number][]>();
  for (const flow of flows) {
    const rule = bySlug.get(flow.rule);
    const detection =
      rule === undefined ? marking.detectionOf(flow, shown.textOf) : detectionOf(flow, rule, shown);
    if (detection === undefined) continue;
    const known = byPath.get(flow.sink.path) ?? [];
    known.push(detection);
    byPath.set(flow.sink.path, known);
  }
  return [...byPath].map(([path, detections]) => ({ path, detections }));
}

function troublesOf(sources: readonly SourceUnit[]): readonly Trouble[] {
  return sources.flatMap(({ module: { path }, trouble }) =>
    trouble === undefined ? [] : [{ path, detail: trouble }],
  );
}

/** Patterns of single lines stand in for the engine, at low confidence. */
function flowsOfTokens({ module: { path }, tokens }: SourceUnit): readonly Flow[] {
  return tokens.map(({ rule, start, end, shows }) => {
    const sink = { path, start, end };
    return {
      rule,
      sink,
      scope: [],
      steps: [{ ...sink, what: shows }],
      sources: 0,
      entry: undefined,
      confidence: 'low',
      shows,
    };
  });
}
