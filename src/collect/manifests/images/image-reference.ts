import type { Stated } from '../list-builder.ts';

/**
 * The parts of `host:port/path/name:tag@sha256:…` (distribution/reference, grammar). The digest is what is pulled; the tag
 * is its version as people know it. Without a tag it is `latest`, which is none. Undefined for what is no reference.
 */
export function imageIn(reference: string): Omit<Stated, 'line'> | undefined {
  const [, name = '', tag = '', digest] = REFERENCE.exec(reference.slice(0, 1_000)) ?? [];
  if (name === '' || name.endsWith('/')) return undefined;
  const isFloating = tag === '' || tag === 'latest';
  return {
    ecosystem: 'docker',
    name,
    version: isFloating ? '' : tag,
    ...(isFloating && digest === undefined ? { constraint: 'latest' } : {}),
    ...(digest === undefined ? {} : { integrity: [digest] }),
  };
}

const REFERENCE =
  /^((?:[A-Za-z0-9][A-Za-z0-9.-]{0,200}(?::\d{1,5})?\/)?[a-z0-9][a-z0-9._/-]{0,254})(?::(\w[\w.-]{0,127}))?(?:@([a-z0-9]{3,20}:[0-9a-f]{32,128}))?$/;
