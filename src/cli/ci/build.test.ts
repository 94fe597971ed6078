import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildOf, type GithubEvent } from './build.ts';

const github = { GITHUB_ACTIONS: 'true', GITHUB_REF_TYPE: 'branch' };
const gitlab = { GITLAB_CI: 'true', CI_DEFAULT_BRANCH: 'trunk' };
const azure = { TF_BUILD: 'True' };
const jenkins = { JENKINS_URL: 'http://ci' };
const event: GithubEvent = { defaultBranch: 'trunk' };

const cases: readonly (readonly [string, Record<string, string>, string, string | undefined])[] = [
  [
    'a pull request',
    { ...github, GITHUB_BASE_REF: 'rel', GITHUB_REF_NAME: '7/merge' },
    'github',
    'origin/rel',
  ],
  ['a branch', { ...github, GITHUB_REF_NAME: 'x' }, 'github', 'origin/trunk'],
  ['the default branch', { ...github, GITHUB_REF_NAME: 'trunk' }, 'github', undefined],
  ['a tag', { ...github, GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1' }, 'github', undefined],
  [
    'a merge request',
    { ...gitlab, CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'rel' },
    'gitlab',
    'origin/rel',
  ],
  ['a branch', { ...gitlab, CI_COMMIT_BRANCH: 'x' }, 'gitlab', 'origin/trunk'],
  ['the default branch', { ...gitlab, CI_COMMIT_BRANCH: 'trunk' }, 'gitlab', undefined],
  ['a tag', { ...gitlab, CI_COMMIT_TAG: 'v1' }, 'gitlab', undefined],
  [
    'a pull request',
    {
      ...azure,
      SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/a/b',
      BUILD_SOURCEBRANCH: 'refs/pull/7/merge',
    },
    'azure',
    'origin/a/b',
  ],
  [
    'a pull request of GitHub',
    { ...azure, SYSTEM_PULLREQUEST_TARGETBRANCH: 'rel' },
    'azure',
    'origin/rel',
  ],
  [
    'a branch',
    { ...azure, BUILD_SOURCEBRANCH: 'refs/heads/x', LOCKSTEP_DEFAULT_BRANCH: 'main' },
    'azure',
    'origin/main',
  ],
  [
    'a branch, the default one unknown',
    { ...azure, BUILD_SOURCEBRANCH: 'refs/heads/x' },
    'azure',
    undefined,
  ],
  [
    'a change',
    { ...jenkins, CHANGE_TARGET: 'rel', BRANCH_NAME: 'PR-7', LOCKSTEP_DEFAULT_BRANCH: 'main' },
    'jenkins',
    'origin/rel',
  ],
  [
    'a tag',
    { ...jenkins, TAG_NAME: 'v1', BRANCH_NAME: 'v1', LOCKSTEP_DEFAULT_BRANCH: 'main' },
    'jenkins',
    undefined,
  ],
  [
    'a pull request',
    { BITBUCKET_BUILD_NUMBER: '7', BITBUCKET_PR_DESTINATION_BRANCH: 'rel', BITBUCKET_BRANCH: 'x' },
    'bitbucket',
    'origin/rel',
  ],
  ['a build', {}, 'other', undefined],
];

for (const [what, env, server, base] of cases) {
  test(`${what} on ${server} is compared with ${base ?? 'nothing'}`, () => {
    assert.deepEqual(buildOf(env, server === 'github' ? event : {}), { server, base });
  });
}

test('a merge queue is compared with the commit that it comes on top of', () => {
  const env = { ...github, GITHUB_REF_NAME: 'gh-readonly-queue/trunk/pr-7' };
  assert.equal(buildOf(env, { ...event, mergeGroupBase: 'b0a7' }).base, 'b0a7');
});
