import path from 'node:path';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { readEditable } from '../../collect/editable-file.ts';
import { writeAllWhole } from '../../io/files.ts';
import type { Finding } from '../../model/finding.ts';
import { areApart, lineChanges, withChanges, type LineChange } from '../../model/line-changes.ts';
import { remainders } from '../../model/remainders.ts';
import type { RunReport } from '../../model/report.ts';

/** As of a source that is examined. */
const MAX_FILE_BYTES = 2 * 2 ** 20;
/** Chosen: changes that touch the same lines take turns, and after each all is examined again. */
const MAX_ROUNDS = 20;

/** A change that was proposed and is not made, and why, for people. */
export interface RefusedFix {
  readonly finding: Finding;
  readonly reason: string;
}

export interface MendedProgram {
  /** From before the first change to after the last, in the order of their paths; unified. */
  readonly files: readonly { readonly path: string; readonly diff: string }[];
  readonly mended: readonly Finding[];
  readonly refused: readonly RefusedFix[];
  /** Of the state that is left. */
  readonly report: RunReport;
}

export interface MendOptions {
  /** Folder of the target. */
  readonly root: string;
  /** Examines the target as it is now. */
  readonly again: () => Promise<RunReport>;
}

/**
 * Makes the changes that findings propose, in rounds: after each the target is examined again, and a change whose finding is
 * still there, or that brings another, is taken back. Files are written whole or not at all, nothing outside of the target
 * or behind a link, and none whose lines are not those that were examined. Throws LockstepError('output').
 */
export async function mendProgram(first: RunReport, options: MendOptions): Promise<MendedProgram> {
  const mending = new Mending(first, options);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (!(await mending.round())) break;
  }
  return mending.finish();
}

/** What would be changed at once, without writing anything. */
export function proposedChanges(
  report: RunReport,
  root: string,
): Pick<MendedProgram, 'files' | 'mended' | 'refused'> {
  const { chosen, refused } = new Mending(report, {
    root,
    again: () => Promise.resolve(report),
  }).choose();
  return {
    files: chosen.map(({ path: name, before, after }) => ({
      path: name,
      diff: diffOf(name, before, after),
    })),
    mended: chosen.flatMap(({ fixes }) => fixes.map(({ finding }) => finding)),
    refused,
  };
}

/** A finding and the change that it proposes. */
interface Fix {
  readonly finding: Finding;
  readonly changes: readonly LineChange[];
  /** The change without the numbers of its lines, which other changes move. */
  readonly name: string;
}

interface ChosenFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly fixes: readonly Fix[];
}

class Mending {
  #report: RunReport;
  readonly #options: MendOptions;
  readonly #originals = new Map<string, string>();
  readonly #mended: Finding[] = [];
  readonly #refused = new Map<string, RefusedFix>();
  /** Files in which a change was taken back: there they are made one by one. */
  readonly #careful = new Set<string>();

  constructor(report: RunReport, options: MendOptions) {
    this.#report = report;
    this.#options = options;
  }

  /** Whether anything was tried. */
  async round(): Promise<boolean> {
    const { chosen, refused } = this.choose();
    for (const each of refused) this.#refuse(fixOf(each.finding), each.reason);
    if (chosen.length === 0) return false;
    this.#write(chosen.map(({ path: name, after }) => ({ name, text: after })));
    const after = await this.#options.again();
    const bad = this.#badFiles(chosen, after);
    for (const file of chosen) if (!bad.has(file.path)) this.#keep(file);
    if (bad.size === 0) {
      this.#report = after;
      return true;
    }
    const back = chosen.filter((file) => bad.has(file.path));
    this.#write(back.map(({ path: name, before }) => ({ name, text: before })));
    for (const file of back) this.#takeBack(file, bad.get(file.path) ?? '');
    this.#report = await this.#options.again();
    return true;
  }

  /** Changes that go together, by file, and those that cannot be made. */
  choose(): { readonly chosen: readonly ChosenFile[]; readonly refused: readonly RefusedFix[] } {
    const refused: RefusedFix[] = [];
    const byPath = new Map<string, Fix[]>();
    for (const finding of openFindings(this.#report)) {
      const fix = fixOf(finding);
      if (fix === undefined || this.#refused.has(fix.name)) continue;
      const { path: name } = finding.location;
      byPath.set(name, [...(byPath.get(name) ?? []), fix]);
    }
    const chosen = [...byPath].flatMap(([name, fixes]) => {
      const file = this.#chooseIn(name, fixes);
      if (typeof file !== 'string') return [file];
      refused.push(...fixes.map(({ finding }) => ({ finding, reason: `${name}: ${file}` })));
      return [];
    });
    return { chosen: chosen.toSorted((a, b) => (a.path < b.path ? -1 : 1)), refused };
  }

  /** A text is why not. */
  #chooseIn(name: string, fixes: readonly Fix[]): ChosenFile | string {
    const read = readEditable(this.#options.root, name, MAX_FILE_BYTES);
    if (read.kind === 'failed') return read.detail;
    const together: Fix[] = [];
    for (const fix of fixes) {
      const isFree = together.every((other) =>
        other.changes.every((one) => fix.changes.every((each) => areApart(one, each))),
      );
      if (isFree && (together.length === 0 || !this.#careful.has(name))) together.push(fix);
    }
    const after = withChanges(
      read.text,
      together.flatMap(({ changes }) => changes),
    );
    if (after === undefined) return 'it is not what was examined';
    return { path: name, before: read.text, after, fixes: together };
  }

  #write(files: readonly { readonly name: string; readonly text: string }[]): void {
    const { root } = this.#options;
    writeAllWhole(files.map(({ name, text }) => ({ file: path.join(root, name), content: text })));
  }

  /** Files whose changes do not hold, and why. */
  #badFiles(chosen: readonly ChosenFile[], after: RunReport): ReadonlyMap<string, string> {
    const [had, has] = [countsOf(this.#report), countsOf(after)];
    const bad = new Map<string, string>();
    for (const file of chosen) {
      if (stays(file, had, has)) bad.set(file.path, 'its finding was still there');
    }
    for (const { path: name, what } of morePlaces(had, has)) {
      const file = chosen.find((each) => each.path === name);
      const isLeft = file?.fixes.some(({ finding }) => remainders.get(finding.ruleId) === what);
      if (isLeft === true) continue;
      // Another file may see what was changed here: which change it was nobody knows.
      for (const each of file === undefined ? chosen : [file]) {
        bad.set(each.path, `it brought ${what} (${name})`);
      }
    }
    return bad;
  }

  #keep({ path: name, before, fixes }: ChosenFile): void {
    if (!this.#originals.has(name)) this.#originals.set(name, before);
    this.#mended.push(...fixes.map(({ finding }) => finding));
  }

  /** One by itself is to blame; of several it is not known which. */
  #takeBack({ path: name, fixes }: ChosenFile, reason: string): void {
    const [only, second] = fixes;
    if (second === undefined) this.#refuse(only, `taken back: ${reason}`);
    else this.#careful.add(name);
  }

  #refuse(fix: Fix | undefined, reason: string): void {
    if (fix !== undefined) this.#refused.set(fix.name, { finding: fix.finding, reason });
  }

  finish(): MendedProgram {
    const { root } = this.#options;
    const files = [...this.#originals].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return {
      files: files.flatMap(([name, before]) => {
        const now = readEditable(root, name, MAX_FILE_BYTES);
        return now.kind === 'read' ? [{ path: name, diff: diffOf(name, before, now.text) }] : [];
      }),
      mended: this.#mended,
      refused: [...this.#refused.values()],
      report: this.#report,
    };
  }
}

/** What still counts: what a waiver or a comment covers needs no change, and what is gone neither. */
function openFindings({ decision }: RunReport): readonly Finding[] {
  return decision.findings
    .filter(({ effect }) => effect !== 'fixed' && effect !== 'waived' && effect !== 'suppressed')
    .map(({ finding }) => finding);
}

function fixOf(finding: Finding): Fix | undefined {
  const { evidence, location, ruleId } = finding;
  if (evidence.kind !== 'code' || evidence.diff === undefined) return undefined;
  const changes = lineChanges(evidence.diff);
  const lines = changes.flatMap(({ removed, added }) => [...removed, '', ...added]);
  return { finding, changes, name: [location.path, ruleId, ...lines].join('\n') };
}

interface Counted {
  readonly path: string;
  /** A rule, or why something was not examined. */
  readonly what: string;
  readonly count: number;
}

type Counts = ReadonlyMap<string, Counted>;

/** Whether of a rule there is more left than was to go. */
function stays({ path: name, fixes }: ChosenFile, had: Counts, has: Counts): boolean {
  return fixes.some(({ finding: { ruleId } }) => {
    const key = keyOf(name, ruleId);
    const mended = fixes.filter(({ finding }) => finding.ruleId === ruleId).length;
    return (has.get(key)?.count ?? 0) > (had.get(key)?.count ?? 0) - mended;
  });
}

function morePlaces(had: Counts, has: Counts): readonly Counted[] {
  return [...has]
    .filter(([key, { count }]) => count > (had.get(key)?.count ?? 0))
    .map(([, counted]) => counted);
}

function keyOf(name: string, what: string): string {
  return `${what}\0${name}`;
}

/** How many findings of each rule are in each file, and what could not be examined. */
function countsOf({ decision, incomplete }: RunReport): Counts {
  const counts = new Map<string, Counted>();
  const add = (name: string, what: string): void => {
    const key = keyOf(name, what);
    counts.set(key, { path: name, what, count: (counts.get(key)?.count ?? 0) + 1 });
  };
  for (const { effect, finding } of decision.findings) {
    if (effect !== 'fixed') add(finding.location.path, finding.ruleId);
  }
  for (const { what, reason } of incomplete) add(what, reason);
  return counts;
}

function diffOf(name: string, before: string, after: string): string {
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
