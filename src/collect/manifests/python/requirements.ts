import type {
  ComponentList,
  ManifestFile,
  ManifestFormat,
  ManifestProblem,
} from '../../../model/component.ts';
import { ListBuilder } from '../list-builder.ts';
import { folderOf, parsing } from '../parse.ts';
import { withoutCredentials } from '../values.ts';

/** Requirements of pip (pip.pypa.io, "Requirements File Format"; specifiers of PEP 508). */
export const requirements: ManifestFormat = {
  id: 'requirements',
  title: 'requirements.txt of pip, and files of like names',
  reads: (path) =>
    /(?:^|\/)[^/]{0,80}requirements?[^/]{0,80}\.txt$/.test(path) ||
    /(?:^|\/)requirements\/[^/]{1,160}\.txt$/.test(path),
  includes: ({ path, text }) => includedIn(text).map((name) => folderOf(path) + name),
  parse: (file) => parsing(file, (problems) => read(file, problems)),
};

/** Files that `-r` names; constraints (`-c`) install nothing. */
function includedIn(text: string): readonly string[] {
  return [
    ...text.matchAll(/^\s{0,20}(?:-r[\s=]{0,20}|--requirement[\s=]{1,20})([^\s#=]{1,300})/gm),
  ].map(([, name = '']) => name);
}

function read(file: ManifestFile, problems: ManifestProblem[]): ComponentList {
  const builder = new ListBuilder(file.path, requirements.id, 'PyPI');
  const scope = /(?:^|[-_./])(?:dev|test|tests|docs?|lint)/.test(
    file.path.slice(folderOf(file.path).length),
  )
    ? 'dev'
    : 'prod';
  for (const { content, line } of logicalLines(file.text)) {
    const stated = statedIn(content);
    if (stated === 'option') continue;
    if (stated === undefined) {
      problems.push({ detail: 'no requirement that is known', line });
      continue;
    }
    const { name, constraint, version, integrity, url } = stated;
    const key = `${name} ${constraint} ${url ?? ''}`;
    builder.add(key, {
      name,
      version: version ?? '',
      line,
      integrity,
      ...(version === undefined && constraint !== '' ? { constraint } : {}),
      ...(url === undefined ? {} : { source: sourceOf(url) }),
    });
    const declaredAt = { path: file.path, line };
    builder.require({ workspace: '', name, constraint, scope, declaredAt }, key);
  }
  return builder.finish('declared');
}

interface Line {
  readonly content: string;
  readonly line: number;
}

/** Lines joined over a backslash at their end, without comments. */
function logicalLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  let open = '';
  let start = 0;
  for (const [index, raw] of text.split('\n').entries()) {
    const content = withoutComment(raw).trimEnd();
    if (open === '') start = index + 1;
    if (content.endsWith('\\')) {
      open += `${content.slice(0, -1)} `;
      continue;
    }
    const whole = (open + content).trim();
    if (whole !== '') lines.push({ content: whole, line: start });
    open = '';
  }
  return lines;
}

/** A comment begins with a number sign at the start or after white space; in an address it is part of it. */
function withoutComment(line: string): string {
  for (let at = line.indexOf('#'); at !== -1; at = line.indexOf('#', at + 1)) {
    if (at === 0 || /\s/.test(line.charAt(at - 1))) return line.slice(0, at);
  }
  return line;
}

interface StatedRequirement {
  readonly name: string;
  readonly constraint: string;
  readonly version?: string;
  readonly integrity: readonly string[];
  readonly url?: string;
}

const NAME = /^([A-Za-z0-9][A-Za-z0-9._-]{0,200})\s{0,20}(?:\[[^\]]{0,300}\])?\s{0,20}/;

function statedIn(content: string): StatedRequirement | 'option' | undefined {
  const editable = /^(?:-e|--editable)[\s=]{1,20}(.{1,1000})$/.exec(content)?.[1];
  if (editable === undefined && content.startsWith('-')) return 'option';
  // Options of a requirement stand behind it (pip: --hash, --global-option, --config-settings, -C).
  const text = editable ?? content;
  const [requirement = ''] = text.split(/\s(?:--[a-z]|-C\s)/, 1);
  const [before = ''] = requirement.split(';', 1);
  const integrity = hashesIn(text);
  if (/^(?:[a-z]{2,4}\+|[a-z]{2,6}:\/\/)/.test(before)) return addressed(before, integrity);
  // A folder or an archive of the target: nobody else publishes it.
  if (/^\.{0,2}\/|^\.$|^[^@:]{1,300}\.(?:whl|zip|tar\.gz)$/.test(before.trim())) {
    return 'option';
  }
  return named(before.trim(), integrity);
}

function hashesIn(text: string): readonly string[] {
  const hashes = text.matchAll(/--hash[\s=]{1,20}([a-z0-9]{3,10}:[0-9a-f]{32,128})/g);
  return [...hashes].map(([, hash = '']) => hash);
}

function addressed(before: string, integrity: readonly string[]): StatedRequirement {
  const egg = /[#&]egg=([A-Za-z0-9._-]{1,200})/.exec(before)?.[1];
  const name = egg ?? withoutCredentials(before.split('#', 1)[0] ?? '').trim();
  return { name, constraint: '', integrity, url: before };
}

/** `name[extras] @ address` or `name[extras] specifiers` (PEP 508); undefined for anything else. */
function named(text: string, integrity: readonly string[]): StatedRequirement | undefined {
  const match = NAME.exec(text);
  if (match?.[1] === undefined) return undefined;
  const rest = text.slice(match[0].length).trim();
  const url = /^@\s{0,20}(\S{1,1000})/.exec(rest)?.[1];
  if (url !== undefined) return { name: match[1], constraint: '', integrity, url };
  const constraint = rest.replace(/^\((.{0,300})\)$/, '$1');
  if (constraint !== '' && !SPECIFIERS.test(constraint)) return undefined;
  const pin = /^={2,3}\s{0,20}([^\s,*]{1,100})$/.exec(constraint)?.[1];
  const stated = { name: match[1], constraint, integrity };
  return pin === undefined ? stated : { ...stated, version: pin };
}

const SPECIFIERS = /^(?:[=<>!~]{1,3}\s{0,20}[^\s,=<>!~]{1,100}\s{0,20},?\s{0,20}){1,20}$/;

function sourceOf(written: string): { readonly kind: 'git' | 'archive'; readonly url: string } {
  const url = withoutCredentials(written.replace(/^[a-z]{2,4}\+/, '').split('#', 1)[0] ?? '');
  return { kind: /^[a-z]{2,4}\+|\.git(?:@|$)/.test(written) ? 'git' : 'archive', url };
}
