import type {
  ComponentList,
  ManifestFile,
  ManifestFormat,
  ManifestProblem,
} from '../../../model/component.ts';
import { imageIn } from '../images/image-reference.ts';
import { firstLines } from '../lines.ts';
import { ListBuilder, type Stated } from '../list-builder.ts';
import { isNamed, parsing, Unreadable } from '../parse.ts';
import { fieldsAt, fieldsOf, listAt, textAt, type Fields } from '../values.ts';
import { readYaml } from '../yaml.ts';

/** Actions and workflows that `uses:` names (docs.github.com, "Workflow syntax", "Metadata syntax"). */
export const githubActions: ManifestFormat = {
  id: 'github-actions',
  title: 'workflows and actions of GitHub (uses:)',
  reads: (path) =>
    /(?:^|\/)\.github\/workflows\/[^/]{1,200}\.ya?ml$/.test(path) ||
    isNamed(path, 'action.yml') ||
    isNamed(path, 'action.yaml'),
  parse: (file) => parsing(file, (problems) => read(file, problems)),
};

const KIND = 'GitHub Actions';

function read(file: ManifestFile, problems: ManifestProblem[]): ComponentList {
  const document = fieldsOf(readYaml(file.text));
  const isWorkflow = file.path.includes('.github/workflows/');
  if (isWorkflow && document?.has('jobs') !== true) throw new Unreadable('it has no jobs');
  const lines = firstLines(file.text, USES);
  const comments = commentsIn(file.text);
  const builder = new ListBuilder(file.path, githubActions.id, KIND);
  for (const used of new Set(usedBy(document))) {
    // A step of this repository states its own.
    if (/^\.{1,2}\//.test(used)) continue;
    const line = lines.get(used) ?? 1;
    const stated = used.startsWith('docker://')
      ? imageIn(used.slice('docker://'.length))
      : actionIn(used, comments.get(used));
    if (stated === undefined) {
      problems.push({ detail: 'uses: names no action that is known', line });
      continue;
    }
    builder.add(used, { ...stated, line });
    const [name, constraint = ''] = used.split('@', 2);
    const requirement = { workspace: '', name: name ?? used, constraint, scope: 'prod' } as const;
    builder.require({ ...requirement, declaredAt: { path: file.path, line } }, used);
  }
  return builder.finish('declared');
}

/** What is used stands in quotes or without, and what follows a number sign is a comment. */
const USES = /^\s{0,100}(?:-\s{1,20})?["']?uses["']?\s{0,20}:\s{1,20}["']?([^\s"'#]{1,500})/;

/** In the order of the file: of jobs that are workflows themselves, of steps, and of an action's steps or image. */
function usedBy(document: Fields | undefined): readonly string[] {
  const jobs = fieldsAt(document, 'jobs');
  const runs = fieldsAt(document, 'runs');
  const image = textAt(runs, 'image') ?? '';
  return [
    ...[...jobs.keys()].flatMap((id) => {
      const job = fieldsAt(jobs, id);
      return [...usesOf(job), ...listAt(job, 'steps').flatMap((step) => usesOf(fieldsOf(step)))];
    }),
    ...listAt(runs, 'steps').flatMap((step) => usesOf(fieldsOf(step))),
    ...(image.startsWith('docker://') ? [image] : []),
  ];
}

function usesOf(fields: Fields | undefined): readonly string[] {
  const used = textAt(fields, 'uses');
  return used === undefined ? [] : [used];
}

/**
 * `owner/repository[/path]@ref`. Beside a commit people and tools write the version that it was (`# v4.2.0`): that is what
 * advisories speak of, while the commit stays what is fetched.
 */
function actionIn(used: string, comment: string | undefined): Omit<Stated, 'line'> | undefined {
  const [, name, repository, ref] =
    /^(([A-Za-z0-9_.-]{1,100}\/[A-Za-z0-9_.-]{1,100})(?:\/[^@\s]{1,300})?)@([^@\s]{1,250})$/.exec(
      used,
    ) ?? [];
  if (name === undefined || ref === undefined) return undefined;
  const url = `https://github.com/${repository ?? name}`;
  const isCommit = /^[0-9a-f]{40}$/.test(ref);
  return {
    name: name.replace(/\/$/, ''),
    version: isCommit ? (comment ?? ref) : ref,
    source: isCommit ? { kind: 'git', url, commit: ref } : { kind: 'git', url },
  };
}

/** The version in the comment behind each use of a commit. */
function commentsIn(text: string): ReadonlyMap<string, string> {
  const comments = new Map<string, string>();
  for (const line of text.split('\n')) {
    const used = USES.exec(line)?.[1];
    if (used === undefined) continue;
    const version =
      /#\s{0,9}(?:tag[=:]\s{0,3})?(v?\d{1,9}(?:\.\d{1,9}){0,3}(?:-[0-9A-Za-z.-]{1,60})?)(?:\s|$)/.exec(
        line.slice(0, 1_000),
      )?.[1];
    if (version !== undefined && !comments.has(used)) comments.set(used, version);
  }
  return comments;
}
