import type { SourceFile } from './file.ts';
import type { Detection } from './finding.ts';
import type { Incomplete } from './incomplete.ts';
import type { Rule } from './rule.ts';

/**
 * What a path is to a program. `test`: a source that only those see who ask for tests. `example`: a source that shows how to
 * use what stands beside it; where nothing does, it is the program. `configuration`: what tells names of modules, and counts
 * above a folder that is examined alone. `rules`: rules of the target's own, of which those of the base hold where there is
 * one.
 */
export type ProgramRole = 'source' | 'test' | 'example' | 'configuration' | 'workflow' | 'rules';

/** Why a source is no part of a program although its path is one of ours. */
export type LeftOut = 'generated' | 'minified' | 'binary' | 'too-large';

/** What one file adds to a program: bytes that lie in memory of their own, so that they can be moved between threads. */
export type Summary =
  | { readonly state: 'unit'; readonly unit: Uint8Array<ArrayBuffer> }
  | { readonly state: 'left-out'; readonly why: LeftOut };

export interface ProgramUnit {
  readonly path: string;
  readonly unit: Uint8Array;
  /** Of the content that it was made from; absent: nothing is remembered of the program. */
  readonly hash?: string;
}

/** What a check says of one file of a program. */
export interface ProgramResult {
  readonly path: string;
  readonly detections: readonly Detection[];
  readonly incomplete?: readonly Pick<Incomplete, 'reason' | 'detail'>[];
}

/** A program that was examined; findings are written once the texts that they point into are there. */
export interface LinkedProgram {
  /** Files that findings point into, in order. */
  readonly paths: readonly string[];
  readonly incomplete: readonly Pick<Incomplete, 'what' | 'reason' | 'detail'>[];
  /** Rules that the target has of its own. */
  readonly rules?: readonly Rule[];
  /** For who reads of the whole program: bounds that were hit and cost no file its examination. */
  readonly notes?: readonly string[];
  /** For the next joining of files that are mostly these; undefined: it was not asked for, or would be too large. */
  readonly memory?: Uint8Array | undefined;
  /** `texts` has the texts of `paths`; of a file that is missing there nothing is said. */
  results(texts: ReadonlyMap<string, string>): readonly ProgramResult[];
}

/** The texts of files; one that is no longer what it was is missing. */
export type TextsOf = (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** To be called often: undefined, go on; else to be waited for, and rejected where the run was stopped. */
export type Pause = () => Promise<void> | undefined;

export interface LinkOptions {
  readonly pause?: Pause;
  /** Present: a memory is asked for. `before`: that of an earlier joining, so that what it would do again is not done. */
  readonly memory?: { readonly before: Uint8Array | undefined };
}

/**
 * Joins units, in order of path, and examines the program. Asks for texts only where rules of the target's own need them.
 * It says the same whether it pauses or not, and whatever memory it is handed.
 */
export type LinkProgram = (
  units: readonly ProgramUnit[],
  textsOf: TextsOf,
  options?: LinkOptions,
) => Promise<LinkedProgram>;

/**
 * The part of a check that examines files together. What depends on one file only is done there: `summarise` is pure, runs
 * on any number of threads, and its units are remembered by path and content.
 */
export interface ProgramEngine {
  /** Undefined: no part of any program. */
  roleOf(path: string): ProgramRole | undefined;
  /** Never throws for what a file holds. */
  summarise(file: SourceFile): Summary;
  /** Loaded only where there is something to join. */
  linker(): Promise<LinkProgram>;
}

/** How a check offers its engine: loaded only where a run has files. */
export type LoadProgramEngine = () => Promise<ProgramEngine>;
