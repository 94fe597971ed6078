import { extensionOf } from './extension.ts';
import { go } from './go/index.ts';
import { java } from './java/index.ts';
import { javascript } from './javascript/index.ts';
import type { Language } from './language.ts';
import { python } from './python/index.ts';

/** Every front end. A new language is one folder and one line here. */
export const languages: readonly Language[] = [javascript, python, java, go];

/** The language of a path by its extension; undefined: none of ours. */
export function languageOf(path: string): Language | undefined {
  const extension = extensionOf(path);
  return languages.find(({ extensions }) => extensions.has(extension));
}
