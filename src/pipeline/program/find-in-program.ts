import { identify } from '../../fingerprint/identify.ts';
import { findSuppressions } from '../../fingerprint/suppressions.ts';
import type {
  LinkedProgram,
  ProgramEngine,
  ProgramResult,
  ProgramUnit,
} from '../../model/program-check.ts';
import type { Suppression } from '../../model/suppression.ts';
import type { ProgramCache } from './program-cache.ts';
import type { ProgramFile } from './program-files.ts';
import type { ProgramCheck, ProgramWork } from './program-part.ts';
import { pauseOf, Stopped } from './pause.ts';
import { readTexts } from './read-texts.ts';
import { programName, type ProgramFindings } from './stored-results.ts';
import { cancelled, summariseFiles, type Summarised } from './summarise-files.ts';

/** What is at hand once every file was lowered. */
export interface Joining {
  readonly work: ProgramWork;
  readonly check: ProgramCheck;
  readonly engine: ProgramEngine;
  readonly cache: ProgramCache;
  readonly summarised: Summarised;
}

/** More findings in one file are a flood that nobody reads. */
const MAX_FINDINGS_PER_FILE = 1_000;

/** Joins these files to a program and examines it, unless an earlier run did. */
export async function findInProgram(
  files: readonly ProgramFile[],
  joining: Joining,
): Promise<ProgramFindings> {
  const { cache, summarised, work } = joining;
  const parts = files.flatMap(({ planned }) => {
    const known = summarised.files.get(planned.key);
    return known?.state === 'unit' ? [{ planned, path: planned.path, hash: known.hash }] : [];
  });
  if (parts.length === 0) return nothing;
  if (work.signal.aborted) return stopped(parts.length);
  const name = programName(cache.namespace, parts);
  const known = cache.results.get(name);
  if (known !== undefined) return known;
  const textsOf = async (paths: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    const wanted = new Set(paths);
    const read = await readTexts(
      parts.filter(({ path }) => wanted.has(path)),
      work,
    );
    return read.texts;
  };
  try {
    const units = await unitsOf(parts, joining);
    work.onProgress(units.length, 0, 'program');
    const link = await joining.engine.linker();
    const pause = pauseOf(work.signal);
    const memory = cache.memory && { before: cache.memory.read() };
    const linked = await link(units, textsOf, memory === undefined ? { pause } : { pause, memory });
    cache.memory?.keep(linked.memory);
    const found = await written(linked, parts, joining);
    cache.results.set(name, found);
    return found;
  } catch (error) {
    if (error instanceof Stopped) return stopped(parts.length);
    throw error;
  }
}

const nothing: ProgramFindings = {
  findings: [],
  incomplete: [],
  suppressions: [],
  rules: [],
  notes: [],
};

/** Nobody knows what is in it: that is no pass, and nothing to remember. */
function stopped(files: number): ProgramFindings {
  return { ...nothing, incomplete: [{ what: `${files} files`, ...cancelled }] };
}

type Part = Pick<ProgramFile, 'planned'> & { readonly path: string; readonly hash: string };

/** The store may have lost its pack: what is missing is lowered once more. */
async function unitsOf(
  parts: readonly Part[],
  { work, check, cache: { units } }: Joining,
): Promise<readonly ProgramUnit[]> {
  const lost = parts.filter(({ path, hash }) => units.unit(path, hash) === undefined);
  if (lost.length > 0) {
    const planned = lost.map((part) => part.planned);
    const again = new Set(planned.map(({ key }) => key));
    await summariseFiles(planned, work, { checkId: check.id, units, again });
  }
  return parts.flatMap(({ path, hash }) => {
    const unit = units.unit(path, hash);
    return unit === undefined ? [] : [{ path, unit, hash }];
  });
}

/** Gives what was found its texts and its identities. */
async function written(
  linked: LinkedProgram,
  parts: readonly Part[],
  { work, check }: Joining,
): Promise<ProgramFindings> {
  const wanted = new Set(linked.paths);
  const { texts, changed } = await readTexts(
    parts.filter(({ path }) => wanted.has(path)),
    work,
  );
  const results = joinedByPath(linked.results(texts));
  const floods = results.filter(({ detections }) => detections.length > MAX_FINDINGS_PER_FILE);
  return {
    findings: results.flatMap(({ path, detections }) =>
      identify(
        { checkId: check.id, path, text: texts.get(path) ?? '' },
        detections.slice(0, MAX_FINDINGS_PER_FILE),
      ),
    ),
    rules: linked.rules ?? [],
    notes: linked.notes ?? [],
    incomplete: [
      ...linked.incomplete,
      ...results.flatMap(({ path, incomplete = [] }) =>
        incomplete.map((each) => ({ what: path, ...each })),
      ),
      ...changed.map((what) => ({ what, reason: 'unreadable' as const, detail: CHANGED })),
      ...floods.map(({ path }) => ({ what: path, reason: 'limit' as const, detail: FLOOD })),
    ],
    suppressions: results.flatMap(({ path }) => commentsAbout(check, path, texts.get(path) ?? '')),
  };
}

/** One result a file, in order of path. */
function joinedByPath(results: readonly ProgramResult[]): readonly ProgramResult[] {
  const byPath = new Map<string, ProgramResult>();
  for (const result of results) {
    const { path, detections, incomplete = [] } = byPath.get(result.path) ?? emptyOf(result.path);
    byPath.set(path, {
      path,
      detections: [...detections, ...result.detections],
      incomplete: [...incomplete, ...(result.incomplete ?? [])],
    });
  }
  return [...byPath.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function emptyOf(path: string): ProgramResult {
  return { path, detections: [] };
}

const CHANGED = 'it changed while it was examined: run again';
const FLOOD = `more than ${MAX_FINDINGS_PER_FILE} findings in this file; the rest is not listed`;

/** Of other rules a comment in a file that nothing else examines says nothing. */
function commentsAbout({ id }: ProgramCheck, path: string, text: string): readonly Suppression[] {
  if (!text.includes('lockstep-ignore')) return [];
  return findSuppressions(path, text).suppressions.flatMap((found) => {
    const ruleIds = found.ruleIds.filter((ruleId) => ruleId.startsWith(`${id}/`));
    return ruleIds.length === 0 ? [] : [{ ...found, ruleIds }];
  });
}
