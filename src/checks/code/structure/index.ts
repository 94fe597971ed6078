import type { Flow } from '../engine/flows.ts';
import type { Program } from '../engine/program.ts';
import {
  authenticationBypassConstant,
  passwordPlainCompare,
  timingUnsafeCompare,
} from './comparisons.ts';
import { doubleEscaping, incompleteSanitisation } from './escaping.ts';
import { fileRace } from './file-race.ts';
import { flowOfHit, type FunctionRule, type Hit } from './hit.ts';
import { incompleteUrlCheck } from './incomplete-url-check.ts';
import { markHits } from './marks.ts';
import { nameHits } from './modelled-names.ts';
import { postMessageOrigin } from './post-message-origin.ts';
import { regexHits, writtenRegexes } from './regex/index.ts';
import { missingAnchor } from './regex/missing-anchor.ts';
import { badTagFilter } from './regex/tag-filter.ts';
import { routeHits } from './routes/index.ts';
import { ModuleScene } from './scene.ts';
import { WordFilter } from './words.ts';
import { tlsHostnameUnchecked, trustAllCertificates } from './tls-callbacks.ts';

/** Rules about one function at a time: what no model can say, because it is not about one call. */
const functionRules: readonly FunctionRule[] = [
  authenticationBypassConstant,
  badTagFilter,
  doubleEscaping,
  fileRace,
  incompleteSanitisation,
  incompleteUrlCheck,
  missingAnchor,
  passwordPlainCompare,
  postMessageOrigin,
  timingUnsafeCompare,
  tlsHostnameUnchecked,
  trustAllCertificates,
  ...writtenRegexes,
];

/** @yields what is wrong by its form, file by file, in a program whose data was followed */
export function* structureFlows(program: Program): Generator<readonly Flow[]> {
  const files = program.modules.map((module) => new ModuleScene(module));
  for (const file of files) {
    yield Array.from(inFile(program, file), (hit) => flowOfHit(hit));
  }
  yield Array.from(routeHits(program, files), (hit) => flowOfHit(hit));
}

function* inFile(program: Program, file: ModuleScene): Generator<Hit> {
  yield* regexHits(file);
  yield* markHits(program, file);
  yield* nameHits(program, file);
  const { ir } = file.module;
  const filter = new WordFilter(
    ir,
    functionRules.filter(({ languages }) => languages.includes(ir.language)),
  );
  for (const [id, fn] of ir.functions.entries()) {
    const rules = filter.rulesFor(fn);
    const scene = rules.length === 0 ? undefined : file.scene(id);
    if (scene !== undefined) for (const rule of rules) yield* rule.find(scene);
  }
}
