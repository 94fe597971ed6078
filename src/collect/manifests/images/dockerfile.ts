import type {
  ComponentList,
  ManifestFile,
  ManifestFormat,
  ManifestProblem,
} from '../../../model/component.ts';
import { ListBuilder } from '../list-builder.ts';
import { parsing, Unreadable } from '../parse.ts';
import { isDockerfile } from './dockerfile-name.ts';
import { instructionsIn, type Instruction } from './dockerfile-lines.ts';
import { imageIn } from './image-reference.ts';

/** Images that a build starts from or copies from (docs.docker.com, "Dockerfile reference"). */
export const dockerfile: ManifestFormat = {
  id: 'dockerfile',
  title: 'Dockerfile and Containerfile, the images that they start from',
  reads: isDockerfile,
  parse: (file) => parsing(file, (problems) => read(file, problems)),
};

function read(file: ManifestFile, problems: ManifestProblem[]): ComponentList {
  const builder = new ListBuilder(file.path, dockerfile.id, 'docker');
  const stages = new Set<string>();
  const defaults = new Map<string, string>();
  let hasBegun = false;
  for (const instruction of instructionsIn(file.text)) {
    const { keyword, line } = instruction;
    // Only arguments before the first stage are known to it and the others.
    if (keyword === 'ARG' && !hasBegun) takeDefaults(instruction, defaults);
    const written = imageOf(instruction);
    if (keyword === 'FROM') hasBegun = true;
    const image = written === undefined ? 'scratch' : expanded(written, defaults);
    const isOther = image !== 'scratch' && !stages.has(image.toLowerCase());
    if (isOther) addImage(builder, { image, line, path: file.path }, problems);
    if (keyword === 'FROM') stages.add(stageOf(instruction) ?? `\0${stages.size}`);
  }
  if (!hasBegun) throw new Unreadable('it has no instruction FROM');
  return builder.finish('declared');
}

/** What FROM starts from, or COPY takes from another image than a stage of the build; undefined for other instructions. */
function imageOf({ keyword, words }: Instruction): string | undefined {
  if (keyword === 'FROM') return words.find((word) => !word.startsWith('--')) ?? '';
  if (keyword !== 'COPY') return undefined;
  const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
  // A number counts the stages.
  return from === undefined || /^\d{1,4}$/.test(from) ? undefined : from;
}

/** `FROM image AS name`; names are compared without case. */
function stageOf({ words }: Instruction): string | undefined {
  const at = words.findIndex((word) => word.toLowerCase() === 'as');
  return at === -1 ? undefined : words[at + 1]?.toLowerCase();
}

function takeDefaults({ words }: Instruction, defaults: Map<string, string>): void {
  for (const word of words) {
    const [, name, value = ''] = /^([A-Za-z_]\w{0,100})=(.{0,500})$/.exec(word) ?? [];
    if (name !== undefined) defaults.set(name, expanded(unquoted(value), defaults));
  }
}

function unquoted(value: string): string {
  return value.replace(/^(["'])(.{0,500})\1$/, '$2');
}

/** More than any reference has; what grows beyond it is none. */
const MAX_EXPANDED_CHARACTERS = 1_000;

/** With the defaults of arguments in place: `$name`, `${name}`, `${name:-otherwise}`, `${name:+instead}`; others stay. */
function expanded(text: string, defaults: ReadonlyMap<string, string>): string {
  return text
    .slice(0, MAX_EXPANDED_CHARACTERS)
    .replace(
      /\$(?:([A-Za-z_]\w{0,100})|\{([A-Za-z_]\w{0,100})(?::([-+])([^{}]{0,300}))?\})/g,
      (whole: string, ...groups: readonly (string | undefined)[]) => {
        const [plain, braced, sign, other = ''] = groups;
        const value = defaults.get(plain ?? braced ?? '') ?? '';
        if (sign === '-') return value === '' ? other : value;
        if (sign === '+') return value === '' ? '' : other;
        return value === '' ? whole : value;
      },
    )
    .slice(0, MAX_EXPANDED_CHARACTERS);
}

function addImage(
  builder: ListBuilder,
  { image, line, path }: { readonly image: string; readonly line: number; readonly path: string },
  problems: ManifestProblem[],
): void {
  if (image.includes('$')) {
    problems.push({
      detail: 'an image that only the build names: an argument has no default',
      line,
    });
    return;
  }
  const stated = imageIn(image);
  if (stated === undefined) {
    problems.push({ detail: 'no reference to an image that is known', line });
    return;
  }
  builder.add(image, { ...stated, line });
  const { name, version: constraint } = stated;
  const requirement = { workspace: '', name, constraint, scope: 'prod' } as const;
  builder.require({ ...requirement, declaredAt: { path, line } }, image);
}
