import type { FixKind } from './fix.ts';
import { endsPlainly } from './python/tree.ts';

const safe: Readonly<Record<string, string>> = {
  load: 'safe_load',
  unsafe_load: 'safe_load',
  load_all: 'safe_load_all',
  unsafe_load_all: 'safe_load_all',
};

/** `yaml.load(text)` becomes `yaml.safe_load(text)`; a loader that is named stays for people: it may be one of their own. */
export const yamlLoad: FixKind = {
  rules: ['unsafe-yaml-load'],
  python: ({ tree, call }) => {
    if (call.callee.type !== 'Attribute' || call.args.length !== 1) return undefined;
    const { base, name, end } = call.callee;
    const to = safe[name];
    const isModule = base.type === 'Name' && tree.file.imports.get(base.name) === 'yaml';
    if (to === undefined || !isModule || !endsPlainly(tree, call)) return undefined;
    const start = end - name.length;
    return tree.text.slice(start, end) === name ? [{ start, end, text: to }] : undefined;
  },
};
