import { analyse, type Analysis } from '../../src/checks/code/engine/analyse.ts';
import { languageOf } from '../../src/checks/code/languages/all.ts';
import { knowledgeOf, type Knowledge } from '../../src/checks/code/models/knowledge.ts';

const known: Knowledge = knowledgeOf();

/** What the engine finds in files, by their paths, as one program. */
export function follow(files: Readonly<Record<string, string>>): Analysis {
  const modules = Object.entries(files).flatMap(([path, text]) => {
    const language = languageOf(path);
    return language === undefined ? [] : [language.lower(path, text).module];
  });
  return analyse(modules, known, { aliases: [] });
}
