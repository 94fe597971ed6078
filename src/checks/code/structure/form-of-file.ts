import { Fn, Mod } from '../engine/entities.ts';
import type { Flow } from '../engine/flows.ts';
import type { ModuleIr } from '../ir/ir.ts';
import {
  authenticationBypassConstant,
  passwordPlainCompare,
  timingUnsafeCompare,
} from './comparisons.ts';
import { clientComparison } from './client-comparison.ts';
import { doubleEscaping } from './escaping/double-escaping.ts';
import { htmlExpansion } from './escaping/html-expansion.ts';
import { incompleteAttribute } from './escaping/incomplete-attribute.ts';
import { incompleteSanitisation } from './escaping/incomplete-sanitisation.ts';
import { fileRace } from './file-race.ts';
import { flowOfHit, type FunctionRule, type Hit } from './hit.ts';
import { schemeHits } from './incomplete-scheme-check.ts';
import { incompleteUrlCheck } from './incomplete-url-check.ts';
import { incorrectSuffixCheck } from './incorrect-suffix-check.ts';
import { postMessageOrigin } from './post-message-origin.ts';
import { regexHits, writtenRegexes } from './regex/index.ts';
import { missingAnchor } from './regex/missing-anchor.ts';
import { badTagFilter } from './regex/tag-filter.ts';
import { sessionNotRenewed } from './session-not-renewed.ts';
import { ModuleScene } from './scene.ts';
import { shellCat } from './shell-cat.ts';
import { unsafeBuffer } from './unsafe-buffer.ts';
import { WordFilter } from './words.ts';
import { tlsHostnameUnchecked, trustAllCertificates } from './tls-callbacks.ts';

/** Rules about one function at a time: what no model can say, because it is not about one call. */
const functionRules: readonly FunctionRule[] = [
  authenticationBypassConstant,
  badTagFilter,
  clientComparison,
  doubleEscaping,
  fileRace,
  htmlExpansion,
  incompleteAttribute,
  incompleteSanitisation,
  incompleteUrlCheck,
  incorrectSuffixCheck,
  missingAnchor,
  passwordPlainCompare,
  postMessageOrigin,
  sessionNotRenewed,
  shellCat,
  timingUnsafeCompare,
  tlsHostnameUnchecked,
  trustAllCertificates,
  unsafeBuffer,
  ...writtenRegexes,
];

/** What is wrong in a file by its form alone, whatever other files hold: it is found where the file is lowered. */
export function formFlows(ir: ModuleIr): readonly Flow[] {
  const module = new Mod(ir);
  for (const [id, fn] of ir.functions.entries()) {
    module.fns.push(new Fn(module, fn, id));
  }
  return Array.from(inFile(new ModuleScene(module)), (hit) => flowOfHit(hit));
}

function* inFile(file: ModuleScene): Generator<Hit> {
  yield* regexHits(file);
  yield* schemeHits(file);
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
