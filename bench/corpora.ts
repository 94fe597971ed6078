import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { makeHistory } from './history-corpus.ts';
import { makeHostile } from './hostile-corpus.ts';
import { corpora, corpusPath } from './paths.ts';
import { makeTree } from './tree-corpus.ts';

type CorpusName = Parameters<typeof corpusPath>[0];

const makers: Readonly<Record<CorpusName, (folder: string) => void>> = {
  tree: makeTree,
  history: makeHistory,
  hostile: makeHostile,
};

/** The folder of a corpus, made first where it is missing. */
export function corpus(name: CorpusName): string {
  const folder = corpusPath(name);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.unfinished`;
  process.stderr.write(`making the corpus "${name}" in ${folder}\n`);
  mkdirSync(corpora, { recursive: true });
  rmSync(unfinished, { recursive: true, force: true });
  makers[name](unfinished);
  renameSync(unfinished, folder);
  return folder;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const wanted = process.argv.slice(2);
  for (const name of ['tree', 'history', 'hostile'] as const) {
    if (wanted.length === 0 || wanted.includes(name)) corpus(name);
  }
}
