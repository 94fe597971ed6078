import { goPacks } from './go/index.ts';
import { javaPacks } from './java/index.ts';
import { javascriptPacks } from './javascript/index.ts';
import type { ModelPack } from './model.ts';
import { pythonPacks } from './python/index.ts';

/** Every pack. A new one is a file in the folder of its language, and one line in that folder's `index.ts`. */
export const allPacks: readonly ModelPack[] = [
  ...javascriptPacks,
  ...javaPacks,
  ...pythonPacks,
  ...goPacks,
];
