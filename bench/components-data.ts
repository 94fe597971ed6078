import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { corpusOf, lackingCorpus } from '../test/components/corpus.ts';
import { corpora, product } from './paths.ts';
import { writeZip } from './zip-writer.ts';

/** Ecosystems of the real lockfiles; each is an archive of the export. */
const ECOSYSTEMS = ['npm', 'PyPI', 'Go', 'RubyGems'] as const;
/** With those of the corpus there are some 300,000 packages of npm: what the real export had come to by 2026. */
const INVENTED = 250_000;

/** `real`: the corpus of advisories alone; `many`: with 250,000 invented malicious packages of npm beside it. */
export type ExportName = 'real' | 'many';

/** Advisories in the layout of OSV's export, and what Lockstep makes of it. */
export interface AdvisoryExport {
  /** `<ecosystem>/all.zip` and `<ecosystem>/modified_id.csv`. */
  readonly folder: string;
  /** What `lockstep advisories pull` wrote of it. */
  readonly index: string;
  readonly ecosystems: readonly string[];
}

/** Advisories for all tools alike, made first where they are missing. */
export async function advisoryExport(name: ExportName): Promise<AdvisoryExport> {
  const place = path.join(corpora, 'components', name);
  const ecosystems = name === 'many' ? ['npm'] : ECOSYSTEMS;
  const found = {
    folder: path.join(place, 'export'),
    index: path.join(place, 'index'),
    ecosystems,
  };
  if (!existsSync(place)) await makeExport(place, name, ecosystems);
  if (!existsSync(path.join(found.index, 'current.json'))) pull(found);
  return found;
}

async function makeExport(
  place: string,
  name: ExportName,
  ecosystems: readonly string[],
): Promise<void> {
  if (lackingCorpus !== false) throw new Error(lackingCorpus);
  process.stderr.write(`making the export "${name}" in ${place}\n`);
  const records = await corpusOf(ecosystems);
  const unfinished = `${place}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  for (const ecosystem of ecosystems) {
    const folder = path.join(unfinished, 'export', ecosystem);
    mkdirSync(folder, { recursive: true });
    const listed: string[] = [];
    const invented = name === 'many' ? inventedRecords() : [];
    const all = [...(records[ecosystem] ?? []), ...invented];
    writeZip(path.join(folder, 'all.zip'), membersOf(all, listed));
    writeFileSync(path.join(folder, 'modified_id.csv'), listed.toReversed().join(''));
  }
  renameSync(unfinished, place);
}

/**
 * Fills `listed` on the way.
 *
 * @yields the members of the archive
 */
function* membersOf(
  records: readonly unknown[],
  listed: string[],
): Generator<readonly [string, string]> {
  for (const each of records) {
    const { id, modified } = headOf(each);
    listed.push(`${modified},${id}\n`);
    yield [`${id}.json`, JSON.stringify(each)];
  }
}

/** As the reports of ossf/malicious-packages are, without their long details. */
function inventedRecords(): readonly unknown[] {
  return Array.from({ length: INVENTED }, (_, at) => {
    const name = `invented-${((at * 2_654_435_761) % 2 ** 32).toString(36)}-${at.toString(36)}`;
    const day = `2026-0${1 + (at % 7)}-${String(10 + (at % 19))}T00:00:00Z`;
    const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }] }];
    return {
      schema_version: '1.7.3',
      id: `MAL-2026-${900_000 + at}`,
      modified: day,
      published: day,
      summary: `Malicious code in ${name} (npm)`,
      details: 'The package sends names of the machine to a server at install time.',
      affected: [{ package: { ecosystem: 'npm', name }, ranges }],
    };
  });
}

function headOf(record: unknown): { readonly id: string; readonly modified: string } {
  const fields = new Map<string, unknown>(Object.entries(record ?? {}));
  return { id: String(fields.get('id')), modified: String(fields.get('modified')) };
}

function pull({ folder, index, ecosystems }: AdvisoryExport): void {
  const source = pathToFileURL(`${folder}${path.sep}`).href;
  const args = ['advisories', 'pull', ...ecosystems, '--mirror', source, '--dir', index, '--quiet'];
  execFileSync(process.execPath, [product, ...args, '--kev', 'none', '--epss', 'none'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
