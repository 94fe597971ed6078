import { checkedRevision, git, gitMaybe } from '../io/git.ts';
import { LockstepError } from '../model/error.ts';
import type { GitBase } from '../model/git.ts';
import { nearestName } from '../model/nearest-name.ts';
import { requireGit, type HeadFacts, type OpenTarget } from './target.ts';

/** The commits that a ref names as the base of a comparison with HEAD; LockstepError('git') says what is missing. */
export async function resolveBase(
  target: OpenTarget,
  ref: string,
  signal?: AbortSignal,
): Promise<GitBase> {
  const facts = requireGit(target);
  if (facts.commit === undefined) {
    throw new LockstepError('git', 'the repository has no commit to compare with', {
      repair: 'Commit first, or leave out --since.',
    });
  }
  const { root } = target;
  const asked = ['rev-parse', '--verify', '--quiet', '--end-of-options'];
  const found = await gitMaybe(root, [...asked, `${checkedRevision(ref)}^{commit}`], { signal });
  if (found === undefined) throw await unknownRef(root, ref, facts);
  const commit = found.toString('latin1').trim();
  const common = await gitMaybe(root, ['merge-base', facts.commit, commit], { signal });
  if (common === undefined) throw noMergeBase(ref, facts);
  return { ref, commit, mergeBase: common.toString('latin1').trim() };
}

async function unknownRef(root: string, ref: string, facts: HeadFacts): Promise<LockstepError> {
  const args = ['for-each-ref', '--count=5000', '--format=%(refname:short)'];
  const names = (await git(root, args))
    .toString('utf8')
    .split('\n')
    .filter((name) => name !== '');
  const near = nearestName(ref, names) ?? names.find((name) => name.endsWith(`/${ref}`));
  const fetch = fetchAdvice(facts, ref);
  return new LockstepError('git', `git knows no commit by the name ${JSON.stringify(ref)}`, {
    repair: near === undefined ? fetch : `Did you mean ${near}? If not: ${fetch}`,
  });
}

function noMergeBase(ref: string, facts: HeadFacts): LockstepError {
  return new LockstepError('git', `HEAD and ${ref} have no common ancestor in this clone`, {
    repair: facts.shallow ? fetchAdvice(facts, ref) : 'Name a ref that HEAD was branched from.',
  });
}

function fetchAdvice({ shallow }: HeadFacts, ref: string): string {
  if (shallow) {
    return 'The clone is shallow. Fetch its history: git fetch --unshallow (GitHub: fetch-depth: 0; GitLab: GIT_DEPTH: 0).';
  }
  const slash = ref.indexOf('/');
  // A name is not shown as part of a command where a shell would read more than a name in it.
  return slash > 0 && /^[\w./-]+$/u.test(ref)
    ? `Fetch it: git fetch ${ref.slice(0, slash)} ${ref.slice(slash + 1)}`
    : 'Fetch it: git fetch';
}
