import type { Need } from '../../../model/universe.ts';

/** What is kept of what a registry tells of a package: versions in the order of the file. */
export interface Packument {
  readonly versions: ReadonlyMap<string, PublishedVersion>;
}

export interface PublishedVersion {
  readonly needs: readonly Need[];
  /** ISO 8601, where the registry tells it. */
  readonly published: string | undefined;
}

/** More versions than any package has (2026: 9,000); the rest is left out. */
const MAX_VERSIONS = 50_000;
/** More needs than any version has. */
const MAX_NEEDS = 5_000;

/**
 * Reads a packument of npm, abbreviated or whole (github.com/npm/registry, docs/responses/package-metadata.md); undefined for
 * anything else. Own keys only.
 */
export function readPackument(text: string): Packument | undefined {
  const whole = fieldsOf(parsed(text));
  const listed = fieldsOf(whole?.get('versions'));
  if (whole === undefined || listed === undefined) return undefined;
  const times = fieldsOf(whole.get('time'));
  const versions = new Map<string, PublishedVersion>();
  for (const [version, value] of [...listed].slice(0, MAX_VERSIONS)) {
    const fields = fieldsOf(value);
    if (fields === undefined) continue;
    const published = times?.get(version);
    versions.set(version, {
      needs: needsIn(fields),
      published: typeof published === 'string' && isDate(published) ? published : undefined,
    });
  }
  return { versions };
}

/** What is kept, as it goes into the cache: a packument that `readPackument` reads. */
export function packumentText({ versions }: Packument): string {
  const listed = new Map<string, unknown>();
  const times = new Map<string, string>();
  for (const [version, { needs, published }] of versions) {
    const entries = needs.map(({ name, constraint }) => [name, constraint]);
    listed.set(version, { dependencies: Object.fromEntries(entries) });
    if (published !== undefined) times.set(version, published);
  }
  return JSON.stringify({
    versions: Object.fromEntries(listed),
    time: Object.fromEntries(times),
  });
}

/** What npm installs with it: peers are left to who asks for them. */
function needsIn(fields: ReadonlyMap<string, unknown>): readonly Need[] {
  const needs = new Map<string, string>();
  for (const section of ['dependencies', 'optionalDependencies']) {
    for (const [name, constraint] of fieldsOf(fields.get(section)) ?? []) {
      if (typeof constraint === 'string' && needs.size < MAX_NEEDS) needs.set(name, constraint);
    }
  }
  return [...needs].map(([name, constraint]) => ({ name, constraint }));
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}
