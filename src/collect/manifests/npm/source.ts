import type { ComponentSource } from '../../../model/component.ts';
import { withoutCredentials } from '../values.ts';

/** Where npm says that a package came from: an address, a git address with its commit, a path. */
export function npmSource(resolved: string | undefined): ComponentSource {
  if (resolved === undefined || resolved === '') return { kind: 'registry' };
  const git = /^(?:git\+|git:|github:|gitlab:|bitbucket:)/.test(resolved);
  if (git || /^https?:\/\/[^?#]{1,1000}\.git(?:#|$)/.test(resolved)) {
    const [url = '', commit] = resolved.split('#', 2);
    const clean = withoutCredentials(url);
    return commit === undefined ? { kind: 'git', url: clean } : { kind: 'git', url: clean, commit };
  }
  if (/^(?:file|link|portal|workspace):/.test(resolved)) {
    return { kind: 'path', path: resolved.replace(/^[a-z]{1,9}:/, '') };
  }
  const url = withoutCredentials(resolved.split('#', 1)[0] ?? '');
  // Registries of npm keep their archives below `/-/`; GitHub's packages below `/download/`.
  const isRegistry = url.includes('/-/') || url.includes('/download/');
  return isRegistry ? { kind: 'registry', url } : { kind: 'archive', url };
}
