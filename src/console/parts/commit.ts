/** Of what was not a commit (an endpoint, an SBOM), pipelines and the service say `none`. */
export function hasCommit(commit: string): boolean {
  return commit !== '' && commit !== 'none';
}

export function commitText(commit: string): string {
  return hasCommit(commit) ? commit.slice(0, 12) : 'no commit';
}
