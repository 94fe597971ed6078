import type { Tree } from '../../../../model/yaml/tree.ts';

type Entries = (Tree & { readonly kind: 'map' })['entries'];

/** Of a mapping; of anything else none. */
export function entriesOf(tree: Tree): Entries {
  return tree.kind === 'map' ? tree.entries : [];
}

function valueIn(tree: Tree, name: string): Tree | undefined {
  return entriesOf(tree).find(({ key }) => key === name)?.value;
}

export function listIn(tree: Tree, name: string): readonly Tree[] | undefined {
  const value = valueIn(tree, name);
  return value?.kind === 'list' ? value.items : undefined;
}

export function textOf(tree: Tree | undefined): string | undefined {
  return tree?.kind === 'scalar' && tree.value !== null ? String(tree.value) : undefined;
}

export function textIn(tree: Tree, name: string): string | undefined {
  return textOf(valueIn(tree, name));
}

/** A list of texts, or a text alone. */
export function textsIn(tree: Tree, name: string): readonly string[] {
  const value = valueIn(tree, name);
  if (value === undefined) return [];
  const items = value.kind === 'list' ? value.items : [value];
  return items.flatMap((item) => textOf(item) ?? []);
}
