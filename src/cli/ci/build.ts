import type { Shell } from '../shell.ts';

/** A build server on which Lockstep knows its way. */
export type BuildServer = 'github' | 'gitlab' | 'azure' | 'jenkins' | 'bitbucket' | 'other';

/** What a build server says of the build that it runs; nothing of it is believed to be harmless. */
export interface Build {
  readonly server: BuildServer;
  /** What the change is compared with, as git knows it; undefined: everything is examined. */
  readonly base: string | undefined;
}

type Env = Shell['env'];

/** What the file of the event that started a workflow of GitHub tells besides the environment. */
export interface GithubEvent {
  readonly defaultBranch?: string | undefined;
  /** Of a merge queue: the commit that the group comes on top of. */
  readonly mergeGroupBase?: string | undefined;
}

/**
 * Tells the build server, and what is to be compared, by the variables that each documents: a change request is compared with its
 * target, another branch with the default branch where that is known, and the default branch with nothing. `LOCKSTEP_DEFAULT_BRANCH`
 * names that one where a server does not.
 */
export function buildOf(env: Env, event: GithubEvent = {}): Build {
  const server = serverOf(env);
  const { target, branch, fallback, commit } = changeOn[server](env, event);
  if (commit !== undefined) return { server, base: commit };
  const named = said(env, 'LOCKSTEP_DEFAULT_BRANCH') ?? fallback;
  const other = branch === undefined || branch === named ? undefined : named;
  const against = target ?? other;
  return { server, base: against === undefined ? undefined : `origin/${against}` };
}

function serverOf(env: Env): BuildServer {
  if (env['GITHUB_ACTIONS'] === 'true') return 'github';
  if (env['GITLAB_CI'] === 'true') return 'gitlab';
  if (env['TF_BUILD']?.toLowerCase() === 'true') return 'azure';
  if (said(env, 'JENKINS_URL') !== undefined) return 'jenkins';
  if (said(env, 'BITBUCKET_BUILD_NUMBER') !== undefined) return 'bitbucket';
  return 'other';
}

interface Change {
  /** Branch that the change request is to be merged into. */
  readonly target?: string | undefined;
  /** Branch of a build that belongs to no change request; undefined: a tag, or unknown. */
  readonly branch?: string | undefined;
  readonly fallback?: string | undefined;
  readonly commit?: string | undefined;
}

const changeOn: Readonly<Record<BuildServer, (env: Env, event: GithubEvent) => Change>> = {
  github: (env, { defaultBranch, mergeGroupBase }) => ({
    target: said(env, 'GITHUB_BASE_REF'),
    branch: env['GITHUB_REF_TYPE'] === 'branch' ? said(env, 'GITHUB_REF_NAME') : undefined,
    fallback: defaultBranch,
    commit: mergeGroupBase,
  }),
  gitlab: (env) => ({
    target: said(env, 'CI_MERGE_REQUEST_TARGET_BRANCH_NAME'),
    branch: said(env, 'CI_COMMIT_BRANCH'),
    fallback: said(env, 'CI_DEFAULT_BRANCH'),
  }),
  azure: (env) => ({
    target: branchIn(said(env, 'SYSTEM_PULLREQUEST_TARGETBRANCH')),
    branch: branchOnly(said(env, 'BUILD_SOURCEBRANCH')),
  }),
  jenkins: (env) => ({
    target: said(env, 'CHANGE_TARGET'),
    branch: said(env, 'TAG_NAME') === undefined ? said(env, 'BRANCH_NAME') : undefined,
  }),
  bitbucket: (env) => ({
    target: said(env, 'BITBUCKET_PR_DESTINATION_BRANCH'),
    branch: said(env, 'BITBUCKET_BRANCH'),
  }),
  other: () => ({}),
};

const HEADS = 'refs/heads/';

/** Azure names a target as `refs/heads/main`, that of a repository on GitHub as `main`. */
function branchIn(ref: string | undefined): string | undefined {
  return ref?.startsWith(HEADS) === true ? ref.slice(HEADS.length) : ref;
}

function branchOnly(ref: string | undefined): string | undefined {
  return ref?.startsWith(HEADS) === true ? ref.slice(HEADS.length) : undefined;
}

function said(env: Env, name: string): string | undefined {
  const value = env[name] ?? '';
  return value === '' ? undefined : value;
}
