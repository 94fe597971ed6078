import { codeRules } from '../rules/index.ts';
import type { CodeRule } from '../rules/code-rule.ts';
import { allPacks } from './all.ts';
import type { MarkModel, Model, ModelPack, OverrideModel, Path, ShapeModel } from './model.ts';

/** All packs of one language, put together. */
export interface LanguageKnowledge {
  readonly paths: ReadonlyMap<Path, Model>;
  /** The paths without `()` and `=`: whether anything is known at all. */
  readonly stems: ReadonlySet<Path>;
  readonly bases: ReadonlyMap<Path, readonly Path[]>;
  readonly marks: ReadonlyMap<Path, MarkModel>;
  readonly shapes: readonly ShapeModel[];
  readonly overrides: readonly OverrideModel[];
  /** Longest prefix first. */
  readonly aliases: readonly (readonly [Path, Path])[];
  readonly cleanTypes: ReadonlySet<Path>;
  /** Every type that a model speaks of, in any role: `java.io.File`. */
  readonly types: ReadonlySet<Path>;
}

export interface Knowledge {
  readonly rules: ReadonlyMap<string, CodeRule>;
  of(language: string): LanguageKnowledge;
}

/** What the engine knows: our packs, and those of the user, which come first where both describe a path. */
export function knowledgeOf(
  own: readonly ModelPack[] = [],
  ownRules: readonly CodeRule[] = [],
): Knowledge {
  const packs = [...own, ...allPacks];
  const made = new Map<string, LanguageKnowledge>();
  const rules = new Map(
    [...codeRules, ...ownRules].map((rule) => [rule.id.slice(rule.id.indexOf('/') + 1), rule]),
  );
  return {
    rules,
    of(language) {
      const known = made.get(language);
      if (known !== undefined) return known;
      const built = build(packs.filter(({ languages }) => languages.includes(language)));
      made.set(language, built);
      return built;
    },
  };
}

function build(packs: readonly ModelPack[]): LanguageKnowledge {
  const paths = new Map<Path, Model>();
  const bases = new Map<Path, readonly Path[]>();
  for (const pack of packs) {
    for (const [path, model] of Object.entries(pack.paths)) {
      const known = paths.get(path);
      paths.set(path, known === undefined ? model : { ...model, ...known });
    }
    for (const [type, all] of Object.entries(pack.extends ?? {})) {
      bases.set(type, [...(bases.get(type) ?? []), ...all]);
    }
  }
  const aliases = packs.flatMap((pack) => Object.entries(pack.aliases ?? {}));
  return {
    paths,
    stems: new Set([...paths.keys()].map((path) => path.replace(/(?:\(\)|=)$/u, ''))),
    bases,
    marks: new Map(packs.flatMap(({ marks = {} }) => Object.entries(marks))),
    shapes: packs.flatMap(({ shapes = [] }) => shapes),
    overrides: packs.flatMap(({ overrides = [] }) => overrides),
    aliases: aliases.toSorted(([left], [right]) => right.length - left.length),
    cleanTypes: new Set(packs.flatMap(({ cleanTypes = [] }) => cleanTypes)),
    types: new Set(packs.flatMap(typesOf)),
  };
}

function typesOf(pack: ModelPack): readonly Path[] {
  const named = Object.entries(pack.paths).flatMap(([path, { type }]) =>
    type === undefined ? [ownerOf(path)] : [ownerOf(path), type],
  );
  const extending = Object.entries(pack.extends ?? {}).flatMap(([type, all]) => [type, ...all]);
  const overridden = (pack.overrides ?? []).map(({ type }) => type);
  return [...named, ...extending, ...overridden, ...Object.keys(pack.marks ?? {})];
}

/** `java.io.File` of `java.io.File.delete()` and of `java.io.File()`. */
function ownerOf(path: Path): Path {
  const plain = path.replace(/\(\)$|=$/u, '');
  if (path.endsWith('()') && /(?:^|[./])\p{Lu}[^.]*$/u.test(plain)) return plain;
  const dot = plain.lastIndexOf('.');
  return dot === -1 ? plain : plain.slice(0, dot);
}
