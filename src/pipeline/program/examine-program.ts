import type { Finding } from '../../model/finding.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import type { LeftOut, ProgramRole } from '../../model/program-check.ts';
import { inDiff } from './in-diff.ts';
import { findInProgram, type Joining } from './find-in-program.ts';
import { leftOutNote } from './left-out-note.ts';
import { openProgramCache } from './program-cache.ts';
import { filesOfProgram, type ProgramFile, type ProgramFiles } from './program-files.ts';
import type { ExaminedProgram, JoinProgram, ProgramCheck, ProgramWork } from './program-part.ts';
import type { ProgramFindings } from './stored-results.ts';
import { rolesIn } from './roles.ts';
import { cancelled, summariseFiles, type Summarised } from './summarise-files.ts';

/** Lowers the files of a program, of the head and of its base, each content once. */
export async function lowerProgram(work: ProgramWork, check: ProgramCheck): Promise<JoinProgram> {
  const engine = await check.program();
  const files = await filesOfProgram(work, rolesIn(engine, work.settings));
  const cache = openProgramCache(work, check);
  const planned = new Map(
    [...files.head, ...(files.base ?? [])].map(({ planned: each }) => [each.key, each]),
  );
  const { units } = cache;
  const summarised = await summariseFiles([...planned.values()], work, {
    checkId: check.id,
    units,
  });
  return async () => {
    const joining: Joining = { work, check, engine, cache, summarised };
    const head = await findInProgram(files.head, joining);
    const base = files.base && (await findInProgram(files.base, joining));
    const note = cache.save();
    const isStopped = [head, base].some((each) => each !== undefined && wasStopped(each));
    return {
      // What was there before is not known then: nothing can be called new.
      ...(isStopped ? noFindings : reported(head, base, { files, work })),
      incomplete: incompleteOf(head, files, { summarised, isStopped }).map((each) => ({
        checkId: check.id,
        ...each,
      })),
      checkId: check.id,
      count: countSources(files.head, summarised),
      rules: head.rules,
      notes: [
        leftOutNote(countsOf(files, summarised)) ?? [],
        // Whoever examines a change has read that of the whole program before.
        files.touched === undefined ? head.notes : [],
        note ?? [],
      ].flat(),
    };
  };
}

const noFindings = { findings: [], baseFindings: [], suppressions: [], baseSuppressions: [] };

function wasStopped({ incomplete }: ProgramFindings): boolean {
  return incomplete.some(({ reason }) => reason === cancelled.reason);
}

/** Of a change only what it has to do with: a flow that touches it, or that is not the same before and after. */
function reported(
  head: ProgramFindings,
  base: ProgramFindings | undefined,
  { files, work }: { readonly files: ProgramFiles; readonly work: ProgramWork },
): Pick<ExaminedProgram, 'findings' | 'baseFindings' | 'suppressions' | 'baseSuppressions'> {
  const { touched } = files;
  if (base === undefined || touched === undefined) {
    const { diff, head: planned } = work.plan;
    const findings = diff === undefined ? head.findings : inDiff(head.findings, planned, diff);
    return { ...noFindings, findings };
  }
  const before = namesOf(base.findings);
  const after = namesOf(head.findings);
  const untouched = (finding: Finding): boolean =>
    !touches(finding, touched) &&
    before.has(finding.identities.primary) &&
    after.has(finding.identities.primary);
  // What a change does not touch says before it what it says after it.
  const seen = new Set(work.plan.head.map(({ path }) => path));
  const suppressions = head.suppressions.filter(({ path }) => !seen.has(path));
  return {
    findings: head.findings.filter((finding) => !untouched(finding)),
    baseFindings: base.findings.filter((finding) => !untouched(finding)),
    suppressions,
    baseSuppressions: suppressions,
  };
}

function namesOf(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(findings.map(({ identities }) => identities.primary));
}

function touches({ location, evidence }: Finding, touched: ReadonlySet<string>): boolean {
  const steps = evidence.kind === 'code' ? evidence.steps : [];
  return touched.has(location.path) || steps.some(({ path }) => touched.has(path));
}

/** Of a change only what it touches: what could not be understood before it is no news. */
function incompleteOf(
  head: ProgramFindings,
  { head: files, touched }: ProgramFiles,
  {
    summarised: { files: known, missed },
    isStopped,
  }: { readonly summarised: Summarised; readonly isStopped: boolean },
): readonly Omit<Incomplete, 'checkId'>[] {
  const lost = files.flatMap(({ planned: { key, path: what } }) => {
    const why = missed.get(key);
    if (why !== undefined) return [{ what, ...why }];
    return known.get(key)?.state === 'too-large' ? [{ what, ...tooLarge }] : [];
  });
  // A rule that was not used is told by every run: it would have been used on the change.
  const rules = new Set(
    files.flatMap(({ role, planned: { path } }) => (role === 'rules' ? [path] : [])),
  );
  const isTold = (what: string): boolean =>
    touched === undefined || touched.has(what) || rules.has(what);
  const unread = lost.filter(({ reason }) => reason === 'cancelled').length;
  const stopped = isStopped ? files.length : unread;
  return [
    ...[...lost, ...head.incomplete].filter(
      ({ what, reason }) => reason !== 'cancelled' && isTold(what),
    ),
    ...(stopped === 0 ? [] : [{ what: `${stopped} files`, ...cancelled }]),
  ];
}

const tooLarge = {
  reason: 'too-large',
  detail: 'a source of more than 2 MiB was most likely made by a program: exclude it, or split it',
} as const;

function isSource(role: ProgramRole): boolean {
  return role === 'source' || role === 'test' || role === 'example';
}

function countSources(files: readonly ProgramFile[], { files: known }: Summarised): number {
  return files.filter(
    ({ role, planned: { key } }) => isSource(role) && known.get(key)?.state === 'unit',
  ).length;
}

function countsOf(
  { head, vendored, tests, examples }: ProgramFiles,
  { files: known }: Summarised,
): Parameters<typeof leftOutNote>[0] {
  const count = (why: LeftOut): number =>
    head.filter(({ planned: { key } }) => known.get(key)?.state === why).length;
  return { tests, examples, vendored, generated: count('generated'), minified: count('minified') };
}
