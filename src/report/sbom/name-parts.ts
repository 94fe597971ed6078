import type { BillComponent } from './bill.ts';

/** The namespace apart from the name, as SBOMs write them: `@scope` of npm, the group of Maven; empty where there is none. */
export function nameParts({ ecosystem, name }: Pick<BillComponent, 'ecosystem' | 'name'>): {
  readonly group: string;
  readonly name: string;
} {
  const separator = ecosystem === 'Maven' ? ':' : '/';
  const at = name.lastIndexOf(separator);
  if (at <= 0 || at === name.length - 1) return { group: '', name };
  return { group: name.slice(0, at), name: name.slice(at + 1) };
}
