import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { follow } from '../follow.ts';
import { gaps } from './gaps.ts';
import { casesOf, type GeneratedCase } from './generate.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { javascript } from './javascript.ts';
import { python } from './python.ts';
import type { LanguageShape } from './shape.ts';
import { typescript } from './typescript.ts';

const languages: readonly LanguageShape[] = [javascript, typescript, python, java, go];
/** `LOCKSTEP_GENERATED=all` takes every source with everything else: four times as many cases. */
const wantsAll = process.env['LOCKSTEP_GENERATED'] === 'all';
/** Cases in one program. */
const BATCH = 150;

describe('generated cases', () => {
  for (const language of languages) {
    const cases = casesOf(language, wantsAll);
    const known = gaps.filter((gap) => gap.languages.includes(language.id));
    const isKnown = (each: GeneratedCase): boolean => known.some(({ isIn }) => isIn(each));

    test(`${language.id}: each is reported where it does harm, and only there`, () => {
      const wrong = wrongOf(cases).filter((each) => !isKnown(each));
      assert.deepEqual(wrong.map(labelled), []);
    });

    for (const gap of known) {
      test(`${language.id}: a known gap is still open: ${gap.why}`, () => {
        const inGap = cases.filter((each) => gap.isIn(each));
        const closed = inGap.filter((each) => !wrongOf(cases).includes(each));
        assert.ok(inGap.length > 0);
        assert.deepEqual(closed.map(labelled), []);
      });
    }
  }
});

const answers = new Map<readonly GeneratedCase[], readonly GeneratedCase[]>();

/** Cases whose label is not what is reported. */
function wrongOf(cases: readonly GeneratedCase[]): readonly GeneratedCase[] {
  const known = answers.get(cases);
  if (known !== undefined) return known;
  const reported = new Set<string>();
  for (let from = 0; from < cases.length; from += BATCH) {
    const batch = cases.slice(from, from + BATCH);
    const { flows } = follow(Object.assign({}, ...batch.map(({ files }) => files)));
    for (const { rule, sink } of flows) reported.add(`${rule} ${folderOf(sink.path)}`);
  }
  const wrong = cases.filter(
    ({ rule, folder, isReal }) => reported.has(`${rule} ${folder}`) !== isReal,
  );
  answers.set(cases, wrong);
  return wrong;
}

function folderOf(path: string): string {
  return path.slice(0, path.indexOf('/'));
}

function labelled({ name, isReal }: GeneratedCase): string {
  return `${isReal ? 'missed' : 'false'}: ${name}`;
}
