import type { ChangeFacts } from '../../store/changes.ts';

/** What a forge shows beside a commit. */
export interface ForgeStatus {
  readonly commit: string;
  readonly state: 'pending' | 'passes' | 'blocks' | 'incomplete';
  /** At most 140 characters are shown. */
  readonly description: string;
  /** Where more is said; undefined: nowhere. */
  readonly url: string | undefined;
}

/** The name that branch protection asks for. */
export const STATUS_NAME = 'lockstep';
/** Of a description (docs.github.com, "REST API endpoints for commit statuses"; GitLab takes 255). */
export const MAX_DESCRIPTION = 140;

export interface ForgeComment {
  readonly id: string;
  readonly body: string;
  /** Of one at a line: the forge shows it no more with the change as it is. */
  readonly isOutdated: boolean;
}

/** A line of the head. */
export interface LinePlace {
  readonly commit: string;
  readonly path: string;
  readonly line: number;
}

/** The change that a client is of. */
export type ClientOf = Pick<ChangeFacts, 'project' | 'number' | 'source' | 'isFork'>;

/** The few things that a forge is asked for about one change. Each function throws ForgeProblem. */
export interface ForgeClient {
  setStatus(status: ForgeStatus): Promise<void>;
  /** The first of all, oldest first; bounded. */
  comments(): Promise<readonly ForgeComment[]>;
  /** Its id. */
  addComment(body: string): Promise<string>;
  /** False: somebody has deleted it. */
  editComment(id: string, body: string): Promise<boolean>;
  /** Comments at lines; oldest first, bounded. */
  lineComments(): Promise<readonly ForgeComment[]>;
  /** Its id; undefined: the forge shows no such line in the change. */
  addLineComment(place: LinePlace, body: string): Promise<string | undefined>;
  /** Where a thread can be closed, it is, or is opened again. False: somebody has deleted it. */
  editLineComment(id: string, body: string, isOpen: boolean): Promise<boolean>;
}

/** Pages of a hundred that are looked through for a comment of our own. */
export const MAX_PAGES = 10;
export const PAGE_SIZE = 100;
